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
    void an_appended_entry_is_read_back_and_after_reopening_too() {
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
    void a_checkpoint_covers_every_acknowledged_entry_and_proves_it() {
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
    void the_key_is_readable_by_its_owner_only_and_lies_outside_the_served_files() throws Exception {
        try (var log = Ledger.open(dir, ORIGIN)) {
            Path key = log.dir().resolve("private/key");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key.getParent())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void a_second_opener_is_told_that_the_log_is_in_use() {
        try (var log = Ledger.open(dir, ORIGIN)) {
            assertThatThrownBy(() -> Ledger.open(dir, ORIGIN))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("in use");
            assertThat(log.append(entry(0))).isZero();
        }
    }

    @Test
    void a_log_is_not_opened_under_another_origin() {
        Ledger.open(dir, ORIGIN).close();
        assertThatThrownBy(() -> Ledger.open(dir, "other.example/log")).hasMessageContaining("belongs to");
    }

    @Test
    void a_closed_log_takes_no_entry() {
        var log = Ledger.open(dir, ORIGIN);
        log.close();
        assertThatThrownBy(() -> log.append(entry(0))).hasMessageContaining("closed");
    }

    @Test
    void sixteen_writers_lose_nothing() throws Exception {
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
