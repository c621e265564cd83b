package zhiheng.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.watch.Limits;
import zhiheng.watch.Observation;
import zhiheng.watch.Watch;
import zhiheng.watch.risk.Leakage;
import zhiheng.watch.risk.Ready;
import zhiheng.watch.wire.AlertWire;
import zhiheng.watch.wire.Frame;
import zhiheng.watch.wire.LogClient;
import zhiheng.watch.wire.TraceParent;

/** One broker and one cluster for all; each test has topics and a job of its own. */
class FlowTest {
    private static final List<Observation> ALL = Sample.observations(20, 900, 3);
    private static final String CALLERS = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final int HALF = ALL.size() / 2 + 1_000;

    @TempDir
    static Path folder;

    private static Secured secured;
    private static Rig rig;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    static void start() throws Exception {
        secured = new Secured(folder);
        rig = new Rig(folder, 3, "rocksdb", secured);
        for (var name : List.of("poison", "slots", "out", "in")) {
            rig.topics(name);
        }
    }

    @BeforeEach
    void open() {
        producer = rig.producer(false);
    }

    @AfterEach
    void free() throws Exception {
        producer.close();
        rig.cancelAll();
    }

    @AfterAll
    static void stop() throws Exception {
        rig.close();
    }

    /**
     * Guards against a record that stops the job for ever, one that vanishes, and a gateway with a wrong clock that makes others late; over the
     * way in that asks for a certificate and a name, with traces to the alerts.
     */
    @Test
    void what_cannot_be_read_goes_to_the_dead_letters_and_the_rest_is_taken() throws Exception {
        var settings = rig.secured("poison", LogClient.of(secured.client(Secured.PASSWORD), "--client"));
        var one = new Observation("by itself", Leakage.OUTPUT, 1_790_000_000_000L, 0);
        var newer = Frame.of(List.of(one));
        newer[0] = 9;
        var spoilt = Frame.of(List.of(one, one));
        spoilt[3] = 7; // the version of the first of two
        var damaged = Frame.of(List.of(new Observation(one.system(), one.metric(), 0, 0)));
        damaged[damaged.length - 1] = 99; // its flags
        producer.send(new ProducerRecord<>(settings.observations(), 0, null, "no frame".getBytes("UTF-8")));
        producer.send(new ProducerRecord<>(settings.observations(), 0, null, newer));
        producer.send(new ProducerRecord<>(settings.observations(), 0, null, spoilt));
        producer.send(new ProducerRecord<>(settings.observations(), 0, "key".getBytes("UTF-8"), null));
        producer.send(new ProducerRecord<>(settings.observations(), 0, null, damaged));
        long now = System.currentTimeMillis();
        var skewed = new ArrayList<Observation>();
        for (long time : new long[] {now + 3 * 3_600_000L, now, now + 1}) {
            skewed.add(new Observation("skewed", Leakage.OUTPUT, time, 0));
        }
        var traced = ALL.stream()
                .map(o -> TraceParent.with(o, CALLERS, "9def0123456789ab"))
                .toList();
        Rig.send(producer, settings, skewed, 1);
        var expected = Sample.alone(ALL);
        Rig.send(producer, settings, traced, 100);
        var job = rig.start(settings, 2, null);
        rig.awaitAlerts(job, settings, Rig.count(expected));
        rig.awaitRead(settings);
        var file = folder.resolve("poison.state");
        Savepoints.toFile(rig.stop(job), file, ZoneOffset.UTC);
        var dead = rig.committed(settings.deadLetters());
        assertThat(dead.keySet())
                .containsExactlyInAnyOrder(
                        "poison.observations/0/0",
                        "poison.observations/0/1",
                        "poison.observations/0/2/0",
                        "poison.observations/0/3",
                        "poison.observations/0/4/0");
        assertThat(dead.get("poison.observations/0/1"))
                .containsExactly(HexFormat.of().formatHex(newer));
        assertThat(rig.headers(settings.deadLetters(), Sent.REASON))
                .anyMatch(r -> r.startsWith("NEWER: frame of version 9"))
                .anyMatch(r -> r.startsWith("DAMAGED: flags 99"));
        assertThat(rig.committed(settings.alerts())).isEqualTo(expected);
        var alone = new Watch(Ready.live(ZoneOffset.UTC), Limits.DEFAULT);
        ALL.forEach(alone::take);
        assertThat(read(file).counters().seen()).isEqualTo(ALL.size() + 1 + skewed.size());
        assertThat(read(file).counters().late())
                .as("none by a clock that is ahead")
                .isEqualTo(alone.counters().late());
        var call = Objects.requireNonNull(TraceParent.read("00-" + CALLERS.substring(3, 36) + "9def0123456789ab-01"));
        assertThat(rig.headers(settings.alerts(), TraceParent.OF_CALL))
                .hasSize(Rig.count(expected))
                .containsOnly(call.text());
        assertThat(rig.headers(settings.alerts(), TraceParent.NAME))
                .hasSize(Rig.count(expected))
                .allSatisfy(text -> assertThat(TraceParent.read(text)).satisfies(span -> {
                    assertThat(span.trace()).isEqualTo(call.trace());
                    assertThat(span.span()).isNotEqualTo(call.span());
                }));
        assertThat(rig.headers(settings.alerts(), TraceParent.LOGGED))
                .allSatisfy(millis -> assertThat(Long.parseLong(millis)).isBetween(now, System.currentTimeMillis()));
    }

    /** Guards against a job that is let in under a wrong name, and against its password in what is said about that. */
    @Test
    void a_wrong_password_is_refused_without_being_told() throws Exception {
        var client = LogClient.of(secured.client("another-word"), "--client");
        try (var admin = Admin.create(rig.secured("poison", client).properties())) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get())
                    .hasCauseInstanceOf(SaslAuthenticationException.class)
                    .hasMessageNotContaining("another-word");
        }
    }

    @Test
    void more_or_fewer_slots_from_a_savepoint_change_no_alert() throws Exception {
        var settings = rig.settings("slots");
        var expected = Sample.alone(ALL);
        Rig.send(producer, settings, ALL.subList(0, HALF), 64);
        var job = rig.start(settings, 1, null);
        rig.awaitAlerts(job, settings, Rig.count(Sample.alone(ALL.subList(0, HALF))));
        var more = rig.start(settings, 3, rig.stop(job));
        Rig.send(producer, settings, ALL.subList(HALF, HALF + 2_000), 64);
        rig.awaitAlerts(more, settings, Rig.count(Sample.alone(ALL.subList(0, HALF + 2_000))));
        var fewer = rig.start(settings, 2, rig.stop(more));
        Rig.send(producer, settings, ALL.subList(HALF + 2_000, ALL.size()), 64);
        rig.awaitAlerts(fewer, settings, Rig.count(expected));
        rig.stop(fewer);
        assertThat(rig.committed(settings.alerts())).isEqualTo(expected);
    }

    @Test
    void one_machine_goes_on_from_a_savepoint_as_if_it_had_seen_all() throws Exception {
        var settings = rig.settings("out");
        Rig.send(producer, settings, ALL.subList(0, HALF), 64);
        var job = rig.start(settings, 2, null);
        rig.awaitAlerts(job, settings, Rig.count(Sample.alone(ALL.subList(0, HALF))));
        rig.awaitRead(settings);
        var file = folder.resolve("out.state");
        assertThat(Savepoints.toFile(rig.stop(job), file, ZoneOffset.UTC)).isEqualTo(20);
        var watch = read(file);
        var alone = new Watch(Ready.live(ZoneOffset.UTC), Limits.DEFAULT);
        ALL.subList(0, HALF).forEach(alone::take);
        assertThat(watch.counters()).isEqualTo(alone.counters());
        for (var o : ALL.subList(HALF, ALL.size())) {
            assertThat(watch.take(o).stream().map(AlertWire::write).map(HexFormat.of()::formatHex))
                    .isEqualTo(alone.take(o).stream()
                            .map(AlertWire::write)
                            .map(HexFormat.of()::formatHex)
                            .toList());
        }
        assertThatThrownBy(() ->
                        Savepoints.fromFile(cut(file), folder.resolve("none").toString(), ZoneOffset.UTC))
                .isInstanceOf(IOException.class);
    }

    @Test
    void the_cluster_goes_on_from_the_states_of_one_machine() throws Exception {
        var settings = rig.settings("in");
        var alone = new Watch(Ready.live(ZoneOffset.UTC), Limits.DEFAULT);
        ALL.subList(0, HALF).forEach(alone::take);
        var file = folder.resolve("in.state");
        try (var out = new DataOutputStream(Files.newOutputStream(file))) {
            alone.write(out);
        }
        var savepoint = folder.resolve("in.savepoint").toUri().toString();
        assertThat(Savepoints.fromFile(file, savepoint, ZoneOffset.UTC)).isEqualTo(20);
        var again = folder.resolve("again.state");
        Savepoints.toFile(savepoint, again, ZoneOffset.UTC);
        assertThat(Files.size(again)).isEqualTo(Files.size(file));
        assertThat(read(again).counters()).isEqualTo(alone.counters());
        var rest = ALL.subList(HALF, ALL.size());
        var expected = new TreeMap<String, List<String>>();
        for (var o : rest) {
            for (var alert : alone.take(o)) {
                expected.computeIfAbsent(Names.text(o.key()), k -> new ArrayList<>())
                        .add(HexFormat.of().formatHex(AlertWire.write(alert)));
            }
        }
        Rig.send(producer, settings, rest, 64);
        var job = rig.start(settings, 2, savepoint);
        rig.awaitAlerts(job, settings, Rig.count(expected));
        rig.awaitRead(settings);
        var back = folder.resolve("back.state");
        Savepoints.toFile(rig.stop(job), back, ZoneOffset.UTC);
        assertThat(rig.committed(settings.alerts())).isEqualTo(Map.copyOf(expected));
        assertThat(read(back).counters()).isEqualTo(alone.counters());
    }

    private static Path cut(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        return Files.write(folder.resolve("cut.state"), java.util.Arrays.copyOf(bytes, bytes.length - 5));
    }

    private static Watch read(Path file) throws IOException {
        var watch = new Watch(Ready.live(ZoneOffset.UTC), Limits.DEFAULT);
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            watch.read(in);
            assertThat(in.read()).isEqualTo(-1);
        }
        return watch;
    }
}
