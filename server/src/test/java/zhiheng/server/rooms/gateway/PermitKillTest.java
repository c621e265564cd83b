package zhiheng.server.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.base.Ids;
import zhiheng.base.testing.Await;
import zhiheng.base.testing.Needed;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitChange;
import zhiheng.gateway.permit.PermitFiles;
import zhiheng.gateway.permit.PermitJson;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.PermitStore;
import zhiheng.gateway.permit.Permits;
import zhiheng.ledger.Entry;
import zhiheng.ledger.Ledger;
import zhiheng.office.acts.Json;
import zhiheng.office.acts.Outbox;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;
import zhiheng.server.rooms.registry.JdbcOfficeStore;
import zhiheng.server.testing.Postgres;

/** The process is killed (SIGKILL), or the database goes away, within a change: ledger and permit in force agree afterwards. */
@Timeout(180)
class PermitKillTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "BEGUN,   OPEN,    STOPPED, OPEN",
        "INTENDED,OPEN,    STOPPED, STOPPED",
        "ENTRY,   OPEN,    STOPPED, STOPPED",
        "DONE,    OPEN,    STOPPED, STOPPED",
        "BEGUN,   STOPPED, OPEN,    STOPPED",
        "INTENDED,STOPPED, OPEN,    STOPPED",
        "ENTRY,   STOPPED, OPEN,    OPEN",
        "DONE,    STOPPED, OPEN,    OPEN",
    })
    void killed_within_a_change_it_is_done_or_taken_back_and_the_next_one_has_a_number_of_its_own(
            String step, PermitState from, PermitState to, PermitState expected) throws Exception {
        killedAt(step, from, to);
        try (var start = new Start(folder)) {
            var permits = start.permits(new PermitFiles(folder.resolve("permits")));
            assertThat(permits.stateNow("bot")).isEqualTo(expected);
            start.agrees(permits);
            permits.change(permits.of("bot").with(PermitState.REVIEW), "bob", "next");
            start.agrees(permits);
        }
    }

    private void killedAt(String step, PermitState from, PermitState to) throws Exception {
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
                        step,
                        from.name(),
                        to.name())
                .redirectError(errors.toFile())
                .start();
        try (var out = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).as(Files.readString(errors)).isEqualTo(step);
            child.toHandle().destroyForcibly();
        }
        assertThat(child.waitFor()).isEqualTo(128 + 9);
    }

    @Test
    void a_stop_given_while_postgresql_is_away_holds_and_is_written_when_it_is_back() throws Exception {
        try (var postgres = new Postgres()) {
            var db = Db.postgres(postgres.newDatabase() + "?loginTimeout=2", Postgres.USER, "", Rooms.schema());
            try (var start = new Start(folder, db)) {
                var permits = start.permits(new PermitFiles(folder.resolve("permits")));
                for (int i = 0; i < 3; i++) {
                    var now = permits.of("bot");
                    permits.change(
                            now == null ? Permit.open("bot", ZoneOffset.UTC) : now.with(PermitState.OPEN),
                            "ann",
                            "open");
                    postgres.kill();
                    var stopped = permits.change(permits.of("bot").with(PermitState.STOPPED), "ann", "stop");
                    assertThat(permits.isUnwritten("bot")).isTrue();
                    assertThat(permits.stateNow("bot")).isEqualTo(PermitState.STOPPED);
                    postgres.start();
                    Await.until("the stop is written", () -> {
                        permits.settle();
                        return !permits.isUnwritten("bot");
                    });
                    assertThat(permits.of("bot")).isEqualTo(stopped);
                    start.agrees(permits);
                }
            }
        }
    }

    @Test
    void on_a_disk_without_a_byte_left_a_stop_is_noted_and_holds_after_a_restart() throws Exception {
        Needed.that("root".equals(System.getProperty("user.name")), "mounting a small file system wants root");
        var disk = Files.createDirectory(folder.resolve("disk"));
        mount("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString());
        try (var start = new Start(folder)) {
            var failing = new Permits.Recorder() {
                boolean fails;

                @Override
                public Written record(PermitChange change) {
                    if (fails) {
                        throw new IllegalStateException("no database");
                    }
                    return new LedgerRecorder(start.outbox).record(change);
                }

                @Override
                public Written written(PermitChange change) {
                    return new LedgerRecorder(start.outbox).written(change);
                }
            };
            var permits = start.permits(new PermitFiles(disk).withReserve(), failing);
            var opened = permits.change(Permit.open("bot", ZoneOffset.UTC), "ann", "begin");
            fill(disk.resolve("fill"));
            failing.fails = true;
            var stopped = permits.change(opened.with(PermitState.STOPPED), "ann", "stop");
            assertThat(permits.isUnwritten("bot")).isTrue();
            assertThat(permits.isNoted("bot")).isTrue();
            failing.fails = false;
            var again = start.permits(new PermitFiles(disk).withReserve(), failing);
            assertThat(again.of("bot"))
                    .as("still no room, but the entry is there")
                    .isEqualTo(stopped);
            Files.delete(disk.resolve("fill"));
            again.settle();
            assertThat(again.isUnwritten("bot")).isFalse();
            start.agrees(again);
            assertThat(new PermitFiles(disk).open()).isEmpty();
        } finally {
            mount("umount", "-l", disk.toString());
        }
    }

    private static void fill(Path file) throws Exception {
        for (int block = 4096; block >= 1; block /= 16) {
            try (var out = Files.newOutputStream(
                    file, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND)) {
                while (true) {
                    out.write(new byte[block]);
                }
            } catch (java.io.IOException full) {
                assertThat(full).hasMessageContaining("No space left");
            }
        }
    }

    private static void mount(String... command) throws Exception {
        var process = new ProcessBuilder(command).inheritIO().start();
        Needed.that(process.waitFor() == 0, List.of(command) + " failed");
    }

    @Test
    void a_change_that_an_older_copy_of_the_permits_holds_as_begun_is_not_written_a_second_time() throws Exception {
        try (var start = new Start(folder)) {
            var files = new PermitFiles(folder.resolve("permits"));
            var permits = start.permits(files);
            var opened = permits.change(Permit.open("bot", ZoneOffset.UTC), "ann", "begin");
            var begun = new java.util.ArrayList<PermitChange>();
            var recorder = new LedgerRecorder(start.outbox);
            var throttled = start.permits(files, change -> {
                        begun.add(change);
                        return recorder.record(change);
                    })
                    .change(opened.with(PermitState.THROTTLED), "ann", "first");
            start.permits(files).change(throttled.with(PermitState.STOPPED), "bob", "second");
            files.commit(opened);
            files.intend(begun.getFirst());
            var again = start.permits(new PermitFiles(folder.resolve("permits")));
            assertThat(again.stateNow("bot")).isEqualTo(PermitState.STOPPED);
            assertThat(again.isUnwritten("bot")).isFalse();
            start.agrees(again);
        }
    }

    /** Database, ledger and recorder, as a start of the server opens them. */
    private static final class Start implements AutoCloseable {
        private final Clock clock = Clock.systemUTC();
        private final Db db;
        private final Ledger ledger;
        private final Outbox outbox;

        Start(Path folder) {
            this(folder, Db.sqlite(folder.resolve("zhiheng.db"), Rooms.schema()));
        }

        Start(Path folder, Db db) {
            this.db = db;
            ledger = Ledger.open(folder.resolve("ledger"), "test/ledger");
            var store = new JdbcOfficeStore(db);
            outbox = new Outbox(store, store::in, ledger, clock, new Ids(clock));
            outbox.recover();
        }

        Permits permits(PermitStore store) {
            return new Permits(store, new LedgerRecorder(outbox), clock);
        }

        Permits permits(PermitStore store, Permits.Recorder recorder) {
            return new Permits(store, recorder, clock);
        }

        /** The newest entry is the permit in force; no number stands in two entries. */
        void agrees(Permits permits) {
            List<Entry> entries = LongStream.range(0, ledger.size())
                    .mapToObj(ledger::entry)
                    .filter(entry -> entry.act().equals("permit.changed"))
                    .toList();
            var last = Json.readMap(entries.getLast().bodyJson()).get("after");
            assertThat(last).isEqualTo(Json.readMap(PermitJson.write(permits.of("bot"))));
            assertThat(entries).extracting(Entry::subject).doesNotHaveDuplicates();
        }

        @Override
        public void close() {
            ledger.close();
            db.close();
        }
    }

    static final class Child {
        private static volatile boolean armed;

        /** Says so and waits to be killed, where this is the step to die at. */
        private static void at(String step, String wanted) {
            if (armed && step.equals(wanted)) {
                System.out.println(step);
                while (true) {
                    LockSupport.parkNanos(1_000_000_000);
                }
            }
        }

        public static void main(String[] args) {
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
                    at("BEGUN", wanted);
                    files.intend(change);
                    at("INTENDED", wanted);
                }

                @Override
                public void commit(Permit after) {
                    files.commit(after);
                    at("DONE", wanted);
                }

                @Override
                public void takeBack(PermitChange change) {
                    files.takeBack(change);
                }
            };
            var recorder = new LedgerRecorder(start.outbox);
            var permits = start.permits(store, change -> {
                var written = recorder.record(change);
                at("ENTRY", wanted);
                return written;
            });
            var before = permits.change(
                    Permit.open("bot", ZoneOffset.UTC).with(PermitState.valueOf(args[2])), "ann", "begin");
            armed = true;
            permits.change(before.with(PermitState.valueOf(args[3])), "ann", "change");
        }
    }
}
