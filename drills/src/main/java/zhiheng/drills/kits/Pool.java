package zhiheng.drills.kits;

/** The largest of each two by two. */
final class Pool implements Layer {
    private final int channels;
    private final int height;
    private final int width;
    private final int[] from;

    Pool(int channels, int height, int width) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        from = new int[channels * height * width / 4];
    }

    @Override
    public float[] forward(float[] in) {
        var out = new float[from.length];
        int at = 0;
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < height; y += 2) {
                int p = (c * height + y) * width;
                for (int x = 0; x < width; x += 2, p += 2) {
                    int a = in[p] >= in[p + 1] ? p : p + 1;
                    int b = in[p + width] >= in[p + width + 1] ? p + width : p + width + 1;
                    from[at] = in[a] >= in[b] ? a : b;
                    out[at] = in[from[at]];
                    at++;
                }
            }
        }
        return out;
    }

    @Override
    public float[] backward(float[] gradient, boolean needs) {
        var back = new float[channels * height * width];
        for (int i = 0; i < from.length; i++) {
            back[from[i]] = gradient[i];
        }
        return back;
    }
}
