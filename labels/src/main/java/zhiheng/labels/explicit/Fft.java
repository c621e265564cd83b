package zhiheng.labels.explicit;

/** The discrete Fourier transform of a fixed power of two of complex points, in place (radix 2, Cooley and Tukey 1965). */
final class Fft {
    private final int size;
    private final float[] cos;
    private final float[] sin;

    Fft(int size) {
        if (Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("a power of two is wanted");
        }
        this.size = size;
        cos = new float[size / 2];
        sin = new float[size / 2];
        for (int i = 0; i < size / 2; i++) {
            cos[i] = (float) Math.cos(2 * Math.PI * i / size);
            sin[i] = (float) -Math.sin(2 * Math.PI * i / size);
        }
    }

    void transform(float[] re, float[] im) {
        for (int i = 1, j = 0; i < size; i++) {
            int bit = size >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                float t = re[i];
                re[i] = re[j];
                re[j] = t;
                t = im[i];
                im[i] = im[j];
                im[j] = t;
            }
        }
        for (int half = 1; half < size; half <<= 1) {
            int step = size / (2 * half);
            for (int from = 0; from < size; from += 2 * half) {
                for (int k = 0, w = 0; k < half; k++, w += step) {
                    int a = from + k;
                    int b = a + half;
                    float xr = re[b] * cos[w] - im[b] * sin[w];
                    float xi = re[b] * sin[w] + im[b] * cos[w];
                    re[b] = re[a] - xr;
                    im[b] = im[a] - xi;
                    re[a] += xr;
                    im[a] += xi;
                }
            }
        }
    }
}
