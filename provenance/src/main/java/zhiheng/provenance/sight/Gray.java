package zhiheng.provenance.sight;

/** Brightness of a picture, 0 to 255, row by row. */
record Gray(byte[] luma, int width, int height) {
    int at(int x, int y) {
        return luma[y * width + x] & 0xff;
    }

    /** A part of it at another size: each new pixel is the mean of a few samples in what it covers; beyond the edge the edge goes on. */
    float[] part(double left, double top, double w, double h, int toWidth, int toHeight) {
        double sx = w / toWidth;
        double sy = h / toHeight;
        int nx = (int) Math.clamp(Math.ceil(sx), 1, 4);
        int ny = (int) Math.clamp(Math.ceil(sy), 1, 4);
        var out = new float[toWidth * toHeight];
        for (int y = 0; y < toHeight; y++) {
            for (int x = 0; x < toWidth; x++) {
                float sum = 0;
                for (int j = 0; j < ny; j++) {
                    for (int i = 0; i < nx; i++) {
                        sum += smooth(left + (x + (i + 0.5) / nx) * sx - 0.5, top + (y + (j + 0.5) / ny) * sy - 0.5);
                    }
                }
                out[y * toWidth + x] = sum / (nx * ny);
            }
        }
        return out;
    }

    /** Between four pixels, by their distances. */
    private float smooth(double x, double y) {
        int x0 = (int) Math.floor(x);
        int y0 = (int) Math.floor(y);
        float fx = (float) (x - x0);
        float fy = (float) (y - y0);
        float upper = near(x0, y0) * (1 - fx) + near(x0 + 1, y0) * fx;
        float lower = near(x0, y0 + 1) * (1 - fx) + near(x0 + 1, y0 + 1) * fx;
        return upper * (1 - fy) + lower * fy;
    }

    private float near(int x, int y) {
        return at(Math.clamp(x, 0, width - 1), Math.clamp(y, 0, height - 1));
    }

    /** Turned by a quarter, so that a line that runs upwards runs to the right. */
    static float[] turned(float[] tones, int w, int h) {
        var out = new float[tones.length];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                out[(w - 1 - x) * h + y] = tones[y * w + x];
            }
        }
        return out;
    }
}
