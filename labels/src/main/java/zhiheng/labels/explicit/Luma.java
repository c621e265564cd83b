package zhiheng.labels.explicit;

import java.awt.image.BufferedImage;

/** Brightness of a picture, 0 to 255, row by row. */
record Luma(int width, int height, byte[] values) {
    static Luma of(BufferedImage image) {
        int w = image.getWidth();
        int h = image.getHeight();
        var values = new byte[w * h];
        var row = new int[w];
        for (int y = 0; y < h; y++) {
            image.getRGB(0, y, w, 1, row, 0, w);
            for (int x = 0; x < w; x++) {
                int p = row[x];
                int alpha = p >>> 24;
                int tone = ((p >> 16 & 0xff) * 299 + (p >> 8 & 0xff) * 587 + (p & 0xff) * 114) / 1000;
                // see-through pixels are looked at on white, as most viewers show them
                values[y * w + x] = (byte) ((tone * alpha + 255 * (255 - alpha)) / 255);
            }
        }
        return new Luma(w, h, values);
    }

    /** As EXIF says it is shown (values 1 to 8). */
    Luma turned(int orientation) {
        if (orientation < 2 || orientation > 8) {
            return this;
        }
        boolean turned = orientation >= 5;
        int w = turned ? height : width;
        int h = turned ? width : height;
        var out = new byte[values.length];
        for (int v = 0; v < h; v++) {
            for (int u = 0; u < w; u++) {
                int x = switch (orientation) {
                    case 2, 3 -> width - 1 - u;
                    case 4 -> u;
                    case 5, 6 -> v;
                    default -> width - 1 - v;
                };
                int y = switch (orientation) {
                    case 2 -> v;
                    case 3, 4 -> height - 1 - v;
                    case 5, 8 -> u;
                    default -> height - 1 - u;
                };
                out[v * w + u] = values[y * width + x];
            }
        }
        return new Luma(w, h, out);
    }

    int at(int x, int y) {
        return values[y * width + x] & 0xff;
    }

    /** Each pixel the mean of a square of {@code by} pixels. */
    Luma smaller(int by) {
        if (by <= 1) {
            return this;
        }
        int w = width / by;
        int h = height / by;
        var out = new byte[w * h];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int sum = 0;
                for (int j = 0; j < by; j++) {
                    for (int i = 0; i < by; i++) {
                        sum += at(x * by + i, y * by + j);
                    }
                }
                out[y * w + x] = (byte) (sum / (by * by));
            }
        }
        return new Luma(w, h, out);
    }

    /** The rectangle scaled to a size by means over areas; what lies outside the picture repeats its edge. */
    float[] patch(double x, double y, double w, double h, int toWidth, int toHeight) {
        var out = new float[toWidth * toHeight];
        double sx = w / toWidth;
        double sy = h / toHeight;
        int nx = Math.max(1, (int) Math.round(sx * 1.5));
        int ny = Math.max(1, (int) Math.round(sy * 1.5));
        for (int j = 0; j < toHeight; j++) {
            for (int i = 0; i < toWidth; i++) {
                float sum = 0;
                for (int b = 0; b < ny; b++) {
                    int py = Math.clamp((int) (y + (j + (b + 0.5) / ny) * sy), 0, height - 1);
                    for (int a = 0; a < nx; a++) {
                        int px = Math.clamp((int) (x + (i + (a + 0.5) / nx) * sx), 0, width - 1);
                        sum += at(px, py);
                    }
                }
                out[j * toWidth + i] = sum / (nx * ny);
            }
        }
        return out;
    }
}
