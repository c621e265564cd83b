package zhiheng.labels.explicit;

import java.util.Arrays;

/** The rhythm in one narrow band of sound, given as decibels per frame. */
final class RhythmBand {
    /** Receives a fit; times in frames. */
    interface Fits {
        void fit(double from, double to, double dot, double ratio, double contrast);
    }

    private static final int SHORTEST_RUN = 4;
    private static final int LONGEST_DROPOUT = 2;
    private static final int TONE_NARROW = 3;
    private static final double TONE_ABOVE_NEIGHBOURS = 8;
    private static final double LEAST_CONTRAST = 9;
    private static final double UNEVEN = 5;
    private static final double FLOOR = -85;

    private final float[][] bands;
    private final int band;
    private final float[] level;
    private final int frames;
    private final boolean atStart;
    private final boolean atEnd;
    private int[] from = new int[64];
    private int[] to = new int[64];

    RhythmBand(float[][] bands, int band, int frames, boolean atStart, boolean atEnd) {
        this.bands = bands;
        this.band = band;
        this.level = bands[band];
        this.frames = frames;
        this.atStart = atStart;
        this.atEnd = atEnd;
    }

    void find(Fits fits) {
        float loudest = -200;
        float softest = 200;
        for (int i = 0; i < frames; i++) {
            loudest = Math.max(loudest, level[i]);
            softest = Math.min(softest, level[i]);
        }
        for (double at = loudest - 4; at > Math.max(softest + 3, Math.max(FLOOR, loudest - 60)); at -= 3) {
            int runs = runs((float) at);
            for (int i = 0; i + 3 < runs; i++) {
                judge(i, runs, fits);
            }
        }
    }

    /** The stretches above a threshold; shorter holes and spikes than any short can have are passed over. */
    private int runs(float threshold) {
        int count = 0;
        int start = -1;
        for (int i = 0; i <= frames; i++) {
            boolean on = i < frames && level[i] > threshold;
            if (on && start < 0) {
                start = i;
            } else if (!on && start >= 0) {
                if (count > 0 && start - to[count - 1] <= LONGEST_DROPOUT) {
                    to[count - 1] = i;
                } else {
                    if (count > 0 && to[count - 1] - from[count - 1] < SHORTEST_RUN) {
                        count--;
                    }
                    if (count == from.length) {
                        from = Arrays.copyOf(from, 2 * count);
                        to = Arrays.copyOf(to, 2 * count);
                    }
                    from[count] = start;
                    to[count++] = i;
                }
                start = -1;
            }
        }
        return count;
    }

    private void judge(int i, int runs, Fits fits) {
        int o1 = to[i] - from[i];
        int o2 = to[i + 1] - from[i + 1];
        int o3 = to[i + 2] - from[i + 2];
        int o4 = to[i + 3] - from[i + 3];
        int g1 = from[i + 1] - to[i];
        int g2 = from[i + 2] - to[i + 1];
        int g3 = from[i + 3] - to[i + 2];
        // a threshold below or above the middle of the slopes lengthens all tones by as much as it shortens all gaps;
        // least squares for the short d and that bias b: tone = k d + b, gap = m d - b, k = 1 3 1 1, m = 1 3 1
        double s1 = o1 + 3 * o2 + o3 + o4 + g1 + 3 * g2 + g3;
        double s2 = o1 + o2 + o3 + o4 - g1 - g2 - g3;
        double bias = (23 * s2 - s1) / 160;
        double dot = (7 * s1 - s2) / 160;
        double slack = 0.3 * dot + 1;
        if (dot < 5
                || Math.abs(bias) > 0.4 * dot
                || off(o1, dot + bias) > slack
                || off(o3, dot + bias) > slack
                || off(o4, dot + bias) > slack
                || off(g1, dot - bias) > slack
                || off(g3, dot - bias) > slack
                || off(o2, 3 * dot + bias) > 2.5 * slack
                || off(g2, 3 * dot - bias) > 2.5 * slack) {
            return;
        }
        double before = i > 0 ? from[i] - to[i - 1] : atStart ? Double.MAX_VALUE : from[i];
        double after = i + 4 < runs ? from[i + 4] - to[i + 3] : atEnd ? Double.MAX_VALUE : frames - to[i + 3];
        if (before < 2 * dot || after < 2 * dot) {
            return;
        }
        double contrast = contrast(i);
        if (contrast >= LEAST_CONTRAST) {
            double shorts = (o1 + o3 + o4) / 3.0 - bias;
            fits.fit(from[i], to[i + 3], dot, (o2 - bias) / shorts, contrast);
        }
    }

    private static double off(int measured, double wanted) {
        return Math.abs(measured - wanted);
    }

    /** By how much the tones stand over the gaps; 0 when they are uneven, or no narrow tone. */
    private double contrast(int i) {
        double loud = -200;
        double soft = 200;
        double tones = 0;
        double gaps = -200;
        for (int r = i; r < i + 4; r++) {
            double mean = mean(band, from[r], to[r]);
            loud = Math.max(loud, mean);
            soft = Math.min(soft, mean);
            tones += mean / 4;
            if (Math.max(beside(-TONE_NARROW, r), beside(TONE_NARROW, r)) > mean - TONE_ABOVE_NEIGHBOURS) {
                return 0;
            }
            if (r < i + 3) {
                gaps = Math.max(gaps, mean(band, to[r], from[r + 1]));
            }
        }
        return loud - soft > UNEVEN ? 0 : tones - gaps;
    }

    private double beside(int offset, int run) {
        int other = band + offset;
        return other < 0 || other >= bands.length ? -200 : mean(other, from[run], to[run]);
    }

    /** Of the middle of a stretch; its ends belong to the slopes. */
    private double mean(int of, int start, int end) {
        int cut = (end - start) / 4;
        double sum = 0;
        for (int t = start + cut; t < end - cut; t++) {
            sum += bands[of][t];
        }
        return sum / (end - start - 2 * cut);
    }
}
