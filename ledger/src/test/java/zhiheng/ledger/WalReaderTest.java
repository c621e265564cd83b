package zhiheng.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from write-ahead files: whole frames, a torn last one told apart from damage. */
class WalReaderTest {
    @TempDir
    Path folder;

    private static List<byte[]> entries(int from, int count) {
        var entries = new ArrayList<byte[]>();
        for (int i = from; i < from + count; i++) {
            entries.add(("entry " + i).getBytes(StandardCharsets.UTF_8));
        }
        return entries;
    }

    private static byte[] frames(int... counts) {
        var out = new ByteArrayOutputStream();
        int first = 0;
        for (int count : counts) {
            var frame = Wal.frame(first, entries(first, count));
            out.writeBytes(Arrays.copyOf(frame.array(), frame.limit()));
            first += count;
        }
        return out.toByteArray();
    }

    private Path segment(long first, byte[]... parts) throws Exception {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return Files.write(folder.resolve(Wal.PREFIX + "%020d".formatted(first)), out.toByteArray());
    }

    private List<String> read() throws Exception {
        return WalReader.read(folder).entries().stream()
                .map(entry -> new String(entry, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void a_folder_without_segments_and_one_that_is_not_there_hold_nothing() throws Exception {
        assertThat(read()).isEmpty();
        assertThat(WalReader.read(folder.resolve("absent")).files()).isEmpty();
    }

    @Test
    void entries_come_in_their_order_over_frames_and_segments() throws Exception {
        segment(0, frames(2, 3), new byte[100]);
        var second = Wal.frame(5, entries(5, 2));
        segment(5, Arrays.copyOf(second.array(), second.limit()), new byte[50]);
        var read = WalReader.read(folder);
        assertThat(read()).containsExactly("entry 0", "entry 1", "entry 2", "entry 3", "entry 4", "entry 5", "entry 6");
        assertThat(read.first()).isZero();
        assertThat(read.tornBytes()).isZero();
        assertThat(read.files()).hasSize(2);
    }

    @Test
    void a_log_whose_first_segments_were_deleted_begins_where_the_rest_does() throws Exception {
        var frame = Wal.frame(700, entries(700, 1));
        segment(700, Arrays.copyOf(frame.array(), frame.limit()));
        assertThat(WalReader.read(folder).first()).isEqualTo(700);
    }

    @Test
    void a_last_frame_cut_anywhere_is_torn_and_all_before_it_is_kept() throws Exception {
        var whole = frames(3);
        var last = Wal.frame(3, entries(3, 2));
        for (int kept = 1; kept < last.limit(); kept++) {
            segment(0, whole, Arrays.copyOf(last.array(), kept), new byte[64]);
            var read = WalReader.read(folder);
            assertThat(read.entries()).as("%d bytes of the last frame", kept).hasSize(3);
            assertThat(read.tornBytes()).as("%d bytes of the last frame", kept).isBetween(0L, (long) kept);
        }
    }

    @Test
    void a_bit_turned_in_the_last_frame_is_a_torn_frame_and_in_an_earlier_one_damage() throws Exception {
        var first = frames(3);
        var both = frames(3, 2);
        var random = new Random(4);
        for (int i = 0; i < 40; i++) {
            var bytes = both.clone();
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            var file = segment(0, bytes, new byte[16]);
            if (at < first.length) {
                assertThatThrownBy(() -> WalReader.read(folder))
                        .as("byte %d", at)
                        .isInstanceOf(LedgerException.class)
                        .hasMessageContaining(file.getFileName().toString())
                        .hasMessageContaining("backup");
            } else {
                assertThat(WalReader.read(folder).entries()).as("byte %d", at).hasSize(3);
            }
        }
    }

    @Test
    void a_torn_frame_in_a_segment_that_others_follow_is_damage() throws Exception {
        segment(0, Arrays.copyOf(frames(3), frames(3).length - 1));
        var later = Wal.frame(3, entries(3, 1));
        segment(3, Arrays.copyOf(later.array(), later.limit()));
        assertThatThrownBy(() -> WalReader.read(folder)).isInstanceOf(LedgerException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 4})
    void entries_that_are_missing_or_there_twice_between_two_segments_are_damage(long next) throws Exception {
        segment(0, frames(3));
        var frame = Wal.frame(next, entries((int) next, 1));
        segment(next, Arrays.copyOf(frame.array(), frame.limit()));
        assertThatThrownBy(() -> WalReader.read(folder)).hasMessageContaining("not by a crash");
    }

    @Test
    void other_files_beside_the_segments_are_passed_over() throws Exception {
        segment(0, frames(1));
        Files.writeString(folder.resolve("lock"), "");
        Files.writeString(folder.resolve("key"), "PRIVATE");
        assertThat(read()).containsExactly("entry 0");
    }
}
