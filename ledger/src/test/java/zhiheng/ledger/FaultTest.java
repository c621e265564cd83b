package zhiheng.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each single write of a log's life fails once, in each way; the log then holds what it acknowledged and verifies. */
class FaultTest {
    enum Fault {
        NO_SPACE,
        IO_ERROR_AFTER_THE_ACT,
        HALF_WRITTEN_THEN_NO_SPACE,
        SHORT_WRITE;

        /**
         * Half of something is there for bytes only, and what a force does cannot be seen before a crash: of every other act these
         * would tell again what {@code NO_SPACE} tells.
         */
        boolean strikes(String kind) {
            return switch (this) {
                case NO_SPACE -> true;
                case IO_ERROR_AFTER_THE_ACT -> !kind.equals("force") && !kind.equals("syncDir");
                case HALF_WRITTEN_THEN_NO_SPACE, SHORT_WRITE -> kind.equals("write");
            };
        }
    }

    /** So small that a life fills several. */
    private static final int SEGMENT_BYTES = 8192;

    @TempDir
    Path temp;

    /** Fails the operation numbered {@code failAt} of those that the fault strikes, the first being 1, and no other. */
    private static final class FaultyDisk implements Disk {
        private final Disk disk = new LocalDisk();
        private final int failAt;
        private final Fault fault;
        private final TreeSet<String> kinds = new TreeSet<>();
        private int operations;

        @Nullable
        String failed;

        FaultyDisk(int failAt, Fault fault) {
            this.failAt = failAt;
            this.fault = fault;
        }

        private interface Act {
            void run() throws IOException;
        }

        private synchronized boolean isTheOne(String kind) {
            kinds.add(kind);
            if (fault.strikes(kind) && ++operations == failAt) {
                failed = kind;
                return true;
            }
            return false;
        }

        private void act(String kind, Act act) throws IOException {
            if (!isTheOne(kind)) {
                act.run();
            } else if (fault == Fault.IO_ERROR_AFTER_THE_ACT) {
                act.run();
                throw new IOException("Input/output error");
            } else {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public Handle create(Path file, boolean ownerOnly) throws IOException {
            act("create", () -> {
                if (failed != null && fault == Fault.IO_ERROR_AFTER_THE_ACT && operations == failAt) {
                    disk.create(file, ownerOnly).close();
                }
            });
            Handle handle = disk.create(file, ownerOnly);
            return new Handle() {
                @Override
                public int write(ByteBuffer bytes, long position) throws IOException {
                    if (!isTheOne("write")) {
                        return handle.write(bytes, position);
                    }
                    if (fault == Fault.NO_SPACE) {
                        throw new IOException("No space left on device");
                    }
                    int all = bytes.remaining();
                    int some = fault == Fault.IO_ERROR_AFTER_THE_ACT ? all : (all + 1) / 2;
                    int limit = bytes.limit();
                    bytes.limit(bytes.position() + some);
                    int written = handle.write(bytes, position);
                    bytes.limit(limit);
                    if (fault == Fault.SHORT_WRITE) {
                        return written;
                    }
                    throw new IOException(
                            fault == Fault.IO_ERROR_AFTER_THE_ACT ? "Input/output error" : "No space left on device");
                }

                @Override
                public void force() throws IOException {
                    act("force", () -> {}); // what a lost force costs is for KillTest; here it only fails
                }

                @Override
                public void close() throws IOException {
                    handle.close();
                }
            };
        }

        @Override
        public void mkdir(Path dir, boolean ownerOnly) throws IOException {
            act("mkdir", () -> disk.mkdir(dir, ownerOnly));
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            act("rename", () -> disk.rename(from, to));
        }

        @Override
        public void delete(Path file) throws IOException {
            act("delete", () -> disk.delete(file));
        }

        @Override
        public void syncDir(Path dir) throws IOException {
            act("syncDir", () -> {});
        }
    }

    /** A life that rolls segments, fills a tile, publishes twice, closes and opens again. Returns what was acknowledged. */
    private static Map<Long, Entry> live(Path dir, FaultyDisk disk, List<String> complaints) {
        var acknowledged = new LinkedHashMap<Long, Entry>();
        var options = new Ledger.Options(disk, Duration.ofDays(1), SEGMENT_BYTES);
        for (int part = 0; part < 2; part++) {
            try (var log = Ledger.open(dir, LedgerTest.ORIGIN, options)) {
                for (int i = 0; i < 4; i++) {
                    append(log, LedgerTest.entry(part * 1000 + i), acknowledged, complaints);
                }
                checkpoint(log, complaints);
                var many = new LinkedHashMap<Entry, java.util.concurrent.CompletableFuture<Long>>();
                for (int i = 4; i < (part == 0 ? 260 : 20); i++) {
                    many.put(LedgerTest.entry(part * 1000 + i), log.appendAsync(LedgerTest.entry(part * 1000 + i)));
                }
                many.forEach((entry, done) -> {
                    try {
                        acknowledged.put(done.join(), entry);
                    } catch (java.util.concurrent.CompletionException e) {
                        complaints.add(String.valueOf(e.getMessage()));
                    }
                });
                checkpoint(log, complaints);
            } catch (LedgerException e) {
                complaints.add(e.text().en());
            }
        }
        return acknowledged;
    }

    private static void append(Ledger log, Entry entry, Map<Long, Entry> acknowledged, List<String> complaints) {
        try {
            acknowledged.put(log.append(entry), entry);
        } catch (LedgerException e) {
            complaints.add(e.text().en());
        }
    }

    private static void checkpoint(Ledger log, List<String> complaints) {
        try {
            log.checkpoint();
        } catch (LedgerException e) {
            complaints.add(e.text().en());
        }
    }

    @Test
    void the_life_that_is_disturbed_below_uses_every_kind_of_write() {
        var disk = new FaultyDisk(0, Fault.NO_SPACE);
        assertThat(live(temp.resolve("log"), disk, new ArrayList<>())).hasSize(280);
        assertThat(disk.kinds).containsExactly("create", "delete", "force", "mkdir", "rename", "syncDir", "write");
    }

    @ParameterizedTest
    @EnumSource
    void a_write_that_fails_once_costs_no_acknowledged_entry(Fault fault) {
        var failedKinds = new TreeSet<String>();
        // how many writes a life has depends on how its threads met, so one without a failure need not be the end
        for (int failAt = 1, undisturbed = 0; undisturbed < 3; failAt++) {
            Path dir = temp.resolve("log-" + failAt);
            var disk = new FaultyDisk(failAt, fault);
            var complaints = new ArrayList<String>();
            var acknowledged = live(dir, disk, complaints);
            String failed = disk.failed;
            if (failed == null) {
                undisturbed++;
                continue;
            }
            undisturbed = 0;
            failedKinds.add(failed);
            String where = failed + " number " + failAt;
            if (fault == Fault.SHORT_WRITE) {
                assertThat(complaints).as(where).isEmpty();
                assertThat(acknowledged).as(where).hasSize(280);
            } else {
                assertThat(complaints).as(where).isNotEmpty();
            }
            try (var log = Ledger.open(
                    dir,
                    LedgerTest.ORIGIN,
                    new Ledger.Options(new FaultyDisk(0, fault), Duration.ofDays(1), SEGMENT_BYTES))) {
                acknowledged.forEach(
                        (index, entry) -> assertThat(log.entry(index)).as(where).isEqualTo(entry));
                log.append(LedgerTest.entry(7));
            }
            var report = LedgerVerifier.verify(dir, null, null);
            assertThat(report.ok()).as("%s: %s", where, report.lines()).isTrue();
        }
        assertThat(failedKinds)
                .isEqualTo(Stream.of("create", "delete", "force", "mkdir", "rename", "syncDir", "write")
                        .filter(fault::strikes)
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @EnumSource
    void of_entries_appended_together_all_are_there_or_none(Fault fault) {
        var together = IntStream.range(1, 21).mapToObj(LedgerTest::entry).toList();
        for (int failAt = 1, undisturbed = 0; undisturbed < 3; failAt++) {
            Path dir = temp.resolve("log-" + failAt);
            var disk = new FaultyDisk(failAt, fault);
            boolean acknowledged = false;
            try (var log =
                    Ledger.open(dir, LedgerTest.ORIGIN, new Ledger.Options(disk, Duration.ofDays(1), SEGMENT_BYTES))) {
                append(log, LedgerTest.entry(0), new LinkedHashMap<>(), new ArrayList<>());
                log.appendAll(together);
                acknowledged = true;
            } catch (LedgerException e) {
                assertThat(disk.failed).isNotNull();
            }
            undisturbed = disk.failed == null ? undisturbed + 1 : 0;
            try (var log = Ledger.open(dir, LedgerTest.ORIGIN)) {
                var there = LongStream.range(0, log.size())
                        .mapToObj(log::entry)
                        .filter(together::contains)
                        .toList();
                assertThat(there).as("%s number %d", disk.failed, failAt).isIn(List.of(), together);
                assertThat(there).hasSizeGreaterThanOrEqualTo(acknowledged ? together.size() : 0);
            }
        }
    }
}
