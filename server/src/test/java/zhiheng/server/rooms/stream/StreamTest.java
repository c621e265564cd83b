package zhiheng.server.rooms.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
import zhiheng.gateway.Served;
import zhiheng.gateway.journal.InteractionFrame;
import zhiheng.gateway.journal.InteractionStore;
import zhiheng.gateway.journal.Journal;
import zhiheng.gateway.journal.Position;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;
import zhiheng.server.rooms.telemetry.AlertWay;
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
import zhiheng.watch.wire.LogClient;
import zhiheng.watch.wire.ObservationWire;
import zhiheng.watch.wire.TraceParent;

/** Against a broker that is killed. */
class StreamTest {
    private static final int PARTS = 3;
    private static final String CALLERS = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

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
                "0198c0de-1234-7abc-9def-%012x".formatted(n),
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
                n % 10 == 0 ? CALLERS : "",
                false,
                Served.UNSAID);
    }

    private static void add(Journal journal, int from, int to) {
        IntStream.range(from, to).forEach(n -> journal.add(call(n), null));
    }

    private static List<Observation> observed(Interaction call) {
        return List.of(new Observation(
                call.system(), "leak.out", call.time().toEpochMilli(), 0, 1, Map.of("interaction", call.id())));
    }

    /** As somebody does who sets up a second gateway from the files of the first. */
    private static void copyOf(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    /** Guards against a call lost or told twice when the broker dies, or the gateway, or both. */
    @Test
    void each_call_is_in_the_log_once_and_in_order_whatever_dies() throws Exception {
        var settings = new StreamSettings(broker.address(), "out", LogClient.PLAIN, Duration.ofSeconds(3));
        broker.topics(settings, PARTS);
        var data = folder.resolve("data");
        var copy = folder.resolve("copy");
        var copied = new Store();
        try (var journal =
                Journal.resting(data.resolve("journal"), Journal.Settings.DEFAULT, new Store(), batch -> {})) {
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
                awaitCount(settings, 5_000);
                copyOf(data, copy);
                try (var other =
                        Journal.resting(copy.resolve("journal"), Journal.Settings.DEFAULT, copied, batch -> {})) {
                    other.isFollowed();
                    other.begin();
                    // a second of the same name, which is not there to say where it was
                    try (var second = new Publisher(settings, other, copy, StreamTest::observed)) {
                        add(other, 5_000, 6_000);
                        awaitCount(settings, 6_000);
                        add(journal, 5_000, 6_000); // which the second has told; so the first learns of it
                        Await.until(
                                "the gateway says that it does not reach the log",
                                () -> first.trouble().isPresent());
                        assertThat(first.trouble().orElseThrow().en()).contains("under this gateway's name");
                        assertThat(second.trouble()).isEmpty();
                    }
                }
            }
        }
        try (var journal = Journal.resting(copy.resolve("journal"), Journal.Settings.DEFAULT, copied, batch -> {})) {
            journal.isFollowed();
            journal.begin();
            add(journal, 6_000, 6_500);
            try (var again = new Publisher(settings, journal, copy, StreamTest::observed)) {
                awaitCount(settings, 6_500);
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
        assertThat(calls(settings, "a"))
                .as("the calls themselves, in the order of the journal")
                .isEqualTo(IntStream.range(0, 6_500).mapToObj(StreamTest::call).toList());
    }

    /** What a reader of a group gets, and that none is missing, unreadable or told twice. */
    private static List<Interaction> calls(StreamSettings settings, String group) {
        var found = new ArrayList<Interaction>();
        var calls = new CallsOfLog(settings, group);
        calls.run(true, () -> false, one -> found.add(one.call()), () -> {});
        assertThat(List.of(calls.numbers().missing(), calls.numbers().repeated(), calls.dead(), calls.read()))
                .isEqualTo(List.of(0L, 0L, 0L, (long) found.size()));
        return found;
    }

    /**
     * Guards against a broker that takes connections and never answers: a call that waits for it, a publisher that waits for ever, and what was
     * recorded meanwhile. Over TLS and with a name.
     */
    @Test
    void a_silent_broker_holds_up_no_call_and_what_is_recorded_meanwhile_reaches_the_log_once() throws Exception {
        var settings = new StreamSettings(broker.relayed(), "silent", broker.client(), Duration.ofMillis(1_200));
        var plain = new StreamSettings(broker.address(), "silent", LogClient.PLAIN);
        broker.topics(settings, PARTS);
        var data = folder.resolve("silent");
        try (var journal =
                Journal.resting(data.resolve("journal"), Journal.Settings.DEFAULT, new Store(), batch -> {})) {
            journal.isFollowed();
            journal.begin();
            try (var publisher = new Publisher(settings, journal, data, StreamTest::observed)) {
                add(journal, 0, 500);
                awaitCount(plain, 500);
                broker.silence(true);
                long begun = System.nanoTime();
                add(journal, 500, 3_000);
                assertThat(Duration.ofNanos(System.nanoTime() - begun))
                        .as("the threads of the calls wrote to the disk alone")
                        .isLessThan(settings.patience());
                Await.until(
                        "the gateway says that it does not reach the log",
                        () -> publisher.trouble().isPresent());
                assertThat(publisher.trouble().orElseThrow().en())
                        .contains("waits in the journal")
                        .doesNotContain("a word");
                add(journal, 3_000, 3_500);
                broker.silence(false);
                awaitCount(plain, 3_500);
                assertThat(publisher.gaps() + publisher.lost()).isZero();
                Await.until(
                        "the gateway reaches the log", () -> publisher.trouble().isEmpty());
            }
        }
        assertThat(calls(plain, "b"))
                .isEqualTo(IntStream.range(0, 3_500).mapToObj(StreamTest::call).toList());
        assertThat(count(plain)).isEqualTo(3_500);
        poison(plain);
    }

    /** Guards against a reader that stops at a gateway of another version, or passes over it without a word. */
    private static void poison(StreamSettings settings) throws Exception {
        var newer = InteractionFrame.of(List.of(call(1)), 0).frames().getFirst();
        newer[13] = 77; // the layout of its call
        var newest = newer.clone();
        newest[0] = 9;
        for (var poison : List.of(newer, newest, new byte[] {1, 2})) {
            send(settings, settings.interactions(), "elsewhere", poison);
        }
        var good = InteractionFrame.of(List.of(call(2)), 5).frames().getFirst();
        send(settings, settings.interactions(), "elsewhere", good);
        var found = new ArrayList<CallsOfLog.One>();
        var calls = new CallsOfLog(settings, "b");
        calls.run(true, () -> false, found::add, () -> {});
        assertThat(found).containsExactly(new CallsOfLog.One("elsewhere", 5, call(2)));
        assertThat(calls.dead()).isEqualTo(3);
        assertThat(calls.numbers().missing()).as("1 to 4").isEqualTo(4);
        var reasons = new ArrayList<String>();
        for (int part = 0; part < PARTS; part++) {
            each(settings, new TopicPartition(settings.deadLetters(), part), record -> {
                assertThat(new String(record.key(), StandardCharsets.UTF_8)).startsWith(settings.interactions() + "/");
                reasons.add(new String(record.headers().lastHeader("reason").value(), StandardCharsets.UTF_8));
            });
        }
        assertThat(reasons)
                .anyMatch(r -> r.startsWith("NEWER: call of layout 77"))
                .anyMatch(r -> r.startsWith("NEWER: record of calls of version 9"))
                .anyMatch(r -> r.startsWith("DAMAGED"));
    }

    /** Until so many observations are in the log; one consumer for all looks, since the broker shares the machine. */
    private static void awaitCount(StreamSettings settings, int many) {
        try (var consumer = new KafkaConsumer<>(
                settings.client(Map.of("isolation.level", "read_committed")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var parts = IntStream.range(0, PARTS)
                    .mapToObj(p -> new TopicPartition(settings.observations(), p))
                    .toList();
            consumer.assign(parts);
            consumer.seekToBeginning(parts);
            var seen = new AtomicInteger();
            Await.until("all is in the log", () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> seen.addAndGet(parts(record)));
                return seen.get() >= many;
            });
        }
    }

    private static int parts(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Frame.parts(record.value()).size();
        } catch (zhiheng.watch.wire.Unreadable e) {
            throw new AssertionError(e);
        }
    }

    private static int count(StreamSettings settings) {
        return IntStream.range(0, PARTS).map(p -> read(settings, p).size()).sum();
    }

    private static List<Observation> read(StreamSettings settings, int number) {
        var found = new ArrayList<Observation>();
        each(settings, new TopicPartition(settings.observations(), number), record -> {
            try {
                for (var one : Frame.parts(record.value())) {
                    found.add(ObservationWire.read(java.util.Arrays.copyOfRange(record.value(), one.from(), one.to())));
                }
            } catch (zhiheng.watch.wire.Unreadable e) {
                throw new AssertionError(e);
            }
        });
        return found;
    }

    /** Each committed record of a part. */
    private static void each(
            StreamSettings settings, TopicPartition part, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try (var consumer = new KafkaConsumer<>(
                settings.client(Map.of("isolation.level", "read_committed")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(part));
            consumer.seekToBeginning(List.of(part));
            long end = consumer.endOffsets(List.of(part)).get(part);
            while (consumer.position(part) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(each);
            }
        }
    }

    /** Guards against an alert filed twice after a restart, and a record that is none and stops the reader. */
    @Test
    void alerts_of_the_log_are_filed_once_as_the_watch_files_its_own() throws Exception {
        var settings = new StreamSettings(broker.address(), "in", LogClient.PLAIN);
        broker.topics(settings, 1);
        try (var db = Db.sqlite(folder.resolve("watch.db"), Rooms.schema())) {
            var rows = new AlertRows(db);
            var ways = new CopyOnWriteArrayList<AlertWay>();
            send(settings, alert(1_790_000_000_000L), new byte[] {1, 2, 3}, alert(1_790_000_060_000L));
            try (var live = live(rows);
                    var reader = new AlertReader(settings, new AlertsRead(db), live, Clock.systemUTC(), ways::add)) {
                Await.until("the alerts are filed", () -> new AlertsRead(db).next(settings.alerts(), 0) == 3);
                assertThat(reader.unreadable()).isOne();
            }
            assertThat(rows.of("bot", null, 10)).hasSize(1).allMatch(a -> a.repeats() == 1);
            assertThat(ways).as("they say nothing of a trace").isEmpty();
            var span = Interaction.span(call(10).id());
            var told = TraceParent.with(observed(call(10)).getFirst(), CALLERS, span);
            var call = Objects.requireNonNull(TraceParent.of(told));
            send(
                    settings,
                    settings.alerts(),
                    "bot",
                    alert(1_790_900_000_000L),
                    TraceParent.NAME,
                    call.below("leakage.limit").text(),
                    TraceParent.OF_CALL,
                    call.text(),
                    TraceParent.LOGGED,
                    "1790900000500");
            try (var live = live(rows);
                    var reader = new AlertReader(settings, new AlertsRead(db), live, Clock.systemUTC(), ways::add);
                    var beside = new AlertReader(settings, new AlertsRead(db), live, Clock.systemUTC(), ways::add)) {
                Await.until("the alerts are filed", () -> new AlertsRead(db).next(settings.alerts(), 0) == 4);
                assertThat(reader.unreadable() + beside.unreadable()).isZero();
            }
            assertThat(rows.of("bot", null, 10)).hasSize(2);
            assertThat(ways)
                    .as("one of two readers tells it")
                    .hasSize(1)
                    .first()
                    .satisfies(way -> {
                        assertThat(way.call().trace()).isEqualTo(CALLERS.substring(3, 35));
                        assertThat(way.call().span()).isEqualTo(span);
                        assertThat(way.job()).isEqualTo(call.below("leakage.limit"));
                        assertThat(way.logged()).isEqualTo(Instant.ofEpochMilli(1_790_900_000_500L));
                    });
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
        for (var value : values) {
            send(settings, settings.alerts(), "bot", value);
        }
    }

    private static void send(StreamSettings settings, String topic, String key, byte[] value, String... headers)
            throws Exception {
        try (var producer =
                new KafkaProducer<>(settings.client(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
            var record = new ProducerRecord<>(topic, key.getBytes("UTF-8"), value);
            for (int i = 0; i < headers.length; i += 2) {
                record.headers().add(headers[i], headers[i + 1].getBytes("UTF-8"));
            }
            producer.send(record).get();
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
