package zhiheng.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    static final String ORIGIN = "zhiheng.example/log";

    @TempDir
    Path dir;

    static Entry entry(int i) {
        return new Entry(
                Instant.ofEpochSecond(1_800_000_000L + i), "王五", "duty.met", "system/" + i, "", "{\"n\":" + i + "}");
    }

    @Test
    void anAppendedEntryIsReadBackAndAfterReopeningToo() {
        try (var log = Ledger.open(dir, ORIGIN)) {
            for (int i = 0; i < 600; i++) {
                assertThat(log.append(entry(i))).isEqualTo(i);
            }
            assertThat(log.entry(599)).isEqualTo(entry(599));
        }
        try (var log = Ledger.open(dir, ORIGIN)) {
            assertThat(log.size()).isEqualTo(600);
            for (int i = 0; i < 600; i++) {
                assertThat(log.entry(i)).isEqualTo(entry(i));
            }
            assertThat(log.append(entry(600))).isEqualTo(600);
        }
    }

    @Test
    void aCheckpointCoversEveryAcknowledgedEntryAndProvesIt() {
        try (var log = Ledger.open(dir, ORIGIN)) {
            for (int i = 0; i < 300; i++) {
                log.append(entry(i));
            }
            var checkpoint = Checkpoint.open(log.checkpoint(), log.verifierKey());
            assertThat(checkpoint.size()).isEqualTo(300);
            assertThat(checkpoint.origin()).isEqualTo(ORIGIN);
            for (int i = 0; i < 300; i++) {
                assertThat(Proofs.verifyInclusion(
                                Proofs.leafHash(entry(i).toBytes()),
                                i,
                                300,
                                checkpoint.root(),
                                log.inclusionProof(i, 300)))
                        .isTrue();
            }
        }
    }

    @Test
    void theKeyIsReadableByItsOwnerOnlyAndLiesOutsideTheServedFiles() throws Exception {
        try (var log = Ledger.open(dir, ORIGIN)) {
            Path key = log.dir().resolve("private/key");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key.getParent())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void aSecondOpenerIsToldThatTheLogIsInUse() {
        try (var log = Ledger.open(dir, ORIGIN)) {
            assertThatThrownBy(() -> Ledger.open(dir, ORIGIN))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("in use");
            assertThat(log.append(entry(0))).isZero();
        }
    }

    @Test
    void aLogIsNotOpenedUnderAnotherOrigin() {
        Ledger.open(dir, ORIGIN).close();
        assertThatThrownBy(() -> Ledger.open(dir, "other.example/log")).hasMessageContaining("belongs to");
    }

    @Test
    void aClosedLogTakesNoEntry() {
        var log = Ledger.open(dir, ORIGIN);
        log.close();
        assertThatThrownBy(() -> log.append(entry(0))).hasMessageContaining("closed");
    }

    @Test
    void sixteenWritersLoseNothing() throws Exception {
        var indexes = new HashSet<Long>();
        try (var log = Ledger.open(dir, ORIGIN);
                var writers = Executors.newFixedThreadPool(16)) {
            var futures = new ArrayList<Future<ArrayList<Long>>>();
            for (int w = 0; w < 16; w++) {
                int writer = w;
                futures.add(writers.submit(() -> {
                    var mine = new ArrayList<Long>();
                    for (int i = 0; i < 200; i++) {
                        long index = log.append(entry(writer * 1000 + i));
                        assertThat(log.entry(index)).isEqualTo(entry(writer * 1000 + i));
                        mine.add(index);
                    }
                    return mine;
                }));
            }
            for (var future : futures) {
                indexes.addAll(future.get());
            }
        }
        assertThat(indexes).hasSize(3200);
        var subjects = new HashSet<String>();
        try (var log = Ledger.open(dir, ORIGIN)) {
            assertThat(log.size()).isEqualTo(3200);
            for (int i = 0; i < 3200; i++) {
                subjects.add(log.entry(i).subject());
            }
        }
        assertThat(subjects).hasSize(3200);
    }
}
