package zhiheng.provenance.watermark;

import java.awt.image.BufferedImage;

/** One value for each pixel, in rows. */
final class Plane {
    /** The neighbours with which a pixel is compared. */
    private static final int[][] NEIGHBOURS = {
        {3, 0}, {2, 2}, {0, 3}, {-2, 2}, {-3, 0}, {-2, -2}, {0, -3}, {2, -2},
        {6, 2}, {3, 6}, {-2, 6}, {-6, 3}, {-6, -2}, {-3, -6}, {2, -6}, {6, -3},
        {10, 0}, {7, 7}, {0, 10}, {-7, 7}, {-10, 0}, {-7, -7}, {0, -10}, {7, -7}
    };
    /** Of brightness: a neighbour differs by no more than this. */
    private static final float FURTHEST = 3;
    /** How far around a pixel it is measured how busy the picture is there. */
    private static final int AROUND = 8;
    /** Of brightness: what is calmer than this counts as if it were not. */
    private static final float FLOOR = 1;
    /** A value that sticks out further counts no more than this. */
    private static final float MOST = 2.5f;

    final int width;
    final int height;
    final float[] values;

    Plane(int width, int height, float[] values) {
        this.width = width;
        this.height = height;
        this.values = values;
    }

    /** The brightness of a picture (ITU-R BT.601, as in JPEG), 0 to 255, as its numbers have it: no profile of colours is applied. */
    static Plane light(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        var light = new float[width * height];
        var rows = Samples.of(picture);
        var row = new int[width * rows.bands()];
        for (int y = 0; y < height; y++) {
            rows.read(y, row);
            for (int x = 0, at = 0; x < width; x++, at += rows.bands()) {
                light[y * width + x] =
                        rows.colours() == 1 ? row[at] : 0.299f * row[at] + 0.587f * row[at + 1] + 0.114f * row[at + 2];
            }
        }
        return new Plane(width, height, light);
    }

    /** The middle, at most so wide and high. */
    Plane middle(int most) {
        int w = Math.min(width, most);
        int h = Math.min(height, most);
        if (w == width && h == height) {
            return this;
        }
        return part((width - w) / 2, (height - h) / 2, w, h);
    }

    Plane part(int left, int top, int w, int h) {
        var part = new float[w * h];
        for (int y = 0; y < h; y++) {
            System.arraycopy(values, (y + top) * width + left, part, y * w, w);
        }
        return new Plane(w, h, part);
    }

    /** Half as wide and high, each value the mean of four. */
    Plane half() {
        int w = width / 2;
        int h = height / 2;
        var half = new float[w * h];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int at = 2 * y * width + 2 * x;
                half[y * w + x] = (values[at] + values[at + 1] + values[at + width] + values[at + width + 1]) / 4;
            }
        }
        return new Plane(w, h, half);
    }

    /** The mean over a square of {@code 2 * reach + 1} around each value; beyond the edge the last value goes on. */
    Plane mean(int reach) {
        var rows = new float[values.length];
        float scale = 1f / (2 * reach + 1);
        for (int y = 0; y < height; y++) {
            int at = y * width;
            float first = values[at];
            float last = values[at + width - 1];
            float sum = first * reach;
            for (int x = 0; x <= reach; x++) {
                sum += x < width ? values[at + x] : last;
            }
            for (int x = 0; x < width; x++) {
                rows[at + x] = sum * scale;
                sum += x + reach + 1 < width ? values[at + x + reach + 1] : last;
                sum -= x - reach >= 0 ? values[at + x - reach] : first;
            }
        }
        var whole = new float[values.length];
        var sums = new float[width];
        for (int y = -reach; y <= reach; y++) {
            add(rows, y, sums, 1);
        }
        for (int y = 0; y < height; y++) {
            int at = y * width;
            for (int x = 0; x < width; x++) {
                whole[at + x] = sums[x] * scale;
            }
            add(rows, y + reach + 1, sums, 1);
            add(rows, y - reach, sums, -1);
        }
        return new Plane(width, height, whole);
    }

    private void add(float[] rows, int row, float[] sums, float factor) {
        int at = Math.clamp(row, 0, height - 1) * width;
        for (int x = 0; x < width; x++) {
            sums[x] += factor * rows[at + x];
        }
    }

    /**
     * How each value differs from those around it, near by and further off. A neighbour that differs by far, as beyond an edge, says only on
     * which side it is: else an edge would drown all around it.
     */
    Plane detail() {
        var detail = new float[values.length];
        for (int y = 0; y < height; y++) {
            int at = y * width;
            for (int[] to : NEIGHBOURS) {
                int row = y + to[1];
                int there = Math.clamp(row, 0, height - 1) * width + to[0];
                int from = Math.max(0, -to[0]);
                int until = width - Math.max(0, to[0]);
                for (int x = from; x < until; x++) {
                    float differs = values[at + x] - values[there + x];
                    detail[at + x] += Math.max(-FURTHEST, Math.min(FURTHEST, differs));
                }
            }
            for (int x = 0; x < width; x++) {
                detail[at + x] /= NEIGHBOURS.length;
            }
        }
        return new Plane(width, height, detail);
    }

    /** Each value by how much values around it are: what is busy counts as much as what is calm. */
    Plane even() {
        var sizes = new float[values.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(values[i]);
        }
        var around = new Plane(width, height, sizes).mean(AROUND).values;
        var even = new float[values.length];
        for (int i = 0; i < even.length; i++) {
            even[i] = Math.clamp(values[i] / (around[i] + FLOOR), -MOST, MOST);
        }
        return new Plane(width, height, even);
    }
}
