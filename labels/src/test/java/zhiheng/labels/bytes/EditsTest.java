package zhiheng.labels.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditsTest {
    private record Change(int at, int length, byte[] with) {}

    @TempDir
    Path folder;

    /** Random edits, named in any order, against a plain walk over the bytes; sizes beyond what is copied by the kernel. */
    @RepeatedTest(20)
    void edits_give_the_same_file_in_memory_and_on_disk_as_a_plain_walk(RepetitionInfo which) throws IOException {
        var random = new Random(which.getCurrentRepetition());
        byte[] old = new byte[random.nextInt(900_000) + 1];
        random.nextBytes(old);
        var changes = new ArrayList<Change>();
        for (int at = random.nextInt(old.length + 1); at <= old.length; ) {
            int length = random.nextInt(Math.min(old.length - at, 5000) + 1);
            byte[] with = new byte[random.nextInt(2000)];
            random.nextBytes(with);
            changes.add(new Change(at, length, with));
            at += Math.max(1, length) + random.nextInt(400_000);
        }
        var wanted = new ByteArrayOutputStream();
        int at = 0;
        for (Change c : changes) {
            wanted.write(old, at, c.at - at);
            wanted.writeBytes(c.with);
            at = c.at + c.length;
        }
        wanted.write(old, at, old.length - at);

        var edits = new Edits();
        Collections.shuffle(changes, random);
        for (Change c : changes) {
            edits.replace(c.at, c.length, c.with);
        }
        assertThat(edits.applied(old)).isEqualTo(wanted.toByteArray());
        assertThat(edits.growth()).isEqualTo(wanted.size() - old.length);
        assertThat(onDisk(old, edits)).isEqualTo(wanted.toByteArray());
    }

    private byte[] onDisk(byte[] old, Edits edits) throws IOException {
        Path from = Files.write(folder.resolve("from"), old);
        Path to = folder.resolve("to");
        try (var in = Source.open(from);
                var channel = FileChannel.open(
                        to,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            var out = new Sink(channel, old.length);
            edits.apply(in, out);
            out.flush();
        }
        return Files.readAllBytes(to);
    }

    @Test
    void without_edits_the_file_is_the_same() throws IOException {
        byte[] old = TextBytes.bytes("a river");
        assertThat(new Edits().applied(old)).isEqualTo(old);
        assertThat(onDisk(old, new Edits())).isEqualTo(old);
    }

    @Test
    void edits_that_overlap_are_refused_and_edits_that_touch_are_not() throws IOException {
        var edits = new Edits();
        edits.replace(10, 10, new byte[0]);
        for (long[] range : new long[][] {{10, 0}, {10, 10}, {9, 2}, {15, 1}, {19, 5}, {0, 100}}) {
            assertThatThrownBy(() -> edits.replace(range[0], range[1], new byte[1]))
                    .as("[%d, +%d)", range[0], range[1])
                    .isInstanceOf(BadFile.class)
                    .hasMessageContaining("overlap");
        }
        edits.replace(20, 5, new byte[1]);
        edits.replace(5, 5, new byte[1]);
        assertThat(edits.growth()).isEqualTo(-18);
    }

    @Test
    void numbers_are_written_as_they_are_read() throws IOException {
        for (long value : new long[] {0, 1, 0x7fffffffL, 0x80000000L, 0xffffffffL}) {
            assertThat(new Source(Edits.u32(value)).u32(0)).isEqualTo(value);
            assertThat(new Source(Edits.u32le(value)).u32le(0)).isEqualTo(value);
            assertThat(new Source(Edits.u64(value << 31)).u64(0)).isEqualTo(value << 31);
            assertThat(new Source(Edits.u64le(value << 31)).u64le(0)).isEqualTo(value << 31);
        }
    }
}
