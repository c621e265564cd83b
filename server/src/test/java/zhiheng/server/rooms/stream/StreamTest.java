package zhiheng.server.rooms.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Ids;
import zhiheng.base.testing.Await;
import zhiheng.gateway.Ask;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.journal.InteractionStore;
import zhiheng.gateway.journal.Journal;
import zhiheng.gateway.journal.Position;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;
import zhiheng.server.rooms.watch.Aftermath;
import zhiheng.server.rooms.watch.AlertRows;
import zhiheng.server.rooms.watch.LiveWatch;
import zhiheng.server.rooms.watch.Scope;
import zhiheng.server.rooms.watch.Surroundings;
import zhiheng.watch.Alarm;
import zhiheng.watch.Alert;
import zhiheng.watch.Condition;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Interval;
import zhiheng.watch.Key;
import zhiheng.watch.Observation;
import zhiheng.watch.wire.AlertWire;
import zhiheng.watch.wire.Frame;
import zhiheng.watch.wire.ObservationWire;

/** Against a broker that is killed. */
class StreamTest {
    private static final int PARTS = 3;

    @TempDir
    static Path folder;

    private static OwnBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = new OwnBroker(folder.resolve("broker"));
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    private static final class Store implements InteractionStore {
        private volatile Position position = Position.START;

        @Override
        public Position position() {
            return position;
        }

        @Override
        public void insert(List<Interaction> interactions, Map<String, byte[]> contents, Position next) {
            position = next;
        }
    }

    private static Interaction call(int n) {
        return new Interaction(
                "c" + n,
                "bot-" + n % 5,
                Instant.ofEpochSecond(1_790_000_000L + n),
                "chat/completions",
                new Ask("m", null, null, -1, null, 0, List.of(), null),
                "u",
                1,
                false,
                1,
                200,
                "",
                "",
                1,
                "",
                1,
                1,
                1,
                1,
                1,
                true,
                Map.of(),
                false,
                "",
                false);
    }

    private static void add(Journal journal, int from, int to) {
        IntStream.range(from, to).forEach(n -> journal.add(call(n), null));
    }

    private static List<Observation> observed(Interaction call) {
        return List.of(new Observation(
                call.system(), "leak.out", call.time().toEpochMilli(), 0, 1, Map.of("interaction", call.id())));
    }

    /** Guards against a call lost or told twice when the broker dies, or the gateway, or both. */
    @Test
    void each_call_is_in_the_log_once_and_in_order_whatever_dies() throws Exception {
        var settings = new StreamSettings(broker.address(), "out", Map.of());
        broker.topics(settings, PARTS);
        var data = folder.resolve("data");
        var store = new Store();
        try (var journal = Journal.resting(data.resolve("journal"), Journal.Settings.DEFAULT, store, batch -> {})) {
            journal.isFollowed();
            journal.begin();
            try (var first = new Publisher(settings, journal, data, StreamTest::observed)) {
                add(journal, 0, 2_000);
                Await.until("the gateway reaches the log", () -> first.trouble().isEmpty());
                broker.kill();
                add(journal, 2_000, 4_000);
                Await.until(
                        "the gateway says that it does not reach the log",
                        () -> first.trouble().isPresent());
                broker.start();
                Await.until("the gateway reaches the log", () -> first.trouble().isEmpty());
                add(journal, 4_000, 5_000);
                // a second of the same name, as after a crash of the first, which is not there to say where it was
                try (var second = new Publisher(settings, journal, data, StreamTest::observed)) {
                    add(journal, 5_000, 6_000);
                    Await.until("all is in the log", () -> count(settings) >= 6_000);
                    assertThat(second.trouble()).isEmpty();
                    Await.until(
                            "the gateway says that it does not reach the log",
                            () -> first.trouble().isPresent());
                    assertThat(first.trouble().orElseThrow().en()).contains("under this gateway's name");
                }
            }
        }
        try (var journal = Journal.resting(data.resolve("journal"), Journal.Settings.DEFAULT, store, batch -> {})) {
            journal.isFollowed();
            journal.begin();
            add(journal, 6_000, 6_500);
            try (var again = new Publisher(settings, journal, data, StreamTest::observed)) {
                Await.until("all is in the log again", () -> count(settings) >= 6_500);
                assertThat(again.gaps()).isZero();
            }
        }
        var seen = new HashSet<String>();
        for (int part = 0; part < PARTS; part++) {
            long last = 0;
            for (var o : read(settings, part)) {
                assertThat(seen.add(o.attributes().get("interaction")))
                        .as("told once")
                        .isTrue();
                assertThat(o.time()).isGreaterThan(last);
                assertThat(Frame.part(o.key(), PARTS)).isEqualTo(part);
                last = o.time();
            }
        }
        assertThat(seen).hasSize(6_500);
    }

    private static int count(StreamSettings settings) {
        return IntStream.range(0, PARTS).map(p -> read(settings, p).size()).sum();
    }

    private static List<Observation> read(StreamSettings settings, int number) {
        var found = new ArrayList<Observation>();
        var part = new TopicPartition(settings.observations(), number);
        try (var consumer = new KafkaConsumer<>(
                settings.client(Map.of("isolation.level", "read_committed")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(part));
            consumer.seekToBeginning(List.of(part));
            long end = consumer.endOffsets(List.of(part)).get(part);
            while (consumer.position(part) < end) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    for (var one : Frame.parts(record.value())) {
                        found.add(ObservationWire.read(
                                java.util.Arrays.copyOfRange(record.value(), one.from(), one.to())));
                    }
                }
            }
        } catch (zhiheng.watch.wire.Unreadable e) {
            throw new AssertionError(e);
        }
        return found;
    }

    /** Guards against an alert filed twice after a restart, and a record that is none and stops the reader. */
    @Test
    void alerts_of_the_log_are_filed_once_as_the_watch_files_its_own() throws Exception {
        var settings = new StreamSettings(broker.address(), "in", Map.of());
        broker.topics(settings, 1);
        try (var db = Db.sqlite(folder.resolve("watch.db"), Rooms.schema())) {
            var rows = new AlertRows(db);
            send(settings, alert(1_790_000_000_000L), new byte[] {1, 2, 3}, alert(1_790_000_060_000L));
            try (var live = live(rows);
                    var reader = new AlertReader(settings, new AlertsRead(db), live)) {
                Await.until("the alerts are filed", () -> new AlertsRead(db).next(settings.alerts(), 0) == 3);
                assertThat(reader.unreadable()).isOne();
            }
            assertThat(rows.of("bot", null, 10)).hasSize(1).allMatch(a -> a.repeats() == 1);
            send(settings, alert(1_790_900_000_000L));
            try (var live = live(rows);
                    var reader = new AlertReader(settings, new AlertsRead(db), live);
                    var beside = new AlertReader(settings, new AlertsRead(db), live)) {
                Await.until("the alerts are filed", () -> new AlertsRead(db).next(settings.alerts(), 0) == 4);
                assertThat(reader.unreadable() + beside.unreadable()).isZero();
            }
            assertThat(rows.of("bot", null, 10)).hasSize(2);
        }
    }

    private static byte[] alert(long time) {
        return AlertWire.write(new Alert(
                "leakage.limit",
                new Key("bot", "leak.certain"),
                new Alarm(time, 2e6, 9e5, time, Interval.declared(.001), new Interval(.1, .2, .3, .95), List.of()),
                new Guarantee.Simulated(900_000, Condition.DAYS_AT_MOST),
                List.of(),
                List.of(new Alert.Example("c1", time, 1))));
    }

    private static void send(StreamSettings settings, byte[]... values) throws Exception {
        try (var producer =
                new KafkaProducer<>(settings.client(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (var value : values) {
                producer.send(new ProducerRecord<>(settings.alerts(), "bot".getBytes("UTF-8"), value))
                        .get();
            }
        }
    }

    private static LiveWatch live(AlertRows rows) {
        var nothing = new Surroundings() {
            @Override
            public Map<String, Object> answers(String system) {
                return Map.of();
            }

            @Override
            public Scope reach(String system, Instant since) {
                return new Scope(null, 0);
            }
        };
        return new LiveWatch(
                rows,
                null,
                nothing,
                Aftermath.NONE,
                folder.resolve("watch.state"),
                new Ids(Clock.systemUTC()),
                Clock.systemUTC());
    }
}
