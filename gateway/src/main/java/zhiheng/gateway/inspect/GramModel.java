package zhiheng.gateway.inspect;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * A linear model over hashed character n-grams of length 1 to 4. The score of a stretch of text is the sum of the weights of its n-grams
 * over the square root of their number, plus a constant. Weights are whole numbers of a small step, so that sums are exact.
 *
 * @param pairs by two ASCII characters, {@code before * 128 + last}: the weights of the n-grams of length 1 and 2 that end there,
 *     together. Most of a text needs half the look-ups by it.
 * @param latin from which score on a stretch is reported; {@code chinese}: the same where a quarter of its characters are Chinese
 */
record GramModel(byte[] weights, short[] pairs, float step, float bias, float latin, float chinese) {
    static final int BITS = 17;
    static final int LONGEST_GRAM = 4;
    static final String RESOURCE = "injection-model.bin";
    private static final int MAGIC = 0x5A484732;

    GramModel(byte[] weights, float step, float bias, float latin, float chinese) {
        this(weights, pairs(weights), step, bias, latin, chinese);
    }

    GramModel withThresholds(float latin, float chinese) {
        return new GramModel(weights, pairs, step, bias, latin, chinese);
    }

    private static final class Shipped {
        private static final GramModel MODEL = load();
    }

    static GramModel shipped() {
        return Shipped.MODEL;
    }

    private static GramModel load() {
        try (var stream = GramModel.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the jar");
            }
            var in = new DataInputStream(stream);
            if (in.readInt() != MAGIC) {
                throw new IllegalStateException(RESOURCE + " is not a model");
            }
            float step = in.readFloat();
            float bias = in.readFloat();
            float latin = in.readFloat();
            float chinese = in.readFloat();
            return new GramModel(in.readNBytes(1 << BITS), step, bias, latin, chinese);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(OutputStream stream) throws IOException {
        var out = new DataOutputStream(stream);
        out.writeInt(MAGIC);
        out.writeFloat(step);
        out.writeFloat(bias);
        out.writeFloat(latin);
        out.writeFloat(chinese);
        out.write(weights);
        out.flush();
    }

    /** Where the weight of an n-gram stands. The last character is in the low bits of {@code gram}. */
    static int slot(long gram, int length) {
        long mixed = (gram + length) * 0x9E3779B97F4A7C15L;
        return (int) ((mixed ^ mixed >>> 29) * 0xBF58476D1CE4E5B9L >>> 64 - BITS);
    }

    private static short[] pairs(byte[] weights) {
        var pairs = new short[128 * 128];
        for (int i = 0; i < pairs.length; i++) {
            long last = i & 127;
            pairs[i] = (short) (weights[slot(last, 1)] + weights[slot((long) (i >> 7) << 16 | last, 2)]);
        }
        return pairs;
    }

    float score(long sum, int grams) {
        return grams == 0 ? -Float.MAX_VALUE : bias + (float) (step * sum / Math.sqrt(grams));
    }
}
