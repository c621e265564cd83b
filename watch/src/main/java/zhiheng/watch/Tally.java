package zhiheng.watch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Counts what became of observations, as {@link Counters} names it. Not safe for use by two threads. */
public final class Tally {
    /** What became of one. */
    public enum Fate {
        SEEN,
        TAKEN,
        UNMONITORED,
        BAD,
        LATE,
        JUMPED,
        REFUSED,
        FAILED,
        REORDERED,
        EVICTED
    }

    private static final int SIZE = Fate.values().length;

    private final long[] counted = new long[SIZE];

    public void count(Fate what) {
        counted[what.ordinal()]++;
    }

    /** Adds what was counted elsewhere. */
    public void add(Tally other) {
        for (int i = 0; i < SIZE; i++) {
            counted[i] += other.counted[i];
        }
    }

    private long of(Fate what) {
        return counted[what.ordinal()];
    }

    public Counters counters() {
        return new Counters(
                of(Fate.SEEN),
                of(Fate.TAKEN),
                of(Fate.UNMONITORED),
                of(Fate.BAD),
                of(Fate.LATE),
                of(Fate.JUMPED),
                of(Fate.REFUSED),
                of(Fate.FAILED),
                of(Fate.REORDERED),
                of(Fate.EVICTED));
    }

    public void write(DataOutput out) throws IOException {
        for (long count : counted) {
            out.writeLong(count);
        }
    }

    /** Takes over what {@link #write} wrote. */
    public void read(DataInput in) throws IOException {
        for (int i = 0; i < SIZE; i++) {
            counted[i] = in.readLong();
        }
    }
}
