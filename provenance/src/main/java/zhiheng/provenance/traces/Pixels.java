package zhiheng.provenance.traces;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/** Figures taken from a picture's brightness; each is high where a trace is. */
final class Pixels {
    /** Of the middle of a picture so many pixels a side are looked at. */
    static final int MOST = 1_024;

    private static final int BLOCK = 32;
    /** How many values a coefficient's histogram has on each side of none. */
    private static final int REACH = 40;
    /** Of a histogram with fewer values that say something, nothing is said. */
    private static final int BROAD = 16;
    /** A value of a histogram with fewer around it says nothing. */
    private static final double FEW = 12;

    private final int width;
    private final int height;
    private final float[] light;

    /** @param picture a part that begins where blocks of a JPEG do */
    Pixels(BufferedImage picture) {
        width = picture.getWidth();
        height = picture.getHeight();
        light = new float[width * height];
        var row = new int[width];
        for (int y = 0; y < height; y++) {
            picture.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int rgb = row[x];
                light[y * width + x] = 0.299f * (rgb >> 16 & 255) + 0.587f * (rgb >> 8 & 255) + 0.114f * (rgb & 255);
            }
        }
    }

    /**
     * How much stronger the waves of two and four pixels are than those beside them, in both directions at once: networks that enlarge leave
     * them (Durall 2020; Frank 2020). Waves along one direction only are left out, since the blocks of JPEG have those as well.
     */
    double upsampling() {
        var power = new double[BLOCK][BLOCK];
        var cos = new float[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            cos[i] = (float) Math.cos(2 * Math.PI * i / BLOCK);
        }
        for (int top = 1; top + BLOCK < height; top += BLOCK) {
            for (int left = 1; left + BLOCK < width; left += BLOCK) {
                add(power, cos, left, top);
            }
        }
        double sum = 0;
        int many = 0;
        int quarter = BLOCK / 4;
        for (int x = quarter; x < BLOCK; x += quarter) {
            for (int y = quarter; y <= BLOCK / 2; y += quarter) {
                double around = 0;
                for (int i = 0; i < 16; i++) {
                    int dx = new int[] {-3, -2, 2, 3}[i % 4];
                    int dy = new int[] {-3, -2, 2, 3}[i / 4];
                    around += power[(x + dx + BLOCK) % BLOCK][(y + dy + BLOCK) % BLOCK] / 16;
                }
                double ratio = Math.log((power[x][y] + 1e-9) / (around + 1e-9));
                sum += ratio;
                many++;
            }
        }
        return many == 0 ? 0 : sum / many;
    }

    /** Adds the spectrum of a block's second differences, by how strong they are in all. */
    private void add(double[][] power, float[] cos, int left, int top) {
        var detail = new float[BLOCK][BLOCK];
        float all = 0;
        for (int y = 0; y < BLOCK; y++) {
            for (int x = 0; x < BLOCK; x++) {
                int at = (top + y) * width + left + x;
                float value = light[at] - (light[at - 1] + light[at + 1] + light[at - width] + light[at + width]) / 4;
                detail[y][x] = Math.clamp(value, -12, 12);
                all += detail[y][x] * detail[y][x];
            }
        }
        if (all < BLOCK * BLOCK * 0.05f) {
            return;
        }
        var re = new float[BLOCK][BLOCK];
        var im = new float[BLOCK][BLOCK];
        for (int y = 0; y < BLOCK; y++) {
            for (int f = 0; f < BLOCK; f++) {
                for (int x = 0; x < BLOCK; x++) {
                    re[f][y] += detail[y][x] * cos[f * x % BLOCK];
                    im[f][y] -= detail[y][x] * cos[(f * x + 3 * BLOCK / 4) % BLOCK];
                }
            }
        }
        for (int f = 0; f < BLOCK; f++) {
            for (int g = 0; g <= BLOCK / 2 + 3; g++) {
                float a = 0;
                float b = 0;
                for (int y = 0; y < BLOCK; y++) {
                    float c = cos[g * y % BLOCK];
                    float s = cos[(g * y + 3 * BLOCK / 4) % BLOCK];
                    a += re[f][y] * c + im[f][y] * s;
                    b += im[f][y] * c - re[f][y] * s;
                }
                power[f][g] += (a * a + b * b) / all;
            }
        }
    }

    /** How periodic the second differences along rows are (Gallagher 2005), apart from periods of JPEG's blocks; columns too, the larger. */
    double resampling() {
        return Math.max(periodic(true), periodic(false));
    }

    private double periodic(boolean along) {
        int many = along ? width : height;
        int other = along ? height : width;
        int step = along ? 1 : width;
        int across = along ? width : 1;
        var mean = new double[many];
        for (int i = 1; i < many - 1; i++) {
            for (int k = 0; k < other; k++) {
                int at = i * step + k * across;
                mean[i] += Math.min(20, Math.abs(2 * light[at] - light[at - step] - light[at + step]));
            }
        }
        int size = Integer.highestOneBit(many - 2);
        var power = new double[size / 2];
        for (int f = size / 16; f < size / 2; f++) {
            double a = 0;
            double b = 0;
            for (int i = 0; i < size; i++) {
                double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / size);
                a += window * mean[i + 1] * Math.cos(2 * Math.PI * f * i / size);
                b += window * mean[i + 1] * Math.sin(2 * Math.PI * f * i / size);
            }
            double eighths = 8.0 * f / size;
            power[f] = Math.abs(eighths - Math.round(eighths)) < 0.12 ? 0 : a * a + b * b;
        }
        var sorted = Arrays.stream(power).filter(value -> value > 0).sorted().toArray();
        return sorted.length < 8 ? 0 : Math.log(sorted[sorted.length - 1] / (sorted[sorted.length / 2] + 1e-9));
    }

    /**
     * How periodic the histograms of the slowest waves' coefficients are, in steps of the file's own table: an earlier and coarser table
     * leaves gaps (Popescu and Farid 2004).
     */
    double doubleJpeg(JpegTables tables) {
        double most = 0;
        for (int[] wave : new int[][] {{0, 1}, {1, 0}, {1, 1}, {0, 2}, {2, 0}}) {
            most = Math.max(most, gaps(wave[0], wave[1], tables.light()[wave[1] * 8 + wave[0]]));
        }
        return most;
    }

    private double gaps(int across, int down, int step) {
        var histogram = new double[2 * REACH + 1];
        var wave = new float[64];
        for (int i = 0; i < 64; i++) {
            wave[i] = (float) (Math.cos((2 * (i % 8) + 1) * across * Math.PI / 16)
                    * Math.cos((2 * (i / 8) + 1) * down * Math.PI / 16)
                    * (across == 0 ? Math.sqrt(0.5) : 1)
                    * (down == 0 ? Math.sqrt(0.5) : 1)
                    / 4);
        }
        for (int top = 0; top + 8 <= height; top += 8) {
            for (int left = 0; left + 8 <= width; left += 8) {
                float sum = 0;
                for (int i = 0; i < 64; i++) {
                    sum += wave[i] * light[(top + i / 8) * width + left + i % 8];
                }
                int value = Math.round(sum / step);
                if (Math.abs(value) <= REACH) {
                    histogram[value + REACH]++;
                }
            }
        }
        double gaps = 0;
        double all = 0;
        for (int period = 2; period <= 8; period++) {
            double a = 0;
            double b = 0;
            all = 0;
            for (int i = 2; i < histogram.length - 2; i++) {
                double smooth = 0;
                for (int k = -2; k <= 2; k++) {
                    smooth += histogram[i + k] / 5;
                }
                if (Math.abs(i - REACH) < 2 || smooth < FEW) {
                    continue; // around none it is steep in every picture
                }
                double differs = Math.clamp(Math.log((histogram[i] + 1) / (smooth + 1)), -1.5, 1.5);
                a += differs * Math.cos(2 * Math.PI * (i - REACH) / period);
                b += differs * Math.sin(2 * Math.PI * (i - REACH) / period);
                all++;
            }
            gaps = Math.max(gaps, Math.hypot(a, b));
        }
        return all < BROAD ? 0 : gaps / all;
    }
}
