package zhiheng.drills.kits;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A convolution of 3 by 3 with a border of zeros. Planes are copied into padded ones, so that each of the nine taps is one run over a
 * whole plane, which the compiler makes vectors of. The way back skips zeros: after a pool and a rectifier most gradients are.
 */
final class Conv implements Layer {
    final int in;
    final int out;
    final int height;
    final int width;
    final float[] weights; // [out][in][3][3]
    final float[] bias;
    private final float[] weightGradient;
    private final float[] biasGradient;
    private final float[] padded;
    private final float[] sums;

    Conv(int in, int out, int height, int width, RandomGenerator random) {
        this.in = in;
        this.out = out;
        this.height = height;
        this.width = width;
        weights = Dense.he(out * in * 9, in * 9, random);
        bias = new float[out];
        weightGradient = new float[weights.length];
        biasGradient = new float[out];
        padded = new float[in * (height + 2) * (width + 2) + 2];
        sums = new float[height * (width + 2)];
    }

    @Override
    public float[] forward(float[] input) {
        int stride = width + 2;
        int plane = (height + 2) * stride;
        for (int c = 0; c < in; c++) {
            for (int y = 0; y < height; y++) {
                System.arraycopy(input, (c * height + y) * width, padded, c * plane + (y + 1) * stride + 1, width);
            }
        }
        var output = new float[out * height * width];
        for (int o = 0; o < out; o++) {
            Arrays.fill(sums, bias[o]);
            for (int c = 0; c < in; c++) {
                for (int ky = 0; ky < 3; ky++) {
                    int w = ((o * in + c) * 3 + ky) * 3;
                    taps(sums, padded, c * plane + ky * stride, weights[w], weights[w + 1], weights[w + 2]);
                }
            }
            for (int y = 0; y < height; y++) {
                System.arraycopy(sums, y * stride, output, (o * height + y) * width, width);
            }
        }
        return output;
    }

    private static void taps(float[] sums, float[] from, int at, float a, float b, float c) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += a * from[at + i] + b * from[at + i + 1] + c * from[at + i + 2];
        }
    }

    @Override
    public float[] backward(float[] gradient, boolean needs) {
        int stride = width + 2;
        int plane = (height + 2) * stride;
        var back = needs ? new float[padded.length] : new float[0];
        for (int o = 0; o < out; o++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    float g = gradient[(o * height + y) * width + x];
                    if (g != 0) {
                        biasGradient[o] += g;
                        one(o, y * stride + x, plane, stride, g, back);
                    }
                }
            }
        }
        return needs ? cut(back, plane, stride) : back;
    }

    private void one(int o, int at, int plane, int stride, float g, float[] back) {
        for (int c = 0; c < in; c++) {
            int w = (o * in + c) * 9;
            int p = c * plane + at;
            for (int ky = 0; ky < 3; ky++, w += 3, p += stride) {
                weightGradient[w] += g * padded[p];
                weightGradient[w + 1] += g * padded[p + 1];
                weightGradient[w + 2] += g * padded[p + 2];
                if (back.length > 0) {
                    back[p] += g * weights[w];
                    back[p + 1] += g * weights[w + 1];
                    back[p + 2] += g * weights[w + 2];
                }
            }
        }
    }

    private float[] cut(float[] back, int plane, int stride) {
        var cut = new float[in * height * width];
        for (int c = 0; c < in; c++) {
            for (int y = 0; y < height; y++) {
                System.arraycopy(back, c * plane + (y + 1) * stride + 1, cut, (c * height + y) * width, width);
            }
        }
        return cut;
    }

    @Override
    public float[][][] learned() {
        return new float[][][] {{weights, weightGradient}, {bias, biasGradient}};
    }
}
