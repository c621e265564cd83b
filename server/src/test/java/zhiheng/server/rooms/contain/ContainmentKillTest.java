package zhiheng.server.rooms.contain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import zhiheng.base.Ids;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitChange;
import zhiheng.gateway.permit.PermitFiles;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.PermitStore;
import zhiheng.gateway.permit.Permits;
import zhiheng.ledger.Entry;
import zhiheng.ledger.Ledger;
import zhiheng.office.acts.Json;
import zhiheng.office.acts.Outbox;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;
import zhiheng.server.rooms.contain.ContainmentCourse.Outcome;
import zhiheng.server.rooms.gateway.LedgerRecorder;
import zhiheng.server.rooms.registry.JdbcOfficeStore;
import zhiheng.server.rooms.watch.AlertRows;
import zhiheng.server.rooms.watch.GradedAlert;
import zhiheng.server.rooms.watch.Light;
import zhiheng.server.testing.Alerts;

/** A child process carries a containment out, stops at one of its steps and is killed there (SIGKILL); then there is a new start. */
@Timeout(120)
class ContainmentKillTest {
    /** What has been written when the process dies. */
    enum Step {
        ALERT,
        BEGUN,
        STRICTER,
        ENTRY,
        PERMIT,
        DONE
    }

    private static final GradedAlert ALERT =
            Alerts.leaks("a1", "bot", Light.RED, Instant.parse("2026-11-24T12:00:00Z"));
    private static final Evidence EVIDENCE = Evidence.of("c1", ALERT, Asks.THROTTLED);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Step.class)
    void killed_anywhere_a_containment_is_taken_up_and_stands_in_the_ledger_once(Step step) throws Exception {
        killedAt(step);
        try (var start = new Start(folder)) {
            var permits = start.permits(new PermitFiles(folder.resolve("permits")), start.recorder());
            assertThat(permits.stateNow("bot"))
                    .as("before anything is taken up")
                    .isEqualTo(step.compareTo(Step.STRICTER) < 0 ? PermitState.OPEN : PermitState.THROTTLED);
            try (var containments = start.containments(permits)) {
                start.settle();

                assertThat(permits.stateNow("bot")).isEqualTo(PermitState.THROTTLED);
                assertThat(permits.of("bot")).extracting(Permit::version).isEqualTo(2L);
                assertThat(containments.inForce("bot")).singleElement().satisfies(row -> {
                    assertThat(row.outcome()).isEqualTo(Outcome.DONE);
                    assertThat(row.from()).isEqualTo(PermitState.OPEN);
                });
                assertThat(start.entries()).singleElement().satisfies(entry -> {
                    var body = Json.readMap(entry.bodyJson());
                    assertThat(body.get("evidence")).isEqualTo(Json.readMap(EVIDENCE.body()));
                    assertThat(entry.subject()).isEqualTo("bot/permit/2");
                });
                assertThat(containments.restore("bot", "c1", "ann", "looked").state())
                        .as("the way back")
                        .isEqualTo(PermitState.OPEN);
            }
        }
    }

    private void killedAt(Step step) throws Exception {
        var errors = folder.resolveSibling(folder.getFileName() + "-errors");
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString(),
                        step.name())
                .redirectError(errors.toFile())
                .start();
        try (var out = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).as(Files.readString(errors)).isEqualTo(step.name());
            child.toHandle().destroyForcibly();
        }
        assertThat(child.waitFor()).isEqualTo(128 + 9);
    }

    /** Database, ledger and what stands on them, as a start of the server opens them. */
    private static final class Start implements AutoCloseable {
        private final Clock clock = Clock.systemUTC();
        private final Db db;
        private final Ledger ledger;
        private final Outbox outbox;

        Start(Path folder) throws Exception {
            db = Db.sqlite(folder.resolve("zhiheng.db"), Rooms.schema());
            ledger = Ledger.open(folder.resolve("ledger"), "test/ledger");
            var store = new JdbcOfficeStore(db);
            outbox = new Outbox(store, store::in, ledger, clock, new Ids(clock));
            outbox.recover();
        }

        Permits.Recorder recorder() {
            return new LedgerRecorder(outbox);
        }

        Permits permits(PermitStore store, Permits.Recorder recorder) {
            return new Permits(store, recorder, clock);
        }

        Containments containments(Permits permits) {
            return new Containments(new ContainmentRows(db), permits, system -> null, new Ids(clock), clock);
        }

        void alert() {
            new AlertRows(db).add(ALERT, Asks.GRADE, new Asks(EVIDENCE), ALERT.time());
        }

        void settle() throws InterruptedException {
            while (!new ContainmentRows(db).open().isEmpty()) {
                Thread.sleep(10);
            }
        }

        List<Entry> entries() {
            return LongStream.range(0, ledger.size())
                    .mapToObj(ledger::entry)
                    .filter(entry -> entry.actor().equals("rule:p/r"))
                    .toList();
        }

        @Override
        public void close() throws Exception {
            ledger.close();
            db.close();
        }
    }

    static final class Child {
        private static volatile boolean armed;

        /** Says so and waits to be killed, where this is the step to die at. */
        private static void at(Step step, String wanted) {
            if (armed && step.name().equals(wanted)) {
                System.out.println(step.name());
                while (true) {
                    java.util.concurrent.locks.LockSupport.parkNanos(1_000_000_000);
                }
            }
        }

        public static void main(String[] args) throws Exception {
            var folder = Path.of(args[0]);
            var wanted = args[1];
            var start = new Start(folder);
            var files = new PermitFiles(folder.resolve("permits"));
            var store = new PermitStore() {
                @Override
                public List<Permit> load() {
                    return files.load();
                }

                @Override
                public List<PermitChange> open() {
                    return files.open();
                }

                @Override
                public void intend(PermitChange change) {
                    at(Step.BEGUN, wanted);
                    files.intend(change);
                    at(Step.STRICTER, wanted);
                }

                @Override
                public void takeBack(PermitChange change) {
                    files.takeBack(change);
                }

                @Override
                public void commit(Permit after) {
                    files.commit(after);
                    at(Step.PERMIT, wanted);
                }
            };
            var recorder = start.recorder();
            var permits = start.permits(store, change -> {
                var written = recorder.record(change);
                at(Step.ENTRY, wanted);
                return written;
            });
            permits.change(Permit.open("bot", ZoneOffset.UTC), "ann", "begin");
            armed = true;
            start.alert();
            at(Step.ALERT, wanted);
            start.containments(permits);
            start.settle();
            at(Step.DONE, wanted);
        }
    }
}
