package zhiheng.watch.rate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.State;

/** What {@link SeasonalLevel} remembers: 16 bytes for each kind of moment and some 600 for the bets. What was learnt outlives an alarm. */
public final class SeasonalState implements State {
    private static final double[] ODDS = {1.15, 1.3, 1.6, 2, 3, 5, 10};
    /** Events by which the mean of all counts in what is expected of a kind. */
    private static final double DRAW = 10;

    private static final double ENOUGH = 10;
    /** How far an hour that is not known yet may lie from what was seen, or from the limit: see {@link SeasonalLevel}. */
    static final double APART = 5;

    private static final double SURE = .999;
    private static final long DAY = 86_400_000;
    private static final long NONE = Long.MIN_VALUE;

    private final double[] logOdds;
    private final double[] events;
    private final double[] sums;
    private final long[] first;
    // the bets
    private final double[] r;
    private final double[] cusum;
    private final long[] onset;
    private final double[] atEvents;
    private final double[] atSum;
    private final double[] atExpected;
    private final long[] restarts;
    private double statistic;
    // since the start of the bets
    private double bet;
    private double betSum;
    private double expected;
    // of all, and of whole days
    private double allEvents;
    private double allSum;
    private long dayBegan = NONE;
    private double dayEvents;
    private double daySum;
    private long rejected;

    SeasonalState(int kinds, Direction direction) {
        int bets = direction == Direction.EITHER ? 2 * ODDS.length : ODDS.length;
        logOdds = new double[bets];
        for (int i = 0; i < bets; i++) {
            boolean down = direction == Direction.DOWN || i >= ODDS.length;
            logOdds[i] = Math.log(ODDS[i % ODDS.length]) * (down ? -1 : 1);
        }
        events = new double[kinds];
        sums = new double[kinds];
        first = new long[kinds];
        Arrays.fill(first, NONE);
        r = new double[bets];
        cusum = new double[bets];
        onset = new long[bets];
        atEvents = new double[bets];
        atSum = new double[bets];
        atExpected = new double[bets];
        restarts = new long[bets];
    }

    /** The bet that has won most: since when, what came since beside what was expected, and the mean of days before, or of all. */
    record Best(long onset, double events, double sum, double expected, long restarts, double before) {}

    void add(int kind, long time, double x, double weight, @Nullable Double limit) {
        if (first[kind] == NONE) {
            first[kind] = time;
        }
        if (dayBegan == NONE) {
            dayBegan = time;
        } else if (time - dayBegan >= DAY) {
            dayBegan += (time - dayBegan) / DAY * DAY;
            dayEvents = allEvents;
            daySum = allSum;
        }
        double p = limit == null ? expected(kind) : limit;
        if (events[kind] >= ENOUGH && time - first[kind] >= DAY && dayEvents > 0) {
            p = limit == null ? p : Math.min(SURE, expected(kind) * limit / usual());
            bet(time, x, weight, p, true, limit);
        } else {
            bet(time, x, weight, p, false, limit);
        }
        events[kind] += weight;
        sums[kind] += weight * x;
        allEvents += weight;
        allSum += weight * x;
    }

    private double expected(int kind) {
        double mean = (allSum + .5) / (allEvents + 1);
        return (sums[kind] + DRAW * mean) / (events[kind] + DRAW);
    }

    /** The mean of the whole days. */
    private double usual() {
        return (daySum + .5) / (dayEvents + 1);
    }

    /** @param p what is expected of the moment, or the limit where its kind is not known yet */
    private void bet(long time, double x, double weight, double p, boolean known, @Nullable Double limit) {
        double total = 0;
        for (int i = 0; i < r.length; i++) {
            if (cusum[i] <= 1) {
                onset[i] = time;
                atEvents[i] = bet;
                atSum[i] = betSum;
                atExpected[i] = expected;
                restarts[i]++;
            }
            double log = logOdds[i];
            double most = known ? p : apart(limit != null ? p : before(i), log > 0);
            double factor = Math.exp(weight * (x * log - Math.log1p(most * Math.expm1(log))));
            cusum[i] = Math.max(1, cusum[i]) * factor;
            r[i] = (r[i] + weight) * factor;
            total += r[i];
        }
        bet += weight;
        betSum += weight * x;
        expected += weight * (known || limit != null ? p : before(leading()));
        statistic = total / r.length;
    }

    private static double apart(double p, boolean up) {
        return up ? Math.min(SURE, p * APART) : p / APART;
    }

    /** The mean of all before the onset that the bet sees now, so that a change does not hide itself. */
    private double before(int i) {
        double since = bet - atEvents[i];
        double sum = betSum - atSum[i];
        return Math.clamp((allSum - sum + .5) / (allEvents - since + 1), 0, 1);
    }

    private int leading() {
        int best = 0;
        for (int i = 1; i < r.length; i++) {
            best = r[i] > r[best] ? i : best;
        }
        return best;
    }

    Best best() {
        int best = leading();
        return new Best(
                onset[best],
                bet - atEvents[best],
                betSum - atSum[best],
                expected - atExpected[best],
                restarts[best],
                dayEvents > 0 ? usual() : before(best));
    }

    void restart() {
        for (double[] each : new double[][] {r, cusum, atEvents, atSum, atExpected}) {
            Arrays.fill(each, 0);
        }
        Arrays.fill(restarts, 0);
        statistic = 0;
        bet = 0;
        betSum = 0;
        expected = 0;
    }

    void reject() {
        rejected++;
    }

    /** How many observations were left out because they were no share of events. */
    public long rejected() {
        return rejected;
    }

    @Override
    public double statistic() {
        return statistic;
    }

    /** Events that were bet on since the start or the last alarm. */
    @Override
    public long count() {
        return (long) bet;
    }

    private double[][] numbers() {
        return new double[][] {events, sums, r, cusum, atEvents, atSum, atExpected};
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(events.length);
        out.writeByte(r.length);
        for (double[] each : numbers()) {
            for (double number : each) {
                out.writeDouble(number);
            }
        }
        for (long[] each : new long[][] {first, onset, restarts, {dayBegan, rejected}}) {
            for (long number : each) {
                out.writeLong(number);
            }
        }
        for (double number : new double[] {statistic, bet, betSum, expected, allEvents, allSum, dayEvents, daySum}) {
            out.writeDouble(number);
        }
    }

    void read(DataInput in) throws IOException {
        int kinds = in.readUnsignedByte();
        int bets = in.readUnsignedByte();
        if (kinds != events.length || bets != r.length) {
            throw new IOException("a state of another season or direction: " + kinds + " kinds, " + bets + " bets");
        }
        for (double[] each : numbers()) {
            for (int i = 0; i < each.length; i++) {
                each[i] = in.readDouble();
            }
        }
        for (long[] each : new long[][] {first, onset, restarts}) {
            for (int i = 0; i < each.length; i++) {
                each[i] = in.readLong();
            }
        }
        dayBegan = in.readLong();
        rejected = in.readLong();
        statistic = in.readDouble();
        bet = in.readDouble();
        betSum = in.readDouble();
        expected = in.readDouble();
        allEvents = in.readDouble();
        allSum = in.readDouble();
        dayEvents = in.readDouble();
        daySum = in.readDouble();
        if (!(statistic >= 0) || !(allSum >= 0 && allSum <= allEvents * 1.000001)) {
            throw new IOException("not the state of a level with seasons: " + allSum + " of " + allEvents);
        }
    }
}
