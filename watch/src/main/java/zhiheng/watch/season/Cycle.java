package zhiheng.watch.season;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A period that is no day and no week: that of a heart, a valve, a scheduled job. It is the shortest lag at which the last rows are
 * nearly alike (the normalised difference function of YIN: de Cheveigné and Kawahara, 2002), looked for every so many rows.
 *
 * <p>What a value should be lies then between the least and the most of what stood one and two periods before, give or take a small
 * part of the period, since such periods are never quite even.
 */
final class Cycle {
    private static final int KEPT = 1024; // rows; the longest period is half of it
    private static final int SHORTEST = 4; // rows
    private static final int LOOK_EVERY = 512; // rows
    private static final int LOOK_EARLY = 128; // while the ring is not yet full
    private static final int FEWEST = 192; // rows before it is looked for
    private static final int COMPARED = 192; // rows at each lag
    private static final double ALIKE = 0.3; // of the difference of unrelated rows
    private static final double UNLIKE = 0.7;
    private static final double NEARLY = 0.1; // a shorter period is preferred to one that is better by less
    private static final double UNEVEN = 0.01; // of the period
    // Periods that wander, as a heart's do, are looked for in rows that are smoothed, where the rows themselves show
    // none.
    private static final int[] SMOOTHED = {6, 20}; // rows
    private static final int LONG_ENOUGH = 4; // times the rows that are smoothed
    private static final double ALIKE_SMOOTHED = 0.45;
    private static final double AGAIN = 0.65; // the same at twice the lag
    private static final double WANDERS = 0.05; // of such a period
    private static final double AGREE = 0.1; // two looks about it

    private static final double LARGEST = 1e30; // a float, and far from its end

    private final float[] ring = new float[KEPT];
    private long rows;
    private int period; // 0: none is known
    private boolean wanders;
    private int candidate; // a period that wanders, seen once
    private boolean missed; // the last look found none

    int period() {
        return period;
    }

    /** The nearest to {@code value} of what the periods before make likely; NaN while no even period is known. */
    double expected(double value) {
        if (period == 0 || wanders || rows < period + 1L) {
            return Double.NaN;
        }
        int slack = (int) Math.round(period * UNEVEN);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int lag = period; lag <= 2 * period && lag + slack < Math.min(rows, KEPT); lag += period) {
            for (int i = lag - slack; i <= lag + slack; i++) {
                double then = back(i);
                low = Math.min(low, then);
                high = Math.max(high, then);
            }
        }
        return low > high ? Double.NaN : Math.clamp(value, low, high);
    }

    /** The value {@code lag} rows before the one to come. */
    private double back(int lag) {
        return ring[(int) ((rows - lag) & (KEPT - 1))];
    }

    void learn(double value) {
        ring[(int) (rows & (KEPT - 1))] = (float) Math.clamp(value, -LARGEST, LARGEST);
        rows++;
        if (rows >= FEWEST && rows % (rows < KEPT ? LOOK_EARLY : LOOK_EVERY) == 0) {
            look();
        }
    }

    private void look() {
        int most = (int) Math.min(rows, KEPT) / 2;
        double spread = variance(2 * most);
        int even = spread > 0 ? find(most, spread) : 0;
        if (even > 0) {
            found(even, false);
            return;
        }
        int uneven = 0;
        for (int i = 0; i < SMOOTHED.length && uneven == 0 && spread > 0; i++) {
            uneven = wandering(SMOOTHED[i], most);
        }
        if (uneven > 0 && Math.abs(uneven - candidate) <= AGREE * uneven) {
            found(uneven, true);
        } else if (missed || !wanders) {
            period = 0;
        } else {
            missed = true;
        }
        candidate = uneven;
    }

    private void found(int lag, boolean uneven) {
        period = lag;
        wanders = uneven;
        missed = false;
    }

    /**
     * A period of rows that are smoothed over {@code box}: the shortest lag whose difference, in units of the mean of those up to it, falls
     * low, and at twice the lag too. 0 where there is none.
     */
    private int wandering(int box, int most) {
        int n = 2 * most - box;
        var smooth = new float[n];
        double sum = 0;
        for (int i = 1; i <= 2 * most; i++) {
            sum += back(i);
            if (i > box) {
                sum -= back(i - box);
                smooth[i - box - 1] = (float) (sum / box);
            }
        }
        int step = box / 3;
        var relative = new double[most / step + 1];
        differences(relative, smooth, step, 2 * box / 3);
        double all = 0;
        for (int k = 1; k < relative.length; k++) {
            double difference = relative[k];
            all += difference;
            relative[k] = all > 0 ? difference * k / all : 1;
        }
        int first = LONG_ENOUGH * box / step;
        double best = ALIKE_SMOOTHED;
        for (int k = first; k < relative.length; k++) {
            best = Math.min(best, relative[k]);
        }
        for (int k = first; k < relative.length - 1; k++) {
            double here = relative[k];
            if (here < ALIKE_SMOOTHED
                    && here <= best + NEARLY
                    && here <= relative[k - 1]
                    && here <= relative[k + 1]
                    && comesAgain(relative, 2 * k)) {
                return k * step;
            }
        }
        return 0;
    }

    /** By lag in steps: the mean square of what two rows so far apart differ by; no sum waits for another. */
    private static void differences(double[] difference, float[] rows, int step, int stride) {
        for (int i = 0; i < rows.length; i += stride) {
            int last = Math.min(difference.length - 1, (rows.length - 1 - i) / step);
            for (int k = 1; k <= last; k++) {
                double off = rows[i] - rows[i + k * step];
                difference[k] += off * off;
            }
        }
        for (int k = 1; k < difference.length; k++) {
            int compared = (rows.length - k * step + stride - 1) / stride;
            difference[k] /= Math.max(1, compared);
        }
    }

    private static boolean comesAgain(double[] relative, int twice) {
        int slack = Math.max(1, (int) (twice * WANDERS));
        if (twice + slack >= relative.length) {
            return true; // too long to be seen twice
        }
        for (int k = twice - slack; k <= twice + slack; k++) {
            if (relative[k] < AGAIN) {
                return true;
            }
        }
        return false;
    }

    private int find(int most, double spread) {
        var difference = new double[most + 1]; // thrown away again: there may be a state for each of a million series
        int begin = compare(difference, spread);
        double best = ALIKE;
        for (int lag = begin; lag <= most; lag++) {
            best = Math.min(best, difference[lag]);
        }
        for (int lag = begin; lag < most; lag++) {
            double here = difference[lag];
            if (here < ALIKE && here <= best + NEARLY && here <= difference[lag - 1] && here <= difference[lag + 1]) {
                return lag;
            }
        }
        return 0;
    }

    private double variance(int n) {
        double sum = 0;
        double squares = 0;
        for (int i = 1; i <= n; i++) {
            double value = back(i);
            sum += value;
            squares += value * value;
        }
        return Math.max(0, squares / n - (sum / n) * (sum / n));
    }

    /**
     * Fills {@code difference}, which is all 0, by lag: the mean square of what two rows so far apart differ by, in units of unrelated rows.
     *
     * @return the first lag that can be a period; those before are alike because the series is smooth
     */
    private int compare(double[] difference, double spread) {
        int most = difference.length - 1;
        int stride = Math.max(1, most / COMPARED);
        var past = new double[2 * most + 1];
        for (int i = 1; i <= 2 * most; i++) {
            past[i] = back(i);
        }
        // All lags of one row, then those of the next: each sum has its terms in the same order, and lags are many at a
        // time.
        var before = new double[most + 1];
        int compared = 0;
        for (int i = 1; i <= most; i += stride) {
            System.arraycopy(past, i, before, 0, most + 1);
            addSquares(difference, past[i], before);
            compared++;
        }
        int begin = most + 1;
        for (int lag = 1; lag <= most; lag++) {
            difference[lag] = difference[lag] / compared / (2 * spread);
            if (begin > most && lag >= SHORTEST && difference[lag] > UNLIKE) {
                begin = lag;
            }
        }
        return begin;
    }

    private static void addSquares(double[] difference, double value, double[] before) {
        for (int lag = 0; lag < difference.length; lag++) {
            double off = value - before[lag];
            difference[lag] += off * off;
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(rows);
        out.writeInt(period);
        for (float value : ring) {
            out.writeFloat(value);
        }
    }

    void writeWandering(DataOutput out) throws IOException {
        out.writeBoolean(wanders);
        out.writeBoolean(missed);
        out.writeInt(candidate);
    }

    void readWandering(DataInput in) throws IOException {
        wanders = in.readBoolean();
        missed = in.readBoolean();
        candidate = in.readInt();
        Bytes.require(candidate >= 0 && candidate <= KEPT / 2, candidate, "a period in rows");
    }

    static Cycle read(DataInput in) throws IOException {
        var cycle = new Cycle();
        cycle.rows = Bytes.count(in);
        cycle.period = in.readInt();
        Bytes.require(cycle.period >= 0 && cycle.period <= KEPT / 2, cycle.period, "a period in rows");
        for (int i = 0; i < KEPT; i++) {
            cycle.ring[i] = in.readFloat();
            Bytes.require(Float.isFinite(cycle.ring[i]), cycle.ring[i], "a finite number");
        }
        return cycle;
    }
}
