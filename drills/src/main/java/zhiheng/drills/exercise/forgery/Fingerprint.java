package zhiheng.drills.exercise.forgery;

import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a picture looks like, in 256 bits: the signs of its 16 x 16 lowest frequencies against their middle (a cosine transform, as pHash
 * does it). They stay nearly the same when the picture is coded anew, scaled or photographed off a screen; differences between neighbours
 * (dHash) do not, for in a flat area the least noise turns them. The colours of 4 x 4 fields keep apart what is only built alike. Windows
 * stand for what is left after a crop.
 */
final class Fingerprint {
    /** Far from everything. */
    static final int APART = 256;

    private static final int SIDE = 16;
    private static final int GRID = 64;
    private static final int FIELDS = 4;
    /** How far the fields of one picture and of its screenshot lie apart on the average, of 255, at the most. */
    private static final int COLOURS = 30;

    private static final double[][] COSINES = cosines();
    private static final double[] KEPT = {1, .95, .9, .85, .8};
    private static final double[] PLACES = {0, .5, 1};

    private final long[] words;
    private final int[] colours;

    private Fingerprint(long[] words, int[] colours) {
        this.words = words;
        this.colours = colours;
    }

    static Fingerprint of(BufferedImage picture) {
        return of(picture, 0, 0, picture.getWidth(), picture.getHeight());
    }

    /** Of the whole, and of windows of 95 % to 80 % of each side, at nine places each. */
    static List<Fingerprint> windows(BufferedImage picture) {
        var all = new ArrayList<Fingerprint>();
        for (double kept : KEPT) {
            int w = (int) (picture.getWidth() * kept);
            int h = (int) (picture.getHeight() * kept);
            for (double x : PLACES) {
                for (double y : PLACES) {
                    if (kept < 1 || x == 0 && y == 0) {
                        all.add(of(
                                picture,
                                (int) ((picture.getWidth() - w) * x),
                                (int) ((picture.getHeight() - h) * y),
                                w,
                                h));
                    }
                }
            }
        }
        return all;
    }

    private static Fingerprint of(BufferedImage picture, int x, int y, int w, int h) {
        var small = new BufferedImage(GRID, GRID, BufferedImage.TYPE_BYTE_GRAY);
        var g = small.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        var half = halved(picture.getSubimage(x, y, w, h));
        g.drawImage(half, 0, 0, GRID, GRID, null);
        g.dispose();
        var samples = small.getRaster().getSamples(0, 0, GRID, GRID, 0, new double[GRID * GRID]);
        var low = new double[SIDE * SIDE];
        for (int v = 0; v < SIDE; v++) {
            var row = new double[GRID];
            for (int column = 0; column < GRID; column++) {
                for (int i = 0; i < GRID; i++) {
                    row[column] += samples[i * GRID + column] * COSINES[v][i];
                }
            }
            for (int u = 0; u < SIDE; u++) {
                for (int i = 0; i < GRID; i++) {
                    low[v * SIDE + u] += row[i] * COSINES[u][i];
                }
            }
        }
        low[0] = 0; // how bright it is as a whole says nothing
        var sorted = low.clone();
        Arrays.sort(sorted);
        double middle = sorted[sorted.length / 2];
        var words = new long[4];
        for (int i = 0; i < low.length; i++) {
            if (low[i] > middle) {
                words[i / 64] |= 1L << i % 64;
            }
        }
        return new Fingerprint(words, colours(half));
    }

    private static int[] colours(BufferedImage picture) {
        var sums = new long[FIELDS * FIELDS * 3];
        var counts = new long[FIELDS * FIELDS];
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int field = y * FIELDS / picture.getHeight() * FIELDS + x * FIELDS / picture.getWidth();
                int rgb = picture.getRGB(x, y);
                counts[field]++;
                for (int channel = 0; channel < 3; channel++) {
                    sums[field * 3 + channel] += rgb >> 8 * channel & 255;
                }
            }
        }
        var colours = new int[sums.length];
        for (int i = 0; i < sums.length; i++) {
            colours[i] = (int) (sums[i] / Math.max(1, counts[i / 3]));
        }
        return colours;
    }

    private static double[][] cosines() {
        var cosines = new double[SIDE][GRID];
        for (int k = 0; k < SIDE; k++) {
            for (int i = 0; i < GRID; i++) {
                cosines[k][i] = Math.cos(Math.PI * (i + .5) * k / GRID);
            }
        }
        return cosines;
    }

    /** In steps of two, so that every pixel counts and not only those that the last step happens to hit. */
    private static BufferedImage halved(BufferedImage picture) {
        var now = picture;
        while (now.getWidth() > 2 * GRID && now.getHeight() > 2 * GRID) {
            var next = new BufferedImage(now.getWidth() / 2, now.getHeight() / 2, BufferedImage.TYPE_INT_RGB);
            var g = next.createGraphics();
            g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            g.drawImage(now, 0, 0, next.getWidth(), next.getHeight(), null);
            g.dispose();
            now = next;
        }
        return now;
    }

    /** In how many of the 256 bits two differ; {@link #APART} where their colours do. */
    int distance(Fingerprint other) {
        int apart = 0;
        for (int i = 0; i < colours.length; i++) {
            apart += Math.abs(colours[i] - other.colours[i]);
        }
        if (apart > COLOURS * colours.length) {
            return APART;
        }
        int bits = 0;
        for (int i = 0; i < words.length; i++) {
            bits += Long.bitCount(words[i] ^ other.words[i]);
        }
        return bits;
    }
}
