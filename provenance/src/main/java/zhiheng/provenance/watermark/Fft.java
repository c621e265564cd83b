package zhiheng.provenance.watermark;

/** The discrete Fourier transform of a power of two of complex numbers, in place (Cooley and Tukey, 1965). Safe for several threads. */
final class Fft {
    final int size;
    private final int[] reversed;
    private final float[] cos;
    private final float[] sin;

    Fft(int size) {
        if (Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("a power of two");
        }
        this.size = size;
        int bits = Integer.numberOfTrailingZeros(size);
        reversed = new int[size];
        cos = new float[size / 2];
        sin = new float[size / 2];
        for (int i = 0; i < size; i++) {
            reversed[i] = bits == 0 ? 0 : Integer.reverse(i) >>> 32 - bits;
        }
        for (int i = 0; i < size / 2; i++) {
            cos[i] = (float) Math.cos(2 * Math.PI * i / size);
            sin[i] = (float) -Math.sin(2 * Math.PI * i / size);
        }
    }

    /** Of the {@link #size} numbers from {@code at} on. */
    void forward(float[] re, float[] im, int at) {
        for (int i = 0; i < size; i++) {
            int j = reversed[i];
            if (j > i) {
                float r = re[at + i];
                re[at + i] = re[at + j];
                re[at + j] = r;
                float m = im[at + i];
                im[at + i] = im[at + j];
                im[at + j] = m;
            }
        }
        for (int half = 1; half < size; half <<= 1) {
            int step = size / (2 * half);
            for (int start = at; start < at + size; start += 2 * half) {
                for (int k = 0, w = 0; k < half; k++, w += step) {
                    int a = start + k;
                    int b = a + half;
                    float r = re[b] * cos[w] - im[b] * sin[w];
                    float m = re[b] * sin[w] + im[b] * cos[w];
                    re[b] = re[a] - r;
                    im[b] = im[a] - m;
                    re[a] += r;
                    im[a] += m;
                }
            }
        }
    }

    /** Of a square of {@link #size} rows; the answer is transposed: the first index is the frequency along a row. */
    void square(float[] re, float[] im) {
        for (int row = 0; row < size; row++) {
            if (!isZero(re, row * size) || !isZero(im, row * size)) {
                forward(re, im, row * size);
            }
        }
        transpose(re);
        transpose(im);
        for (int row = 0; row < size; row++) {
            forward(re, im, row * size);
        }
    }

    private boolean isZero(float[] values, int at) {
        for (int i = at; i < at + size; i++) {
            if (values[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private void transpose(float[] values) {
        int block = Math.min(size, 16);
        for (int rows = 0; rows < size; rows += block) {
            for (int columns = rows; columns < size; columns += block) {
                for (int i = rows; i < rows + block; i++) {
                    for (int j = Math.max(columns, i + 1); j < columns + block; j++) {
                        float one = values[i * size + j];
                        values[i * size + j] = values[j * size + i];
                        values[j * size + i] = one;
                    }
                }
            }
        }
    }
}
