package zhiheng.watch.season;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What the next value should be. Four predictors run side by side: the recent level; the usual value at this time of the day;
 * the same corrected for the hour of the week; what stood one {@link Cycle} ago, where there is one. The prediction weighs each by the inverse fourth power of its recent error, so that
 * a season is used only as far as the series has one.
 */
final class Seasons {
    private static final double LEVEL_DAYS = 0.5;
    private static final double DAY_RATE = 0.12; // of the distance to a new value, per visit of a part of the day
    private static final double WEEK_RATE = 0.23; // the same, per hour of the week
    private static final int ERROR_MEMORY = 850; // rows
    private static final double CYCLE_CUT = 2; // usual errors
    private static final int MOST_VISITS = 127;
    private static final int WEEK_KNOWN = 3; // visits

    private final double[] day = new double[Rhythm.PARTS];
    private final byte[] dayVisits = new byte[Rhythm.PARTS];
    private final double[] week = new double[168];
    private final byte[] weekVisits = new byte[168];
    private Cycle cycle = new Cycle();
    private double level;
    private double dayShift; // how far the series now runs above its usual day
    private double weekShift;
    private double levelError;
    private double dayError;
    private double weekError;
    private double cycleError;

    // The predictions for the row at hand, between predict and learn.
    private double byDay;
    private double byWeek;
    private double byCycle;

    /** In rows; 0 where none is known. */
    int period() {
        return cycle.period();
    }

    void begin(double value) {
        level = value;
    }

    /** @param value the one that is to be judged; the cycle says what is nearest to it of what it allows */
    double predict(int part, int hour, double least, double value) {
        byCycle = cycle.expected(value);
        byDay = dayVisits[part] > 0 ? day[part] + dayShift : level;
        byWeek = dayVisits[part] > 0 && weekVisits[hour] >= WEEK_KNOWN ? day[part] + week[hour] + weekShift : byDay;
        boolean cyclic = !Double.isNaN(byCycle);
        double best = Math.min(levelError, Math.min(dayError, weekError));
        best = (cyclic ? Math.min(best, cycleError) : best) + least;
        double l = fourth(best / (levelError + least));
        double d = fourth(best / (dayError + least));
        double w = fourth(best / (weekError + least));
        double c = cyclic ? fourth(best / (cycleError + least)) : 0;
        return (l * level + d * byDay + w * byWeek + (cyclic ? c * byCycle : 0)) / (l + d + w + c);
    }

    /** Learns the row that was just predicted; what is farther off than {@code limit} counts as {@code limit}. */
    void learn(int part, int hour, double value, double limit, long row, Rhythm rhythm) {
        double memory = Math.min(row, ERROR_MEMORY);
        levelError += (Math.min(Math.abs(value - level), limit) - levelError) / memory;
        dayError += (Math.min(Math.abs(value - byDay), limit) - dayError) / memory;
        weekError += (Math.min(Math.abs(value - byWeek), limit) - weekError) / memory;
        if (Double.isNaN(byCycle)) {
            cycleError = levelError;
        } else {
            cycleError += (Math.min(Math.abs(value - byCycle), limit) - cycleError) / Math.min(row, ERROR_MEMORY);
        }
        double far = CYCLE_CUT * cycleError; // so that an anomaly does not make the next period expect it
        cycle.learn(Double.isNaN(byCycle) ? value : Math.clamp(value, byCycle - far, byCycle + far));
        double perDay = rhythm.rowsPerDay();
        double slow = 1 / (LEVEL_DAYS * perDay + 1);
        level += clip(value - level, 2 * limit) * Math.max(1.0 / row, slow);
        dayShift += clip(value - byDay, limit) * slow;
        weekShift += clip(value - byWeek, limit) * slow;
        if (!rhythm.decided()) {
            return;
        }
        if (dayVisits[part] == 0) {
            day[part] = value;
        } else {
            double rate = Math.max(1.0 / (dayVisits[part] + 1), DAY_RATE * Math.min(1, Rhythm.PARTS / perDay));
            day[part] += clip(value - day[part] - dayShift, limit) * rate;
            double weekRate = Math.max(1.0 / (weekVisits[hour] + 1), WEEK_RATE / Math.max(1, perDay / 24));
            week[hour] += clip(value - day[part] - weekShift - week[hour], limit) * weekRate;
            weekVisits[hour] = (byte) Math.min(weekVisits[hour] + 1, MOST_VISITS);
        }
        dayVisits[part] = (byte) Math.min(dayVisits[part] + 1, MOST_VISITS);
    }

    private static double fourth(double x) {
        return x * x * x * x;
    }

    private static double clip(double x, double limit) {
        return Math.clamp(x, -limit, limit);
    }

    void write(DataOutput out) throws IOException {
        for (int i = 0; i < day.length; i++) {
            out.writeDouble(day[i]);
            out.writeByte(dayVisits[i]);
        }
        for (int i = 0; i < week.length; i++) {
            out.writeDouble(week[i]);
            out.writeByte(weekVisits[i]);
        }
        for (double value : new double[] {level, dayShift, weekShift, levelError, dayError, weekError}) {
            out.writeDouble(value);
        }
    }

    void writeCycle(DataOutput out) throws IOException {
        out.writeDouble(cycleError);
        cycle.write(out);
    }

    void writeWandering(DataOutput out) throws IOException {
        cycle.writeWandering(out);
    }

    void readWandering(DataInput in) throws IOException {
        cycle.readWandering(in);
    }

    void readCycle(DataInput in) throws IOException {
        cycleError = Bytes.magnitude(in);
        cycle = Cycle.read(in);
    }

    static Seasons read(DataInput in) throws IOException {
        var seasons = new Seasons();
        for (int i = 0; i < seasons.day.length; i++) {
            seasons.day[i] = Bytes.finite(in);
            seasons.dayVisits[i] = Bytes.visits(in);
        }
        for (int i = 0; i < seasons.week.length; i++) {
            seasons.week[i] = Bytes.finite(in);
            seasons.weekVisits[i] = Bytes.visits(in);
        }
        seasons.level = Bytes.finite(in);
        seasons.dayShift = Bytes.finite(in);
        seasons.weekShift = Bytes.finite(in);
        seasons.levelError = Bytes.magnitude(in);
        seasons.dayError = Bytes.magnitude(in);
        seasons.weekError = Bytes.magnitude(in);
        return seasons;
    }
}
