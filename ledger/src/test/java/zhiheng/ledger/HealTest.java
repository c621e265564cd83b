package zhiheng.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that refuses for a while ends no log: it goes on by itself when the disk is back. */
@Timeout(60)
class HealTest {
    @TempDir
    Path dir;

    private final TroubledDisk disk = new TroubledDisk();

    /** Refuses every change while it is full; what a write leaves then is up to chance. */
    private static final class TroubledDisk implements Disk {
        private final Disk disk = new LocalDisk();
        private final Random chance = new Random(7);
        volatile boolean full;

        private void room() throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public Handle create(Path file, boolean ownerOnly) throws IOException {
            room();
            var handle = disk.create(file, ownerOnly);
            return new Handle() {
                @Override
                public int write(ByteBuffer bytes, long position) throws IOException {
                    if (full) {
                        var some = bytes.duplicate();
                        some.limit(some.position() + chance.nextInt(some.remaining() + 1));
                        if (some.hasRemaining()) {
                            handle.write(some, position);
                        }
                    }
                    room();
                    return handle.write(bytes, position);
                }

                @Override
                public void force() throws IOException {
                    room();
                    handle.force();
                }

                @Override
                public void close() throws IOException {
                    handle.close();
                }
            };
        }

        @Override
        public void mkdir(Path folder, boolean ownerOnly) throws IOException {
            room();
            disk.mkdir(folder, ownerOnly);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            room();
            disk.rename(from, to);
        }

        @Override
        public void delete(Path file) throws IOException {
            room();
            disk.delete(file);
        }

        @Override
        public void syncDir(Path folder) throws IOException {
            room();
            disk.syncDir(folder);
        }
    }

    private Ledger open(Duration cadence) {
        return Ledger.open(dir, LedgerTest.ORIGIN, new Ledger.Options(disk, cadence, 4096));
    }

    /** Asks until the log takes it again. */
    private static long appendAtLast(Ledger log, Entry entry) {
        while (true) {
            try {
                return log.append(entry);
            } catch (LedgerException e) {
                assertThat(e.text().zh()).contains("未确认");
            }
        }
    }

    @Test
    void after_a_full_disk_the_log_goes_on_without_being_opened_again_and_what_was_refused_is_not_in_it() {
        Map<Long, Entry> acknowledged = new LinkedHashMap<>();
        try (var log = open(Duration.ofDays(1))) {
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < 17; i++) {
                    var entry = LedgerTest.entry(round * 100 + i);
                    acknowledged.put(appendAtLast(log, entry), entry);
                }
                disk.full = true;
                var refused = LedgerTest.entry(90_000 + round);
                assertThatThrownBy(() -> log.append(refused)).isInstanceOf(LedgerException.class);
                assertThat(log.trouble()).isPresent();
                assertThat(log.entry(3)).as("reading goes on").isEqualTo(LedgerTest.entry(3));
                disk.full = false;
            }
            acknowledged.put(appendAtLast(log, LedgerTest.entry(7)), LedgerTest.entry(7));
            assertThat(log.trouble()).isEmpty();
        }
        assertThat(acknowledged).hasSize(20 * 17 + 1);
        try (var log = open(Duration.ofDays(1))) {
            assertThat(log.size()).as("nothing refused, nothing twice").isEqualTo(acknowledged.size());
            acknowledged.forEach((index, entry) -> assertThat(log.entry(index)).isEqualTo(entry));
        }
        var report = LedgerVerifier.verify(dir, null, null);
        assertThat(report.ok()).as("%s", report.lines()).isTrue();
    }

    @Test
    void it_looks_after_the_disk_without_being_asked_to_write() throws Exception {
        try (var log = open(Duration.ofMillis(5))) {
            log.append(LedgerTest.entry(0));
            disk.full = true;
            assertThatThrownBy(() -> log.append(LedgerTest.entry(1))).isInstanceOf(LedgerException.class);
            disk.full = false;
            while (log.trouble().isPresent()) {
                Thread.sleep(5);
            }
            assertThat(log.append(LedgerTest.entry(2))).isEqualTo(1);
        }
    }

    @Test
    void a_log_is_read_beside_the_one_that_writes_it_with_what_is_not_under_a_checkpoint_yet() throws Exception {
        try (var log = open(Duration.ofDays(1))) {
            for (int i = 0; i < 300; i++) {
                log.append(LedgerTest.entry(i));
            }
            log.checkpoint();
            for (int i = 300; i < 310; i++) {
                log.append(LedgerTest.entry(i));
            }
            var files = Files.walk(dir).count();
            var reader = LedgerReader.open(dir);
            assertThat(reader.size()).isEqualTo(310);
            assertThat(reader.signedSize()).isEqualTo(300);
            assertThat(reader.verifierKey()).isEqualTo(log.verifierKey());
            for (int i = 0; i < 310; i++) {
                assertThat(reader.entry(i)).isEqualTo(LedgerTest.entry(i));
            }
            assertThat(reader.root(305)).isEqualTo(log.root(305));
            assertThat(Files.walk(dir).count()).isEqualTo(files);
        }
    }

    @Test
    void where_no_log_lies_none_is_made() {
        assertThat(Ledger.keyOf(dir)).isEmpty();
        assertThatThrownBy(() -> LedgerReader.open(dir)).hasMessageContaining("no log");
        assertThat(dir).isEmptyDirectory();
        try (var log = open(Duration.ofDays(1))) {
            assertThat(Ledger.keyOf(dir)).contains(log.verifierKey());
        }
    }
}
