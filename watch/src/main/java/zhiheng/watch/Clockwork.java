package zhiheng.watch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The time of one stream: never goes back, and does not believe a single observation that jumps far ahead. */
final class Clockwork {
    /** What became of an observation's time. */
    enum Fate {
        FORWARD,
        REORDERED,
        LATE,
        JUMPED
    }

    private static final long NONE = Long.MIN_VALUE;

    private long newest = NONE;
    private long doubted = NONE;

    long newest() {
        return newest;
    }

    Fate take(long time, Limits limits) {
        if (newest == NONE || isNear(newest, time, limits)) {
            doubted = NONE;
            if (newest != NONE && time < newest) {
                return Fate.REORDERED;
            }
            newest = time;
            return Fate.FORWARD;
        }
        if (time < newest) {
            return Fate.LATE;
        }
        boolean agreed = doubted != NONE && isNear(doubted, time, limits);
        doubted = time;
        if (!agreed) {
            return Fate.JUMPED;
        }
        doubted = NONE;
        newest = time;
        return Fate.FORWARD;
    }

    private static boolean isNear(long newest, long time, Limits limits) {
        return time >= newest
                ? time - newest >= 0 && time - newest <= limits.gap().toMillis()
                : newest - time >= 0 && newest - time <= limits.lateness().toMillis();
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(newest);
        out.writeLong(doubted);
    }

    static Clockwork read(DataInput in) throws IOException {
        var clock = new Clockwork();
        clock.newest = in.readLong();
        clock.doubted = in.readLong();
        return clock;
    }
}
