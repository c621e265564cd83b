package zhiheng.watch.mean;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import zhiheng.watch.rate.Onsets;

/**
 * The values of a stream summed in segments, to date a change: neighbours are joined when together they hold at most {@value #GRAIN} of
 * what is newer (exponential histogram; Datar, Gionis, Indyk and Motwani 2002). At most {@value #MOST} segments, 1.6 kB.
 */
final class Past {
    private static final int MOST = 96;
    private static final int FOLD = 32;
    private static final double GRAIN = 0.4;
    /** Values so much alike that more could not be told from rounding. */
    private static final double MOST_PRECISION = 1_000;

    private int size;
    private final double[] events = new double[MOST];
    private final double[] sums = new double[MOST];
    private final long[] start = new long[MOST];

    void add(long time, double x, double weight) {
        if (size == MOST) {
            fold();
        }
        events[size] = weight;
        sums[size] = weight * x;
        start[size++] = time;
    }

    /** Joins from the newest on; what does not fit is joined to the oldest. */
    private void fold() {
        double newer = events[size - 1];
        int kept = size - 1;
        for (int i = size - 2; i >= 0; i--) {
            if (events[kept] + events[i] <= GRAIN * (newer - events[kept])) {
                put(kept, events[kept] + events[i], sums[kept] + sums[i], start[i]);
            } else {
                put(--kept, events[i], sums[i], start[i]);
            }
            newer += events[i];
        }
        while (size - kept > MOST - FOLD) {
            put(kept + 1, events[kept] + events[kept + 1], sums[kept] + sums[kept + 1], start[kept]);
            kept++;
        }
        size -= kept;
        System.arraycopy(events, kept, events, 0, size);
        System.arraycopy(sums, kept, sums, 0, size);
        System.arraycopy(start, kept, start, 0, size);
    }

    private void put(int i, double count, double sum, long time) {
        events[i] = count;
        sums[i] = sum;
        start[i] = time;
    }

    /** @param variance of single values, within what did not change */
    Onsets onsets(long now, double variance) {
        var count = Arrays.copyOf(events, size);
        var sum = Arrays.copyOf(sums, size);
        double n = 0;
        double s = 0;
        for (int i = 0; i < size; i++) {
            n += count[i];
            s += sum[i];
        }
        double mean = n == 0 ? 0.5 : Math.clamp(s / n, 0, 1);
        double precision = variance > 0 ? Math.clamp(mean * (1 - mean) / variance, 1, MOST_PRECISION) : 1;
        return new Onsets(count, sum, Arrays.copyOf(start, size), now, precision);
    }

    void clear() {
        size = 0;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(size);
        for (int i = 0; i < size; i++) {
            out.writeDouble(events[i]);
            out.writeDouble(sums[i]);
            out.writeLong(start[i]);
        }
    }

    void read(DataInput in) throws IOException {
        size = in.readUnsignedByte();
        if (size > MOST) {
            throw new IOException("a past of " + size + " segments");
        }
        for (int i = 0; i < size; i++) {
            put(i, in.readDouble(), in.readDouble(), in.readLong());
            if (!(events[i] > 0) || !(sums[i] >= 0) || !(sums[i] <= events[i] * 1.000001)) {
                throw new IOException("not the sums of values in [0,1]: " + sums[i] + " of " + events[i]);
            }
        }
    }
}
