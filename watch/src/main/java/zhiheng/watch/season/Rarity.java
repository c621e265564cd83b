package zhiheng.watch.season;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How rare the values of late are: minus the logarithm of the share of the past that lay as near, by a histogram of the distance from the
 * mean. Between two levels that a series knows there may be one where it never stood, and no distance from anything says so.
 */
final class Rarity {
    private static final int BINS = 256;
    private static final double REACH = 6; // usual distances from the mean, either way
    private static final double PRIOR = 0.2; // rows in each bin before the first
    private static final double LATE_ROWS = 8;
    private static final double USUAL_ROWS = 1000;
    private static final double FULL = 10_000; // rows, at which all counts are halved

    private final float[] counts = new float[BINS];
    private double total;
    private double now;
    private double late;
    private double usual;
    private long rows;

    /** How much rarer the values of late are than usual, as a logarithm; then learns the value, so many usual distances from the mean. */
    double add(double distance) {
        int at = (int) Math.clamp((distance / REACH + 1) * BINS / 2, 1, BINS - 2);
        double near = counts[at - 1] + counts[at] + counts[at + 1];
        double rare = Math.log((total + BINS * PRIOR) / (near + 3 * PRIOR));
        rows++;
        now = rare - usual;
        late += (rare - late) / Math.min(rows, LATE_ROWS);
        usual += (late - usual) / Math.min(rows, USUAL_ROWS);
        counts[at]++;
        if (++total > FULL) {
            total /= 2;
            for (int i = 0; i < BINS; i++) {
                counts[i] /= 2;
            }
        }
        return late - usual;
    }

    /** The same of the last value alone. */
    double now() {
        return now;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(rows);
        for (double number : new double[] {total, late, usual}) {
            out.writeDouble(number);
        }
        for (float count : counts) {
            out.writeFloat(count);
        }
    }

    static Rarity read(DataInput in) throws IOException {
        var rarity = new Rarity();
        rarity.rows = Bytes.count(in);
        rarity.total = Bytes.magnitude(in);
        rarity.late = Bytes.finite(in);
        rarity.usual = Bytes.finite(in);
        for (int i = 0; i < BINS; i++) {
            rarity.counts[i] = in.readFloat();
            Bytes.require(
                    Float.isFinite(rarity.counts[i]) && rarity.counts[i] >= 0, rarity.counts[i], "a count of rows");
        }
        return rarity;
    }
}
