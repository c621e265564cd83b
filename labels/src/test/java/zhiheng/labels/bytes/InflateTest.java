package zhiheng.labels.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class InflateTest {
    private static byte[] deflated(byte[] bytes, boolean raw) {
        try (var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw)) {
            deflater.setInput(bytes);
            deflater.finish();
            var out = new ByteArrayOutputStream();
            var buffer = new byte[4096];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        }
    }

    @Property(tries = 200)
    void what_was_compressed_unfolds_to_itself(@ForAll byte[] bytes, @ForAll boolean raw) throws BadFile {
        byte[] behind = Edits.join(new byte[] {7, 7, 7}, deflated(bytes, raw));
        assertThat(Inflate.all(behind, 3, raw, Inflate.MAX)).isEqualTo(bytes);
    }

    /** Archives and PNG texts do hold compressed nothing; it was once taken for incomplete. */
    @Test
    void compressed_nothing_unfolds_to_nothing() throws BadFile {
        assertThat(Inflate.all(new byte[] {3, 0}, 0, true, 10)).isEmpty();
    }

    @Test
    void what_unfolds_beyond_the_bound_is_stopped() {
        byte[] bomb = deflated(new byte[32 << 20], false);
        assertThat(bomb.length).isLessThan(64_000);
        assertThatThrownBy(() -> Inflate.all(bomb, 0, false, 1 << 20))
                .isInstanceOf(BadFile.class)
                .hasMessageContaining("1048576");
    }

    @Test
    void compressed_data_cut_anywhere_are_refused_and_not_taken_for_less() {
        byte[] bytes = new byte[3000];
        new Random(5).nextBytes(bytes);
        byte[] whole = deflated(bytes, true);
        for (int n = 0; n < whole.length; n += 7) {
            byte[] cut = Arrays.copyOf(whole, n);
            assertThatThrownBy(() -> Inflate.all(cut, 0, true, Inflate.MAX)).isInstanceOf(BadFile.class);
        }
        assertThatThrownBy(() -> Inflate.all(TextBytes.bytes("no zlib at all"), 0, false, Inflate.MAX))
                .isInstanceOf(BadFile.class)
                .hasMessageContaining("damaged");
    }
}
