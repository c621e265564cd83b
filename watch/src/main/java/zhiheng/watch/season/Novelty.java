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
 * <p>The squared distance to the window so many rows before is kept for each lag: a row adds one term to it and takes one away.
 */
final class Novelty {
    private static final int KEPT = 1024; // thinned rows
    private static final int WINDOW = 24; // thinned rows, where a period is known
    private static final int ALONE = 4; // rows, where none is
    private static final int TOO_NEAR = 100; // rows
    private static final int MEMORY = 1000; // of what is usual
    private static final int KNOWN = 20; // windows before anything is said
    private static final double CUT = 4; // spreads beyond which a distance teaches no more
    private static final double LEAST = 0.02; // of the usual distance, by which it may always vary
    private static final double LIKE_NOISE = 0.12; // of the series' deviation: a usual distance that predicts little
    private static final double WARM_UP = 50; // windows

    private static final double LARGEST = 1e15; // the square of a difference is still a number
    private static final int THICKEST = 32;

    private final float[] ring = new float[2 * KEPT]; // each value twice, so that the past lies in one piece
    private final float[] distance = new float[KEPT]; // squared, by lag in thinned rows
    private int thin = 1;
    private int window = ALONE;
    private long kept;
    private int inRow;
    private double sum;
    private double nearest = Double.NaN;
    private double usual;
    private double spread;
    private long known;

    /** @param period in rows, 0 where none is known */
    void period(int period) {
        int wanted = period == 0 ? 1 : Math.max(1, Math.round(period / 2f / WINDOW));
        int rows = period == 0 ? ALONE : Math.max(ALONE, period / 2 / wanted);
        if (wanted == thin && Math.abs(rows - window) <= window / 4) {
            return;
        }
        window = rows;
        if (wanted != thin) {
            thin = wanted;
            kept = 0;
            inRow = 0;
            sum = 0;
        }
        nearest = Double.NaN;
        usual = 0;
        spread = 0;
        known = 0;
        sum();
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
        int from = Math.max(window, TOO_NEAR / thin);
        if (whole >= from + window) {
            learn(from, whole);
        }
    }

    private void learn(int from, int whole) {
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
    }

    /** From 0 to 1: how far shapes come again, in a series of this deviation; in noise all are about equally new. */
    double predictable(double deviation) {
        double like = usual / (LIKE_NOISE * deviation + Float.MIN_NORMAL);
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
            out.writeFloat(ring[i]);
            out.writeFloat(distance[i]);
        }
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
            novelty.ring[i] = in.readFloat();
            novelty.ring[i + KEPT] = novelty.ring[i];
            novelty.distance[i] = in.readFloat();
            Bytes.require(Float.isFinite(novelty.ring[i]), novelty.ring[i], "a finite number");
            Bytes.require(Float.isFinite(novelty.distance[i]), novelty.distance[i], "a finite number");
        }
        return novelty;
    }
}
