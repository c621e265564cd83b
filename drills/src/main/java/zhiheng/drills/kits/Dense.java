package zhiheng.drills.kits;

import java.util.random.RandomGenerator;

/** Every number of the input into every number of the output. */
final class Dense implements Layer {
    final int in;
    final int out;
    final float[] weights; // [out][in], as Gemm with transB reads it
    final float[] bias;
    private final float[] weightGradient;
    private final float[] biasGradient;
    private float[] last = new float[0];

    Dense(int in, int out, RandomGenerator random) {
        this.in = in;
        this.out = out;
        weights = he(in * out, in, random);
        bias = new float[out];
        weightGradient = new float[weights.length];
        biasGradient = new float[out];
    }

    /** Normal weights of variance 2 / inputs: He et al., ICCV 2015. */
    static float[] he(int count, int inputs, RandomGenerator random) {
        var weights = new float[count];
        double scale = Math.sqrt(2.0 / inputs);
        for (int i = 0; i < count; i++) {
            weights[i] = (float) (scale * random.nextGaussian());
        }
        return weights;
    }

    @Override
    public float[] forward(float[] input) {
        last = input;
        var output = bias.clone();
        for (int o = 0; o < out; o++) {
            int w = o * in;
            float a = 0;
            float b = 0;
            float c = 0;
            float d = 0;
            int i = 0;
            for (; i + 3 < in; i += 4) {
                a += weights[w + i] * input[i];
                b += weights[w + i + 1] * input[i + 1];
                c += weights[w + i + 2] * input[i + 2];
                d += weights[w + i + 3] * input[i + 3];
            }
            for (; i < in; i++) {
                a += weights[w + i] * input[i];
            }
            output[o] += a + b + (c + d);
        }
        return output;
    }

    @Override
    public float[] backward(float[] gradient, boolean needs) {
        var back = new float[in];
        for (int o = 0; o < out; o++) {
            float g = gradient[o];
            int w = o * in;
            if (g != 0) {
                biasGradient[o] += g;
                for (int i = 0; i < in; i++) {
                    weightGradient[w + i] += g * last[i];
                }
                for (int i = 0; i < in; i++) {
                    back[i] += g * weights[w + i];
                }
            }
        }
        return back;
    }

    @Override
    public float[][][] learned() {
        return new float[][][] {{weights, weightGradient}, {bias, biasGradient}};
    }
}
