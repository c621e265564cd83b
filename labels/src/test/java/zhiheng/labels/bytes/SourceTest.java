package zhiheng.labels.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {
    @TempDir
    Path folder;

    private final Random random = new Random(11);

    private byte[] noise(int size) {
        var bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Sizes around the window (64 KiB) and around the bound up to which files are read whole (256 KiB). */
    @ParameterizedTest
    @ValueSource(ints = {1, 9, 65_535, 65_537, 262_144, 262_145, 700_001})
    void whatever_is_read_in_whatever_order_is_what_lies_there(int size) throws IOException {
        byte[] bytes = noise(size);
        Path file = Files.write(folder.resolve("f"), bytes);
        try (var opened = Source.open(file);
                var channel = FileChannel.open(file)) {
            for (Source in : new Source[] {opened, Source.glance(channel), new Source(bytes)}) {
                assertThat(in.size()).isEqualTo(size);
                for (int i = 0; i < 400; i++) {
                    int at = random.nextInt(size);
                    int length = random.nextInt(Math.min(size - at, i % 20 == 0 ? size : 300) + 1);
                    assertThat(in.bytes(at, length)).isEqualTo(Arrays.copyOfRange(bytes, at, at + length));
                    assertThat(in.u8(at)).isEqualTo(bytes[at] & 0xff);
                }
            }
        }
    }

    @Test
    void numbers_are_read_in_both_byte_orders() throws IOException {
        var in = new Source(new byte[] {(byte) 0x81, 2, 3, 4, 5, 6, 7, 8});
        assertThat(in.u16(0)).isEqualTo(0x8102);
        assertThat(in.u16le(0)).isEqualTo(0x0281);
        assertThat(in.u32(0)).isEqualTo(0x81020304L);
        assertThat(in.u32le(0)).isEqualTo(0x04030281L);
        assertThat(in.u64le(0)).isEqualTo(0x0807060504030281L);
        assertThatThrownBy(() -> in.u64(0)).isInstanceOf(BadFile.class).hasMessageContaining("impossible");
    }

    @Test
    void a_read_beyond_the_end_is_refused_and_costs_no_memory() {
        var in = new Source(new byte[10]);
        assertThatThrownBy(() -> in.u32(7)).isInstanceOf(BadFile.class);
        assertThatThrownBy(() -> in.u8(-1)).isInstanceOf(BadFile.class);
        assertThatThrownBy(() -> in.bytes(4, Long.MAX_VALUE)).isInstanceOf(BadFile.class);
        assertThatThrownBy(() -> in.bytes(Long.MAX_VALUE, 4)).isInstanceOf(BadFile.class);
        assertThatThrownBy(() -> in.bytes(0, -1)).isInstanceOf(BadFile.class);
        assertThatThrownBy(() -> in.bytes(0, 9, new Limits(8, 8, 8, 8)))
                .isInstanceOf(BadFile.class)
                .hasMessageContaining("limit of 8 bytes");
    }

    @Test
    void a_source_up_to_a_place_ends_there() throws IOException {
        byte[] bytes = noise(300_000);
        Path file = Files.write(folder.resolve("f"), bytes);
        try (var opened = Source.open(file)) {
            for (Source in : new Source[] {opened, new Source(bytes)}) {
                Source part = in.upTo(1000);
                assertThat(part.size()).isEqualTo(1000);
                assertThat(part.bytes(990, 10)).isEqualTo(Arrays.copyOfRange(bytes, 990, 1000));
                assertThatThrownBy(() -> part.bytes(990, 11)).isInstanceOf(BadFile.class);
            }
        }
    }

    @Test
    void a_match_at_the_very_end_or_beyond_it_is_told_without_an_exception() throws IOException {
        var in = new Source(TextBytes.bytes("xxAIGC"));
        assertThat(in.matches(2, "AIGC")).isTrue();
        assertThat(in.matches(3, "AIGC")).isFalse();
        assertThat(in.matches(-1, "xx")).isFalse();
        assertThat(in.matches(0, "")).isTrue();
    }

    @Test
    void a_peek_gives_what_is_there_however_little() throws IOException {
        byte[] bytes = noise(20);
        Path file = Files.write(folder.resolve("f"), bytes);
        try (var opened = Source.open(file)) {
            for (Source in : new Source[] {opened, new Source(bytes)}) {
                var header = ByteBuffer.allocate(16);
                in.peek(header, 15);
                assertThat(header.position()).isEqualTo(5);
                assertThat(Arrays.copyOf(header.array(), 5)).isEqualTo(Arrays.copyOfRange(bytes, 15, 20));
            }
        }
    }

    @Test
    void a_file_that_shrinks_while_it_is_read_is_said_to_have_shrunk() throws IOException {
        Path file = Files.write(folder.resolve("f"), noise(400_000));
        try (var in = Source.open(file);
                var writer = FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
            writer.truncate(1000);
            assertThatThrownBy(() -> in.bytes(200_000, 10))
                    .isInstanceOf(BadFile.class)
                    .hasMessageContaining("shrank");
        }
    }
}
