package zhiheng.provenance.watermark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import zhiheng.provenance.watermark.MarkedFile.Unmarkable;

/** The samples of a WAV (RIFF) file of 16 or 24 bits; everything else in the file stays as it is, byte for byte. */
final class WavFile {
    private static final long MOST_BYTES = 400L << 20;
    private static final int PCM = 1;
    private static final int EXTENSIBLE = 0xfffe;

    final int rate;
    final float[][] channels;
    private final byte[] bytes;
    private final int from;
    private final int width;

    private WavFile(byte[] bytes, int rate, int many, int width, int from, int length) {
        this.bytes = bytes;
        this.rate = rate;
        this.width = width;
        this.from = from;
        channels = new float[many][length / (width * many)];
        for (int i = 0, at = from; i < channels[0].length; i++) {
            for (int channel = 0; channel < many; channel++, at += width) {
                channels[channel][i] = sample(at);
            }
        }
    }

    static boolean isWav(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var head = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
            return head.startsWith("RIFF") && head.endsWith("WAVE");
        }
    }

    static WavFile read(Path file) throws IOException, Unmarkable {
        if (Files.size(file) > MOST_BYTES) {
            throw new Unmarkable("WAV 文件超过 400 MB。", "the WAV file has more than 400 MB");
        }
        var wav = parse(Files.readAllBytes(file));
        if (wav == null) {
            throw new Unmarkable(
                    "只有采样率至少 8000 Hz、16 或 24 位的 PCM WAV 能加水印；请先转换。",
                    "only WAV of PCM with 16 or 24 bits and at least 8,000 samples a second bears a watermark; convert it first");
        }
        return wav;
    }

    private static @Nullable WavFile parse(byte[] bytes) {
        var all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int format = -1;
        int many = 0;
        int rate = 0;
        int bits = 0;
        for (long at = 12; at + 8 <= bytes.length; ) {
            var name = new String(bytes, (int) at, 4, StandardCharsets.ISO_8859_1);
            long length = Integer.toUnsignedLong(all.getInt((int) at + 4));
            int body = (int) at + 8;
            if (name.equals("fmt ") && length >= 16 && body + length <= bytes.length) {
                format = all.getShort(body) & 0xffff;
                format = format == EXTENSIBLE && length >= 26 ? all.getShort(body + 24) & 0xffff : format;
                many = all.getShort(body + 2);
                rate = all.getInt(body + 4);
                bits = all.getShort(body + 14);
            } else if (name.equals("data")) {
                boolean read = format == PCM && many > 0 && many <= 32 && (bits == 16 || bits == 24);
                int there = (int) Math.min(length, bytes.length - body);
                return read && rate >= SoundMark.SLOWEST_RATE && rate <= 400_000
                        ? new WavFile(bytes, rate, many, bits / 8, body, there)
                        : null;
            }
            at = body + length + (length & 1);
        }
        return null;
    }

    private float sample(int at) {
        int value = bytes[at + width - 1];
        for (int i = width - 2; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xff;
        }
        return value / (float) (1 << 8 * width - 1);
    }

    /** With the samples as they are now. */
    void write(Path file) throws IOException {
        int most = (1 << 8 * width - 1) - 1;
        for (int i = 0, at = from; i < channels[0].length; i++) {
            for (int channel = 0; channel < channels.length; channel++, at += width) {
                int value = Math.clamp(Math.round(channels[channel][i] * (most + 1.0)), -most - 1, most);
                for (int k = 0; k < width; k++) {
                    bytes[at + k] = (byte) (value >> 8 * k);
                }
            }
        }
        Files.write(file, bytes);
    }
}
