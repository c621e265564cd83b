package zhiheng.labels.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinkTest {
    @TempDir
    Path folder;

    /** Small and large pieces, written and copied, patched at the end: against the same in memory. */
    @RepeatedTest(12)
    void what_is_written_and_copied_in_turns_lies_in_the_file_in_that_order(RepetitionInfo which) throws IOException {
        var random = new Random(which.getCurrentRepetition());
        byte[] old = new byte[600_000];
        random.nextBytes(old);
        Path from = Files.write(folder.resolve("from"), old);
        Path to = folder.resolve("to");
        var wanted = new ByteArrayOutputStream();
        byte[] patch = TextBytes.bytes("size");
        try (var in = Source.open(from);
                var channel = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var out = new Sink(channel, random.nextInt(1000));
            out.u32(0x01020304);
            out.u32le(0x01020304);
            out.u8(0xfe);
            wanted.writeBytes(new byte[] {1, 2, 3, 4, 4, 3, 2, 1, (byte) 0xfe});
            for (int i = 0; i < 40; i++) {
                int at = random.nextInt(old.length);
                int length = random.nextInt(Math.min(old.length - at, i % 5 == 0 ? 600_000 : 3000) + 1);
                if (random.nextBoolean()) {
                    out.copy(in, at, at + length);
                } else {
                    out.write(java.util.Arrays.copyOfRange(old, at, at + length));
                }
                wanted.write(old, at, length);
                assertThat(out.position()).isEqualTo(wanted.size());
            }
            out.patch(2, patch);
            out.write("end");
            out.flush();
        }
        byte[] expected = Edits.join(wanted.toByteArray(), TextBytes.bytes("end"));
        System.arraycopy(patch, 0, expected, 2, patch.length);
        assertThat(Files.readAllBytes(to)).isEqualTo(expected);
    }

    @Test
    void a_copy_of_what_the_source_does_not_hold_is_refused_before_anything_is_written() throws IOException {
        Path to = folder.resolve("to");
        try (var channel = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var out = new Sink(channel, 10);
            assertThatThrownBy(() -> out.copy(new Source(new byte[10]), 5, 11)).isInstanceOf(BadFile.class);
            assertThatThrownBy(() -> out.copy(new Source(new byte[10]), 6, 5)).isInstanceOf(BadFile.class);
            out.flush();
        }
        assertThat(Files.size(to)).isZero();
    }
}
