package zhiheng.provenance.watermark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundMarkTest {
    private static final long PAYLOAD = 0xfedcba9876543210L;
    private static final int RATE = 16_000;
    private static final SoundMark MARK = new SoundMark(key(1));

    @TempDir
    Path folder;

    private static MarkKey key(int number) {
        var secret = new byte[MarkKey.LENGTH];
        secret[0] = (byte) number;
        return MarkKey.of(secret);
    }

    /** Wind that swells. */
    private static float[] sound(int seconds, long seed) {
        var random = new Random(seed);
        var out = new float[RATE * seconds];
        double low = 0;
        for (int i = 0; i < out.length; i++) {
            low += 0.3 * (random.nextGaussian() - low);
            out[i] = (float) (0.2 * low * (1.2 + Math.sin(i / 9_000.0)));
        }
        return out;
    }

    private static float[] marked() {
        var sound = sound(14, 4);
        MARK.embed(new float[][] {sound}, RATE, PAYLOAD, SoundMark.DECIBELS);
        return sound;
    }

    private static void isFound(float[] sound) {
        assertThat(MARK.find(new float[][] {sound}, RATE))
                .hasValueSatisfying(found -> assertThat(found.payload()).isEqualTo(PAYLOAD));
    }

    @Test
    void the_payload_is_read_also_when_the_sound_is_cut_quieter_and_noisy() {
        isFound(marked());
        isFound(Arrays.copyOfRange(marked(), 31_001, 31_001 + 10 * RATE));
        var random = new Random(5);
        var worse = marked();
        for (int i = 0; i < worse.length; i++) {
            worse[i] = 0.1f * worse[i] + 0.002f * (float) random.nextGaussian();
        }
        isFound(worse);
    }

    @Test
    void another_key_finds_nothing_and_an_unmarked_sound_has_nothing() {
        assertThat(new SoundMark(key(2)).find(new float[][] {marked()}, RATE)).isEmpty();
        assertThat(MARK.find(new float[][] {sound(14, 4)}, RATE)).isEmpty();
        assertThat(MARK.find(new float[][] {new float[RATE]}, RATE)).isEmpty();
        assertThat(MARK.find(new float[0][], RATE)).isEmpty();
    }

    @Test
    void the_change_is_far_below_the_sound() {
        var plain = sound(14, 4);
        var marked = marked();
        double power = 0;
        double change = 0;
        for (int i = 0; i < plain.length; i++) {
            power += plain[i] * plain[i];
            change += (plain[i] - marked[i]) * (plain[i] - marked[i]);
        }
        assertThat(10 * Math.log10(power / change)).isGreaterThan(18);
    }

    @Test
    void of_a_wav_the_samples_change_and_nothing_else() throws IOException, MarkedFile.Unmarkable {
        for (int width : new int[] {2, 3}) {
            var plain = wav(sound(14, 4), width);
            var in = Files.write(folder.resolve("in.wav"), plain);
            var out = folder.resolve("out.wav");
            new MarkedFile(key(1)).embed(in, out, PAYLOAD, PictureMark.DECIBELS);
            var bytes = Files.readAllBytes(out);
            assertThat(bytes).hasSameSizeAs(plain).isNotEqualTo(plain);
            assertThat(Arrays.copyOf(bytes, 44)).isEqualTo(Arrays.copyOf(plain, 44));
            assertThat(new String(bytes, bytes.length - 12, 12, StandardCharsets.US_ASCII))
                    .startsWith("AIGC")
                    .endsWith("{}");
            assertThat(new MarkedFile(key(1)).find(out))
                    .hasValueSatisfying(found -> assertThat(found.payload()).isEqualTo(PAYLOAD));
        }
    }

    @Test
    void other_wav_and_too_short_ones_are_refused_and_damaged_ones_have_no_mark() throws IOException {
        var eight = wav(sound(1, 1), 2);
        eight[34] = 8;
        var file = Files.write(folder.resolve("a.wav"), eight);
        assertThatThrownBy(() -> new MarkedFile(key(1)).embed(file, folder.resolve("o"), 1, 43))
                .isInstanceOf(MarkedFile.Unmarkable.class)
                .hasMessageContaining("16 or 24 bits");
        Files.write(file, wav(sound(1, 1), 2));
        assertThatThrownBy(() -> new MarkedFile(key(1)).embed(file, folder.resolve("o"), 1, 43))
                .hasMessageContaining("too short");
        for (int length = 0; length < 60; length += 3) {
            Files.write(file, Arrays.copyOf(eight, length));
            assertThat(new MarkedFile(key(1)).find(file)).isEmpty();
        }
    }

    /** A WAV with a chunk behind its samples. */
    private static byte[] wav(float[] samples, int width) {
        var out = ByteBuffer.allocate(44 + samples.length * width + 12).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(out.capacity() - 8);
        out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1);
        out.putInt(RATE).putInt(RATE * width).putShort((short) width).putShort((short) (8 * width));
        out.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples.length * width);
        for (float sample : samples) {
            int value = Math.round(sample * ((1 << 8 * width - 1) - 1));
            for (int i = 0; i < width; i++) {
                out.put((byte) (value >> 8 * i));
            }
        }
        out.put("AIGC".getBytes(StandardCharsets.US_ASCII)).putInt(4).put("  {}".getBytes(StandardCharsets.US_ASCII));
        return out.array();
    }
}
