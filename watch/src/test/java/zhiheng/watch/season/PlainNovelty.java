package zhiheng.watch.season;

import java.util.Arrays;

/** {@link Novelty} written plainly, as it once stood: what the quick one must answer to the last bit. */
final class PlainNovelty {
    private static final int KEPT = 1024; // thinned rows
    private static final int WINDOW = 24; // thinned rows, where a period is known
    private static final double PART = 0.5; // of a period is a window
    private static final double SAME = 0.15; // a period so close to the one in use is the same
    private static final int ALONE = 4; // rows, where none is
    private static final int TOO_NEAR = 100; // rows
    private static final int MEMORY = 1000; // of what is usual
    private static final int KNOWN = 20; // windows before anything is said
    private static final double CUT = 4; // spreads beyond which a distance teaches no more
    private static final double LEAST = 0.02; // of the usual distance, by which it may always vary
    private static final double LIKE_NOISE = 0.12; // of the series' deviation: a usual distance that predicts little
    private static final double LIKE_NOISE_LONG =
            0.4; // the same of longer windows: in noise even the nearest of those is far
    private static final double WARM_UP = 50; // windows

    private static final double LARGEST = 1e15; // the square of a difference is still a number
    private static final int THICKEST = 32;

    private final float[] ring = new float[2 * KEPT]; // each value twice, so that the past lies in one piece
    private final float[] distance = new float[KEPT]; // squared, by lag in thinned rows
    private final float[] sums = new float[2 * KEPT]; // of the window that ends at a row, each twice
    private int inUse; // period
    private double base; // a value from which sums are counted, so that they stay small
    private int thin = 1;
    private int window = ALONE;
    private long kept;
    private int inRow;
    private double sum;
    private double nearest = Double.NaN;
    private double usual;
    private double spread;
    // The same where each window stands on its own mean: a level that wanders is nothing new then.
    private double nearestShape = Double.NaN;
    private double usualShape;
    private double spreadShape;
    private long known;

    /** @param period in rows, 0 where none is known */
    void period(int period) {
        if (period == inUse || (period > 0 && Math.abs(period - inUse) <= SAME * inUse)) {
            return;
        }
        inUse = period;
        int wanted = Math.max(1, (int) Math.round(period * PART / WINDOW));
        window = period == 0 ? ALONE : Math.max(ALONE, (int) (period * PART / wanted));
        if (wanted != thin) {
            thin = wanted;
            kept = 0;
            inRow = 0;
            sum = 0;
        }
        nearest = Double.NaN;
        usual = 0;
        spread = 0;
        nearestShape = Double.NaN;
        usualShape = 0;
        spreadShape = 0;
        known = 0;
        base = kept > 0 ? back(1) : 0;
        sum();
        sumWindows();
    }

    /** All distances from the rows themselves: rounding does not add up. */
    private void sum() {
        Arrays.fill(distance, 0);
        int rows = (int) Math.min(kept, KEPT);
        for (int lag = 1; lag < KEPT - window; lag++) {
            float square = 0;
            for (int i = 1; i <= window && i + lag <= rows; i++) {
                float off = back(i) - back(i + lag);
                square += off * off;
            }
            distance[lag] = square;
        }
    }

    private void sumWindows() {
        int rows = (int) Math.min(kept, KEPT);
        for (int lag = 1; lag <= rows; lag++) {
            double sum = 0;
            for (int i = lag; i < lag + window && i <= rows; i++) {
                sum += back(i) - base;
            }
            int at = KEPT - 1 - (int) ((kept - lag) & (KEPT - 1));
            sums[at] = (float) sum;
            sums[at + KEPT] = (float) sum;
        }
    }

    private float back(int lag) {
        return ring[KEPT - 1 - (int) ((kept - lag) & (KEPT - 1))];
    }

    /** How much farther than usual the nearest window is, in usual spreads; 0 while too little is known. */
    double add(double value) {
        sum += Math.clamp(value, -LARGEST, LARGEST);
        if (++inRow == thin) {
            float mean = (float) (sum / thin);
            inRow = 0;
            sum = 0;
            take(mean);
        }
        return Double.isNaN(nearest) || known < KNOWN
                ? 0
                : Math.max(0, nearest - usual) / (spread + LEAST * usual + Float.MIN_NORMAL);
    }

    private void take(float value) {
        int at = KEPT
                - 1
                - (int) (kept & (KEPT - 1)); // backwards, so that lags and rows count the same way: that is quick
        int gone = (at + window) & (KEPT - 1);
        float old = ring[gone];
        ring[at] = value;
        ring[at + KEPT] = value;
        int whole = (int) Math.min(kept - window, KEPT - window - 1); // lags whose two windows are full
        int begun = (int) Math.min(kept, KEPT - window - 1);
        kept++;
        for (int lag = 1; lag <= whole; lag++) {
            float in = value - ring[at + lag];
            float out = old - ring[gone + lag];
            distance[lag] += in * in - out * out;
        }
        for (int lag = Math.max(1, whole + 1); lag <= begun; lag++) {
            float in = value - ring[at + lag];
            distance[lag] += in * in;
        }
        if (kept % KEPT == 0) {
            sum();
        }
        if (inUse > 0) {
            double windowSum = 0;
            for (int i = 1; i <= window && i <= kept; i++) {
                windowSum += back(i) - base;
            }
            sums[at] = (float) windowSum;
            sums[at + KEPT] = (float) windowSum;
        }
        int from = Math.max(window, TOO_NEAR / thin);
        if (whole >= from + window) {
            learn(from, whole, at);
        }
    }

    private void learn(int from, int whole, int at) {
        float least = Float.POSITIVE_INFINITY;
        for (int lag = from; lag <= whole; lag++) {
            least = Math.min(least, distance[lag]);
        }
        nearest = Math.sqrt(Math.max(0, least) / window);
        known++;
        double memory = Math.min(known, MEMORY);
        boolean young = known < KNOWN;
        usual += (Math.min(nearest, young ? nearest : usual + CUT * spread) - usual) / memory;
        double off = Math.abs(nearest - usual);
        spread += (Math.min(off, young ? nearest : CUT * spread + LEAST * usual) - spread) / memory;
        if (inUse == 0) {
            return;
        }
        float now = sums[at];
        float share = 1f / window;
        float leastShape = Float.POSITIVE_INFINITY;
        for (int lag = from; lag <= whole; lag++) {
            float apart = now - sums[at + lag];
            leastShape = Math.min(leastShape, distance[lag] - apart * apart * share);
        }
        nearestShape = Math.sqrt(Math.max(0, leastShape) / window);
        usualShape +=
                (Math.min(nearestShape, young ? nearestShape : usualShape + CUT * spreadShape) - usualShape) / memory;
        double offShape = Math.abs(nearestShape - usualShape);
        spreadShape += (Math.min(offShape, young ? nearestShape : CUT * spreadShape + LEAST * usualShape) - spreadShape)
                / memory;
    }

    /** How much farther than usual the nearest window is when both stand on their means; 0 while too little is known or no period is. */
    double shape() {
        return inUse == 0 || Double.isNaN(nearestShape) || known < KNOWN
                ? 0
                : Math.max(0, nearestShape - usualShape) / (spreadShape + LEAST * usualShape + Float.MIN_NORMAL);
    }

    /** From 0 to 1: how far shapes come again, in a series of this deviation; in noise all are about equally new. */
    double predictable(double deviation) {
        return predictable(usual, deviation);
    }

    double predictableShape(double deviation) {
        return inUse == 0 ? 0 : predictable(usualShape, deviation);
    }

    private double predictable(double distance, double deviation) {
        double like = distance / ((inUse == 0 ? LIKE_NOISE : LIKE_NOISE_LONG) * deviation + Float.MIN_NORMAL);
        return known / (known + WARM_UP) / (1 + like * like * like * like);
    }
}
