package zhiheng.provenance.c2pa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.provenance.c2pa.bytes.Asset;
import zhiheng.provenance.c2pa.bytes.HashedWrite;
import zhiheng.provenance.c2pa.bytes.Layout;
import zhiheng.provenance.c2pa.bytes.Range;
import zhiheng.provenance.c2pa.manifest.DataHash;
import zhiheng.provenance.c2pa.manifest.Hashes;

/** What is hashed on the way is what a second pass would hash. */
class HashedWriteTest {
    @TempDir
    Path folder;

    private FileChannel open() throws IOException {
        return FileChannel.open(
                folder.resolve("out"),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    @Test
    void a_file_of_any_length_with_anything_left_out_has_the_hash_of_a_second_pass() throws Exception {
        var chance = new Random(5);
        for (int size : new int[] {0, 1, 65_535, 65_536, 65_537, 262_143, 262_144, 262_145, 600_001}) {
            for (int round = 0; round < 6; round++) {
                var bytes = new byte[size];
                chance.nextBytes(bytes);
                int cut = chance.nextInt(size + 1);
                var layout = new Layout().copy(Asset.of(bytes), 0, cut).copy(Asset.of(bytes), cut, size);
                long from = chance.nextInt(size + 1);
                long to = from + chance.nextInt((int) (size - from) + 1);
                long next = to + chance.nextInt((int) (size - to) + 1);
                var excluded = List.of(new Range(from, to), new Range(next, size));
                try (var out = open()) {
                    assertThat(new HashedWrite(out, Hashes.sha256(), excluded).write(layout))
                            .isEqualTo(DataHash.hash(Hashes.sha256(), layout, excluded));
                }
                assertThat(Files.readAllBytes(folder.resolve("out"))).isEqualTo(bytes);
            }
        }
    }

    /** Its second half cannot be read. */
    private static final class Failing implements Asset {
        @Override
        public long size() {
            return 2_000_000;
        }

        @Override
        public void read(long at, byte[] to, int offset, int length) throws IOException {
            if (at > 1_000_000) {
                throw new IOException("the disk is gone");
            }
        }
    }

    @Test
    @Timeout(20)
    void a_file_that_cannot_be_read_to_its_end_is_told_and_nobody_waits_for_it() throws Exception {
        var layout = new Layout().copy(new Failing(), 0, 2_000_000);
        try (var out = open()) {
            assertThatThrownBy(() -> new HashedWrite(out, Hashes.sha256(), List.of()).write(layout))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the disk is gone");
        }
    }
}
