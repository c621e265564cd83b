package zhiheng.drills.kits;

/** Nothing below zero. */
final class Relu implements Layer {
    private float[] last = new float[0];

    @Override
    public float[] forward(float[] in) {
        var out = new float[in.length];
        for (int i = 0; i < in.length; i++) {
            out[i] = Math.max(0, in[i]);
        }
        last = out;
        return out;
    }

    @Override
    public float[] backward(float[] gradient, boolean needs) {
        var back = gradient.clone();
        for (int i = 0; i < back.length; i++) {
            if (last[i] <= 0) {
                back[i] = 0;
            }
        }
        return back;
    }
}
