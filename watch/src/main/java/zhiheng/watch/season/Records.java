package zhiheng.watch.season;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How a statistic's value stands among the largest that the series has shown, upwards and downwards apart. It keeps the eight
 * largest of each side, one for each happening, and lets them fade slowly. So a series that often spikes upwards is not surprised by one
 * more, but is by a dip; and one number means the same in every series.
 */
final class Records {
    private static final int KEPT = 8;
    private static final double BEYOND = 0.15; // a record beaten by a factor of 10^BEYOND is worth 1 more
    private static final double MOST_BEYOND = 6;
    private static final double SAME = 0.02; // values this close are equals
    private static final double NOTABLE = 3.4; // multiple of the mean size below which nothing is notable
    private static final int MEMORY = 3300; // rows of the mean size
    private static final double FADING = 10_000; // rows, to which the length of the series is added
    private static final int FADE_EVERY = 64;
    private static final int UP = 0;
    private static final int DOWN = KEPT;

    private final double[] largest = new double[2 * KEPT];
    private long rows;
    private double size; // mean of |x|, large ones cut
    private final long[] happened = {Long.MIN_VALUE / 2, Long.MIN_VALUE / 2}; // row of the last one kept, by side
    private final double[] happening = new double[2]; // and its value

    /**
     * The surprise at {@code x}: 0 for a usual value, 1 at a value as large as any before, and beyond that more.
     *
     * @param least what |x| must reach to be notable at all
     * @param apart rows within which values belong to one happening
     */
    double surprise(double x, double least, double apart) {
        rows++;
        double a = Math.abs(x);
        int side = x >= 0 ? UP : DOWN;
        double notable = Math.max(NOTABLE * size, least);
        double surprise = 0;
        if (rows > 1 && a > notable && a > largest[side + KEPT - 1]) {
            double record = Math.max(largest[side], notable);
            surprise = a > record * (1 + SAME)
                    ? 1 + Math.min(MOST_BEYOND, Math.log10(a / record) / BEYOND)
                    : 1 - Math.log10(0.5 + reachedBefore(side, a));
            keep(side, a, apart);
        }
        if (rows % FADE_EVERY == 0) {
            double left = 1 - FADE_EVERY / (FADING + rows);
            for (int i = 0; i < largest.length; i++) {
                largest[i] *= left;
            }
        }
        size += (Math.min(a, 5 * Math.max(size, least)) - size) / Math.min(rows, MEMORY);
        return surprise;
    }

    private int reachedBefore(int side, double a) {
        int count = 0;
        while (count < KEPT && largest[side + count] >= a * (1 - SAME)) {
            count++;
        }
        return count;
    }

    private void keep(int side, double a, double apart) {
        int index = side == UP ? 0 : 1;
        int at = KEPT - 1;
        if (rows - happened[index] < apart) {
            if (a <= happening[index]) {
                return;
            }
            at = 0; // the happening goes on: its entry, which may have faded a little, gives way
            while (at < KEPT - 1 && largest[side + at] > happening[index]) {
                at++;
            }
        }
        happened[index] = rows;
        happening[index] = a;
        for (; at > 0 && largest[side + at - 1] < a; at--) {
            largest[side + at] = largest[side + at - 1];
        }
        largest[side + at] = a;
    }

    void write(DataOutput out) throws IOException {
        for (double value : largest) {
            out.writeDouble(value);
        }
        out.writeLong(rows);
        out.writeDouble(size);
        for (int i = 0; i < 2; i++) {
            out.writeLong(happened[i]);
            out.writeDouble(happening[i]);
        }
    }

    static Records read(DataInput in) throws IOException {
        var records = new Records();
        for (int i = 0; i < records.largest.length; i++) {
            records.largest[i] = Bytes.magnitude(in);
        }
        records.rows = Bytes.count(in);
        records.size = Bytes.magnitude(in);
        for (int i = 0; i < 2; i++) {
            records.happened[i] = in.readLong();
            records.happening[i] = Bytes.magnitude(in);
        }
        return records;
    }
}
