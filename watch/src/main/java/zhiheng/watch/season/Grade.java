package zhiheng.watch.season;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How far out a row lies, from 0 to 1, whatever was said of the rows before it: what puts rows in order that are no alarms of their own.
 * It knows no silence and no records, so of twenty spikes alike the twentieth is as far out as the first. The weights were chosen on
 * generated signals, see docs/watch-season.md.
 */
final class Grade {
    private static final double NEAR = 1.5; // weight of the distance from the level of the last rows
    private static final double NEAR_IN_NOISE = 12; // more of it where no shape comes again
    private static final double OFF = 0.5; // from the season
    private static final double STEP = 0.5; // from what the value before made likely
    private static final double SHIFT = 0.5; // of the mean of late from the season
    private static final double ROUGH = 3; // per factor e of noise
    private static final double OTHERS_IN_NOISE = 0.2; // so much of the last four then
    private static final double NOVEL = 12; // of a shape that was never seen
    private static final double OF_LATE = 0.3; // weight of the grade of the rows just before
    private static final double OF_LATE_IN_NOISE = 0.1; // so much of it then
    private static final double LATE_ROWS = 30;
    private static final int MEMORY = 1000; // rows
    private static final double LEVEL_ROWS = 30;
    private static final double CUT = 4; // usual distances beyond which a value teaches no more
    private static final double RARE = 15; // of values that were seldom seen
    private static final double HIGH_SHARE = 0.01; // of the rows are above what is high
    private static final double HIGH_RATE = 0.05; // by which that moves
    private static final double FAR = 2; // the rank of what comes after rows that were all alike
    private static final double HALF = 30; // at this many usual distances the grade is 1/2

    private double level;
    private double size; // usual distance from the level
    private double late;
    private double high; // what one row in a hundred exceeds
    private double rank;

    void begin(double value) {
        level = value;
    }

    /**
     * Grades a row and learns it.
     *
     * @param off in usual distances, as {@code step} and {@code shift} are
     * @param rougher logarithm of how much rougher than usual the rows of late are
     * @param novel how new the shape of late is, in usual spreads, as far as shapes come again, and {@code predictable}, from 0 to 1, how
     *     far that is
     * @param rare how rare the value and those of late are, as a logarithm
     * @param least a distance that is none
     * @param row the number of the row, the first being 1, and {@code unknown} the last that gets no grade
     */
    double of(
            double value,
            double off,
            double step,
            double shift,
            double rougher,
            double novel,
            double rare,
            double predictable,
            double least,
            long row,
            int unknown) {
        double from = value - level;
        double near = Math.abs(from) / (size + least);
        double cut = CUT * size + least;
        level += Math.clamp(from, -cut, cut) / Math.min(row, LEVEL_ROWS);
        size += (Math.min(Math.abs(from), cut) - size) / Math.min(row, MEMORY);
        if (row <= unknown) {
            return 0;
        }
        double now = (NEAR + NEAR_IN_NOISE * (1 - predictable)) * near
                + (OTHERS_IN_NOISE + (1 - OTHERS_IN_NOISE) * predictable)
                        * (OFF * off + STEP * step + SHIFT * shift + ROUGH * Math.max(0, rougher))
                + NOVEL * novel
                + RARE * predictable * rare;
        late += (now - late) / LATE_ROWS;
        double ofLate = OF_LATE * (OF_LATE_IN_NOISE + (1 - OF_LATE_IN_NOISE) * predictable);
        double both = (1 - ofLate) * now + ofLate * late;
        rank = high > 0 ? both / high : FAR;
        double rate = Math.max(HIGH_RATE, 2.0 / row);
        high = high > 0 ? high * (both > high ? 1 + rate : 1 - rate * HIGH_SHARE) : both;
        return both / (both + HALF);
    }

    /** How the last row stands to what one row in a hundred exceeds. */
    double rank() {
        return rank;
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(level);
        out.writeDouble(size);
        out.writeDouble(late);
    }

    void writeHigh(DataOutput out) throws IOException {
        out.writeDouble(high);
    }

    void readHigh(DataInput in) throws IOException {
        high = Bytes.magnitude(in);
    }

    static Grade read(DataInput in) throws IOException {
        var grade = new Grade();
        grade.level = Bytes.finite(in);
        grade.size = Bytes.magnitude(in);
        grade.late = Bytes.magnitude(in);
        return grade;
    }
}
