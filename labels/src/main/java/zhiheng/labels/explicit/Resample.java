package zhiheng.labels.explicit;

/** Changes the sample rate by interpolation with a windowed sinc, which keeps out what the lower rate cannot hold. */
final class Resample {
    private static final int LOBES = 12;

    private Resample() {}

    static float[] to(float[] in, int from, int rate) {
        if (from == rate) {
            return in;
        }
        double ratio = (double) rate / from;
        double cutoff = Math.min(1, ratio);
        int reach = (int) Math.ceil(LOBES / cutoff);
        var out = new float[(int) Math.round(in.length * ratio)];
        for (int i = 0; i < out.length; i++) {
            double at = i / ratio;
            int middle = (int) at;
            double sum = 0;
            for (int j = Math.max(0, middle - reach); j <= Math.min(in.length - 1, middle + reach); j++) {
                double x = (j - at) * cutoff;
                double shape = Math.abs(x) >= LOBES ? 0 : 0.5 + 0.5 * Math.cos(Math.PI * x / LOBES);
                sum += in[j] * shape * (Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
            }
            out[i] = (float) (sum * cutoff);
        }
        return out;
    }
}
