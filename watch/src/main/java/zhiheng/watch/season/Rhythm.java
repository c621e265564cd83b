package zhiheng.watch.season;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How often rows come, learnt from their times: how many make a day, and how finely the day can be divided. */
final class Rhythm {
    static final long DAY = 86_400_000;
    private static final long HOUR = 3_600_000;
    private static final long FINEST = 300_000; // 288 parts of a day
    static final int PARTS = (int) (DAY / FINEST);
    private static final int ROWS_TO_DECIDE = 40;
    private static final int MEMORY = 200; // rows
    private static final double PAUSE = 36; // usual steps after which the short memories no longer tell anything

    private long last;
    private double step = FINEST; // usual milliseconds from row to row
    private double common; // the most common step, by majority vote
    private int votes;
    private long part; // milliseconds of a part of the day; 0 until decided

    /** Takes the time of row number {@code row}, the first being 1. Times that do not advance leave the rhythm as it is. */
    Gap next(long time, long row) {
        double gap = row == 1 ? 0 : (double) time - last;
        last = time;
        boolean pause = gap > PAUSE * step;
        if (gap > 0) {
            step += (Math.min(gap, 10 * step) - step) / Math.min(row, MEMORY);
        }
        if (gap == common) {
            votes++;
        } else if (--votes <= 0) {
            common = gap;
            votes = 1;
        }
        if (row == ROWS_TO_DECIDE) {
            boolean even = votes > ROWS_TO_DECIDE / 2;
            part = Math.clamp((long) (even ? common : 3 * step), FINEST, HOUR); // uneven rows share wider parts
        }
        return gap < 0 ? Gap.BACK : pause ? Gap.PAUSE : Gap.USUAL;
    }

    /** How a row's time stands to that of the row before. */
    enum Gap {
        USUAL,
        PAUSE,
        BACK
    }

    boolean decided() {
        return part > 0;
    }

    double rowsPerDay() {
        return Math.clamp(DAY / step, 12, 3000);
    }

    /** The part of the day, from 0 to {@link #PARTS} - 1; the same part until the rhythm is known. */
    int partOfDay(long time) {
        return part == 0 ? 0 : (int) (Math.floorMod(time, DAY) / part);
    }

    static int hourOfWeek(long time) {
        return (int) (Math.floorMod(time, 7 * DAY) / HOUR);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(last);
        out.writeDouble(step);
        out.writeDouble(common);
        out.writeInt(votes);
        out.writeLong(part);
    }

    static Rhythm read(DataInput in) throws IOException {
        var rhythm = new Rhythm();
        rhythm.last = in.readLong();
        rhythm.step = Bytes.positive(in);
        rhythm.common = Bytes.finite(in);
        rhythm.votes = in.readInt();
        rhythm.part = in.readLong();
        boolean possible = rhythm.part == 0 || (rhythm.part >= FINEST && rhythm.part <= HOUR);
        Bytes.require(possible, rhythm.part, "a part of a day in milliseconds");
        return rhythm;
    }
}
