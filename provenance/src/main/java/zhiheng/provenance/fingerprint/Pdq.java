package zhiheng.provenance.fingerprint;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The perceptual fingerprint PDQ (Davis and Rosen, "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm", 2019): the
 * brightness is smoothed and reduced to 64 × 64 values; of their cosine transform the 16 × 16 lowest frequencies but the mean are kept, and
 * each becomes a bit, whether it lies above their median. Encoding, scaling and light hardly change which do; cutting off more than a
 * tenth does. A picture turned or mirrored has the same frequencies in other places and with other signs, so all eight come from one.
 */
public final class Pdq {
    private static final int SIDE = 64;
    private static final int BITS = 16;
    /** Smoothing covers half a value of the reduced picture at a time, twice. */
    private static final int WINDOWS = 2 * SIDE;

    private static final int PASSES = 2;
    private static final float[][] COSINES = cosines();

    private Pdq() {}

    private static float[][] cosines() {
        var cosines = new float[BITS][SIDE];
        for (int i = 0; i < BITS; i++) {
            for (int j = 0; j < SIDE; j++) {
                cosines[i][j] = (float) (Math.sqrt(2.0 / SIDE) * Math.cos(Math.PI / 2 / SIDE * (i + 1) * (2 * j + 1)));
            }
        }
        return cosines;
    }

    public static Fingerprint of(BufferedImage picture) {
        var small = small(picture);
        return bits(frequencies(small), quality(small));
    }

    /** The fingerprints of the picture as it is, turned by 90, 180 and 270 degrees, and each of these mirrored. */
    public static List<Fingerprint> turned(BufferedImage picture) {
        var small = small(picture);
        int quality = quality(small);
        var plain = frequencies(small);
        return IntStream.range(0, 8)
                .mapToObj(way -> bits(turned(plain, way), quality))
                .toList();
    }

    /** Bit 0 of the way mirrors left and right, bit 1 above and below, bit 2 swaps rows and columns. */
    private static float[][] turned(float[][] plain, int way) {
        var turned = new float[BITS][BITS];
        for (int i = 0; i < BITS; i++) {
            for (int j = 0; j < BITS; j++) {
                // place 0 is the first odd frequency, whose sign a mirror changes
                boolean minus = ((way & 1) != 0 && j % 2 == 0) ^ ((way & 2) != 0 && i % 2 == 0);
                float value = minus ? -plain[i][j] : plain[i][j];
                turned[(way & 4) != 0 ? j : i][(way & 4) != 0 ? i : j] = value;
            }
        }
        return turned;
    }

    private static float[][] small(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        var light = light(picture, width, height);
        var other = new float[light.length];
        int along = (width + WINDOWS - 1) / WINDOWS;
        int down = (height + WINDOWS - 1) / WINDOWS;
        for (int pass = 0; pass < PASSES; pass++) {
            for (int y = 0; y < height; y++) {
                smooth(light, y * width, other, width, 1, along);
            }
            for (int x = 0; x < width; x++) {
                smooth(other, x, light, height, width, down);
            }
        }
        var small = new float[SIDE][SIDE];
        for (int i = 0; i < SIDE; i++) {
            int y = (int) ((i + 0.5) * height / SIDE);
            for (int j = 0; j < SIDE; j++) {
                small[i][j] = light[y * width + (int) ((j + 0.5) * width / SIDE)];
            }
        }
        return small;
    }

    private static float[] light(BufferedImage picture, int width, int height) {
        var light = new float[width * height];
        var row = new int[width];
        for (int y = 0; y < height; y++) {
            picture.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int rgb = row[x];
                light[y * width + x] = 0.299f * (rgb >> 16 & 0xff) + 0.587f * (rgb >> 8 & 0xff) + 0.114f * (rgb & 0xff);
            }
        }
        return light;
    }

    /** The mean of each value with its neighbours, fewer at the ends. */
    private static void smooth(float[] from, int start, float[] to, int many, int step, int window) {
        int ahead = Math.min(many, window / 2 + 1);
        int behind = (window - 1) / 2;
        double sum = 0;
        int count = 0;
        for (int i = 0; i < ahead - 1; i++) {
            sum += from[start + i * step];
            count++;
        }
        for (int i = 0; i < many; i++) {
            if (i + ahead - 1 < many) {
                sum += from[start + (i + ahead - 1) * step];
                count++;
            }
            if (i - behind - 1 >= 0) {
                sum -= from[start + (i - behind - 1) * step];
                count--;
            }
            to[start + i * step] = (float) (sum / count);
        }
    }

    /** How much the reduced picture changes from place to place. */
    private static int quality(float[][] small) {
        int steps = 0;
        for (int i = 0; i < SIDE; i++) {
            for (int j = 0; j < SIDE; j++) {
                steps += i + 1 < SIDE ? step(small[i][j], small[i + 1][j]) : 0;
                steps += j + 1 < SIDE ? step(small[i][j], small[i][j + 1]) : 0;
            }
        }
        return Math.min(100, steps / 90);
    }

    private static int step(float one, float other) {
        return Math.abs((int) ((one - other) * 100 / 255));
    }

    private static float[][] frequencies(float[][] small) {
        var rows = new float[BITS][SIDE];
        for (int i = 0; i < BITS; i++) {
            for (int k = 0; k < SIDE; k++) {
                for (int j = 0; j < SIDE; j++) {
                    rows[i][j] += COSINES[i][k] * small[k][j];
                }
            }
        }
        var both = new float[BITS][BITS];
        for (int i = 0; i < BITS; i++) {
            for (int j = 0; j < BITS; j++) {
                float sum = 0;
                for (int k = 0; k < SIDE; k++) {
                    sum += rows[i][k] * COSINES[j][k];
                }
                both[i][j] = sum;
            }
        }
        return both;
    }

    private static Fingerprint bits(float[][] frequencies, int quality) {
        var sorted = new float[BITS * BITS];
        for (int i = 0; i < BITS; i++) {
            System.arraycopy(frequencies[i], 0, sorted, i * BITS, BITS);
        }
        Arrays.sort(sorted);
        float median = sorted[sorted.length / 2 - 1];
        var words = new long[4];
        for (int i = 0; i < BITS; i++) {
            for (int j = 0; j < BITS; j++) {
                int bit = i * BITS + j;
                if (frequencies[i][j] > median) {
                    words[bit >> 6] |= 1L << (bit & 63);
                }
            }
        }
        return new Fingerprint(words[3], words[2], words[1], words[0], quality);
    }
}
