package zhiheng.labels.explicit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import zhiheng.base.Text;
import zhiheng.labels.bytes.Source;

/** The samples of a WAV file. */
final class WavPcm implements Pcm {
    private final Source in;
    private final WavLayout layout;
    private final long end;
    private long at;

    WavPcm(Source in, WavLayout layout) {
        this(in, layout, 0, layout.frames());
    }

    /** Only the frames {@code [from, to)}, cut to those there are. */
    WavPcm(Source in, WavLayout layout, long from, long to) {
        this.in = in;
        this.layout = layout;
        this.at = layout.data().body() + Math.clamp(from, 0, layout.frames()) * layout.frameBytes();
        this.end = layout.data().body() + Math.clamp(to, 0, layout.frames()) * layout.frameBytes();
    }

    @Override
    public int rate() {
        return layout.rate();
    }

    @Override
    public int read(float[] left, float[] right) throws IOException {
        long rest = Math.max(0, end - at) / layout.frameBytes();
        int count = (int) Math.min(left.length, rest);
        ByteBuffer bytes = ByteBuffer.wrap(in.bytes(at, (long) count * layout.frameBytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        at += (long) count * layout.frameBytes();
        for (int i = 0; i < count; i++) {
            left[i] = 0;
            right[i] = 0;
            for (int c = 0; c < layout.channels(); c++) {
                float s = layout.sample(bytes);
                (c % 2 == 0 ? left : right)[i] += Float.isFinite(s) ? Math.clamp(s, -4f, 4f) : 0;
            }
            if (layout.channels() == 1) {
                right[i] = left[i];
            }
        }
        return count;
    }

    /** All of a short sound as one channel. */
    static float[] mono(Pcm in, int most) throws IOException, ExplicitRefusal {
        var out = new float[Math.min(most, 1 << 16)];
        int count = 0;
        var left = new float[8192];
        var right = new float[8192];
        for (int n = in.read(left, right); n > 0; n = in.read(left, right)) {
            if (count + n > most) {
                throw new ExplicitRefusal(
                        new Text("语音标识超过一分钟", "the spoken hint is longer than a minute"),
                        new Text("请提供几秒钟的录音", "give a recording of a few seconds"));
            }
            if (count + n > out.length) {
                out = java.util.Arrays.copyOf(out, Math.min(most, 2 * out.length + n));
            }
            for (int i = 0; i < n; i++) {
                out[count++] = (left[i] + right[i]) / 2;
            }
        }
        return java.util.Arrays.copyOf(out, count);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
