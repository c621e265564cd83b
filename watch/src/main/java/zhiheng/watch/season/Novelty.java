package zhiheng.watch.season;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Whether the shape of the last rows was seen before: how far the last window is from the nearest window of the past, for each row (the
 * left discord; Lu and others, "Matrix Profile XXIV", 2022). Windows of the last {@value #TOO_NEAR} rows do not count, so that what lasts
 * does not explain itself. Where a period is known a window is half of one, and rows are thinned so that the work stays the same.
 *
 * <p>The squared distance to the window so many rows before is kept for each lag: a row adds one term to it and takes one away. That
 * is a thousand lags a row, so the loops over them read and write different arrays at one and the same index, which is what the compiler
 * turns into vector instructions (with an offset it cannot know that the arrays do not overlap); moving the past on by a row costs less.
 */
final class Novelty {
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
    private static final int FEW = 32;

    private final float[] past = new float[KEPT]; // the newest first
    private final float[] scratch = new float[KEPT];
    private final float[] lower = new float[KEPT / 2];
    private final float[] upper = new float[KEPT / 2];
    private final float[] distance = new float[KEPT]; // squared, by lag in thinned rows
    private final float[] sums = new float[KEPT]; // of the window that ends at a row, the newest first
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
            sums[lag - 1] = (float) sum;
        }
    }

    private float back(int lag) {
        return past[lag - 1];
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
        System.arraycopy(past, 0, past, 1, KEPT - 1);
        past[0] = value;
        int whole = (int) Math.min(kept - window, KEPT - window - 1); // lags whose two windows are full
        int begun = (int) Math.min(kept, KEPT - window - 1);
        kept++;
        System.arraycopy(past, window, scratch, 0, KEPT - window);
        move(distance, value, past, scratch[0], scratch, whole);
        for (int lag = Math.max(1, whole + 1); lag <= begun; lag++) {
            float in = value - past[lag];
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
            System.arraycopy(sums, 0, sums, 1, KEPT - 1);
            sums[0] = (float) windowSum;
        }
        int from = Math.max(window, TOO_NEAR / thin);
        if (whole >= from + window) {
            learn(from, whole);
        }
    }

    /** All windows go on by a row: {@code value} comes in beside {@code near}, {@code old} goes out beside {@code far}. */
    private static void move(float[] distance, float value, float[] near, float old, float[] far, int whole) {
        for (int lag = 1; lag <= whole; lag++) {
            float in = value - near[lag];
            float out = old - far[lag];
            distance[lag] += in * in - out * out;
        }
    }

    /** Into {@code shape}: the distances of windows that stand on their own means. */
    private static void level(float[] shape, float[] distance, float[] sums, float share, int whole) {
        float now = sums[0];
        for (int lag = 1; lag <= whole; lag++) {
            float apart = now - sums[lag];
            shape[lag] = distance[lag] - apart * apart * share;
        }
    }

    /** Halves are laid over each other until few are left: the least of one array is not found many at a time, that of two is. */
    private float least(float[] of, int from, int to) {
        int left = (to - from + 2) / 2;
        System.arraycopy(of, from, lower, 0, left);
        System.arraycopy(of, to + 1 - left, upper, 0, left);
        lesser(lower, upper, left);
        while (left > FEW) {
            int half = (left + 1) / 2;
            System.arraycopy(lower, left - half, upper, 0, half);
            lesser(lower, upper, half);
            left = half;
        }
        float least = lower[0];
        for (int i = 1; i < left; i++) {
            if (lower[i] < least) { // seldom taken, which is quicker than a minimum
                least = lower[i];
            }
        }
        return least;
    }

    private static void lesser(float[] a, float[] b, int n) {
        for (int i = 0; i < n; i++) {
            a[i] = Math.min(a[i], b[i]);
        }
    }

    private void learn(int from, int whole) {
        float least = least(distance, from, whole);
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
        level(scratch, distance, sums, 1f / window, whole);
        float leastShape = least(scratch, from, whole);
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

    void write(DataOutput out) throws IOException {
        out.writeInt(thin);
        out.writeInt(window);
        out.writeLong(kept);
        out.writeInt(inRow);
        out.writeLong(known);
        for (double number : new double[] {sum, nearest, usual, spread}) {
            out.writeDouble(number);
        }
        for (int i = 0; i < KEPT; i++) {
            out.writeFloat(past[rowsBack(i)]);
            out.writeFloat(distance[i]);
        }
    }

    /** A state is stored by place in a ring that is filled backwards, which is how this was once kept. */
    private int rowsBack(int place) {
        return (int) ((kept + place) & (KEPT - 1));
    }

    void writeShapes(DataOutput out) throws IOException {
        for (double number : new double[] {nearestShape, usualShape, spreadShape, base}) {
            out.writeDouble(number);
        }
        out.writeInt(inUse);
    }

    /** After {@link #read}. */
    void readShapes(DataInput in) throws IOException {
        nearestShape = in.readDouble();
        usualShape = Bytes.magnitude(in);
        spreadShape = Bytes.magnitude(in);
        base = Bytes.finite(in);
        inUse = in.readInt();
        Bytes.require(inUse >= 0 && inUse <= KEPT / 2, inUse, "a period in rows");
        sumWindows();
    }

    static Novelty read(DataInput in) throws IOException {
        var novelty = new Novelty();
        novelty.thin = in.readInt();
        Bytes.require(novelty.thin >= 1 && novelty.thin <= THICKEST, novelty.thin, "how many rows are one");
        novelty.window = in.readInt();
        Bytes.require(novelty.window >= ALONE && novelty.window < KEPT / 2, novelty.window, "a window");
        novelty.kept = Bytes.count(in);
        novelty.inRow = in.readInt();
        Bytes.require(novelty.inRow >= 0 && novelty.inRow < novelty.thin, novelty.inRow, "a part of a row");
        novelty.known = Bytes.count(in);
        novelty.sum = Bytes.finite(in);
        novelty.nearest = in.readDouble();
        novelty.usual = Bytes.magnitude(in);
        novelty.spread = Bytes.magnitude(in);
        for (int i = 0; i < KEPT; i++) {
            float value = in.readFloat();
            novelty.past[novelty.rowsBack(i)] = value;
            novelty.distance[i] = in.readFloat();
            Bytes.require(Float.isFinite(value), value, "a finite number");
            Bytes.require(Float.isFinite(novelty.distance[i]), novelty.distance[i], "a finite number");
        }
        return novelty;
    }
}
