package zhiheng.labels.explicit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import zhiheng.labels.boxes.Riff;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;

/** What a WAV (RF64, BW64) file says of its samples: uncompressed integers of 8 to 32 bits, or floats. */
record WavLayout(List<Riff> chunks, Riff data, boolean wide, int channels, int rate, int bits, boolean isFloat) {
    private static final long UNKNOWN = 0xffffffffL;
    private static final int EXTENSIBLE = 0xfffe;

    int frameBytes() {
        return channels * bits / 8;
    }

    long frames() {
        return (data.end() - data.body()) / frameBytes();
    }

    static WavLayout of(Source in) throws IOException {
        boolean wide = !in.matches(0, "RIFF");
        var chunks = new ArrayList<Riff>();
        Riff data = null;
        Riff format = null;
        var found = new Found(Limits.DEFAULT);
        for (long at = 12; at + 8 <= in.size(); ) {
            found.step();
            Riff chunk = Riff.at(in, at);
            if (chunk.id().equals("data") && data == null) {
                if (chunk.end() - chunk.body() == UNKNOWN) {
                    // a stream's WAV has no size, so its samples go to the end; the 64-bit form has it in ds64
                    long size = wide && in.matches(12, "ds64") ? in.u64le(28) : in.size() - chunk.body();
                    in.require(chunk.body(), size);
                    chunk = new Riff("data", at, chunk.body() + size);
                }
                data = chunk;
            } else if (chunk.id().equals("fmt ")) {
                format = chunk;
            }
            if (chunk.end() > in.size()) {
                throw Riff.beyond(chunk);
            }
            chunks.add(chunk);
            at = chunk.next();
        }
        if (data == null || format == null || format.end() - format.body() < 16) {
            throw new BadFile("文件不完整: 缺少 fmt 或 data 块", "the file is incomplete: there is no fmt or data chunk");
        }
        return of(in, wide, chunks, data, format.body(), format.end());
    }

    private static WavLayout of(Source in, boolean wide, List<Riff> chunks, Riff data, long at, long end)
            throws IOException {
        int coding = in.u16le(at);
        if (coding == EXTENSIBLE && end - at >= 26) {
            coding = in.u16le(at + 24);
        }
        int channels = in.u16le(at + 2);
        long rate = in.u32le(at + 4);
        int bits = in.u16le(at + 14);
        boolean whole = coding == 1 && (bits == 8 || bits == 16 || bits == 24 || bits == 32);
        boolean real = coding == 3 && (bits == 32 || bits == 64);
        if (!whole && !real) {
            throw new BadFile(
                    "WAV 采样为压缩或少见编码 (" + coding + ", " + bits + " 位)",
                    "the samples are compressed or of a rare coding (" + coding + ", " + bits + " bits)");
        }
        if (channels < 1 || channels > 64 || rate < 4000 || rate > 768_000) {
            throw new BadFile("声道数或采样率不合理", "the number of channels or the sample rate is not plausible");
        }
        return new WavLayout(List.copyOf(chunks), data, wide, channels, (int) rate, bits, real);
    }

    /** The same samples on every channel, as this file codes them. */
    byte[] coded(float[] mono) {
        ByteBuffer out = ByteBuffer.allocate(mono.length * frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : mono) {
            double s = Math.clamp(sample, -1f, 1f);
            for (int c = 0; c < channels; c++) {
                switch (bits) {
                    case 8 -> out.put((byte) Math.round(128 + s * 127));
                    case 16 -> out.putShort((short) Math.round(s * Short.MAX_VALUE));
                    case 24 -> {
                        int v = (int) Math.round(s * 0x7fffff);
                        out.put((byte) v).put((byte) (v >> 8)).put((byte) (v >> 16));
                    }
                    case 64 -> out.putDouble(s);
                    default -> {
                        if (isFloat) {
                            out.putFloat((float) s);
                        } else {
                            out.putInt((int) Math.round(s * Integer.MAX_VALUE));
                        }
                    }
                }
            }
        }
        return out.array();
    }

    /** One sample as a float. */
    float sample(ByteBuffer bytes) {
        return switch (bits) {
            case 8 -> ((bytes.get() & 0xff) - 128) / 128f;
            case 16 -> bytes.getShort() / 32768f;
            case 24 -> ((bytes.get() & 0xff) | (bytes.get() & 0xff) << 8 | bytes.get() << 16) / 8388608f;
            case 64 -> (float) bytes.getDouble();
            default -> isFloat ? bytes.getFloat() : bytes.getInt() / 2147483648f;
        };
    }
}
