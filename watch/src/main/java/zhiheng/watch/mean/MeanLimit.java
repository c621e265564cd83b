package zhiheng.watch.mean;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Alarm;
import zhiheng.watch.Condition;
import zhiheng.watch.Detector;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Interval;
import zhiheng.watch.Observation;
import zhiheng.watch.many.Spending;

/**
 * Finds when the mean of values in [low, high] has passed a declared limit. While every mean, given the past, is on the right
 * side of the limit, there are on average at least {@code events} events to an alarm; nothing is asked of independence or shape.
 *
 * <p>The e-detector of Shin, Ramdas and Rinaldo (2023) in its Shiryaev–Roberts form: on values scaled to [0,1] and a limit m each
 * bet λ keeps R ← (R + w)·(1 + λ(x − m)), whose mean is at most the number of events while the limit holds; so has the average
 * over ten bets, and it is stopped at {@code events}. A value of weight w > 1 is w events of which only the mean is known, and is
 * taken as if they had been 0 or 1, which never gains evidence. Values outside the range are counted and passed over.
 */
public final class MeanLimit implements Detector<MeanLimit.State> {
    private static final int BETS = 10;
    private static final double LEVEL = 0.95;
    /** A batch of many events may own more than a number can hold. */
    private static final double MOST_EVIDENCE = 1e300;

    private final double low;
    private final double high;
    private final double limit;
    private final boolean above;
    private final double events;
    /** The limit on the scale on which 1 is the bad end. */
    private final double m;

    private final double[] lambda = new double[BETS];

    private MeanLimit(double low, double high, double limit, boolean above, double events) {
        if (!(low < limit && limit < high) || Double.isInfinite(high - low)) {
            throw new IllegalArgumentException(
                    "the limit must lie inside the range of the values: " + low + " < " + limit + " < " + high);
        }
        if (!(events >= 1 && events <= 1e15)) {
            throw new IllegalArgumentException("events between false alarms: from 1 to 1e15, not " + events);
        }
        this.low = low;
        this.high = high;
        this.limit = limit;
        this.above = above;
        this.events = events;
        m = above ? (limit - low) / (high - low) : (high - limit) / (high - low);
        for (int j = 0; j < BETS; j++) {
            lambda[j] = 0.9 * Math.pow(1.8, -j) / m;
        }
    }

    /** Alarms when the mean rises above the limit. */
    public static MeanLimit above(double limit, double low, double high, double events) {
        return new MeanLimit(low, high, limit, true, events);
    }

    /** Alarms when the mean falls below the limit. */
    public static MeanLimit below(double limit, double low, double high, double events) {
        return new MeanLimit(low, high, limit, false, events);
    }

    double low() {
        return low;
    }

    double high() {
        return high;
    }

    @Override
    public State start() {
        return new State();
    }

    @Override
    public @Nullable Alarm observe(State state, Observation observation) {
        return observe(state, observation.time(), observation.value(), observation.weight());
    }

    /** The same for bare numbers. */
    public @Nullable Alarm observe(State state, long time, double value, double weight) {
        if (!(value >= low && value <= high) || !(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            state.outside++;
            return null;
        }
        double x = Math.clamp(above ? (value - low) / (high - low) : (high - value) / (high - low), 0, 1);
        double total = 0;
        for (int j = 0; j < BETS; j++) {
            double factor = factor(lambda[j], x, weight);
            if (state.cusum[j] <= 1) {
                state.began(j, time);
            }
            state.cusum[j] = Math.max(1, state.cusum[j]) * factor;
            state.r[j] = (state.r[j] + weight) * factor;
            total += state.r[j];
        }
        state.all.add(x, weight);
        state.past.add(time, x, weight);
        state.statistic = Math.min(total / BETS, MOST_EVIDENCE);
        return state.statistic < events ? null : alarm(state, time);
    }

    private double factor(double bet, double x, double weight) {
        if (weight == 1) {
            return 1 + bet * (x - m);
        }
        if (weight < 1) {
            return Math.pow(1 + bet * (x - m), weight);
        }
        return Math.exp(weight * (x * Math.log1p(bet * (1 - m)) + (1 - x) * Math.log1p(-bet * m)));
    }

    private Alarm alarm(State state, long time) {
        int best = 0;
        for (int j = 1; j < BETS; j++) {
            best = state.r[j] > state.r[best] ? j : best;
        }
        BoundedMean part = state.all.since(state.atOnset[best]);
        var onsets = state.past.onsets(time, part.spread() / Math.max(1, part.count()));
        Interval since = part.interval(1 - (1 - LEVEL) / BETS * Spending.share(state.restarts[best]));
        Interval after = onsets.excluding(since, m, Math.log(state.statistic / events), 1);
        Interval scaled = above
                ? new Interval(scaled(after.low()), scaled(after.estimate()), scaled(after.high()), LEVEL)
                : new Interval(scaled(after.high()), scaled(after.estimate()), scaled(after.low()), LEVEL);
        Alarm alarm = new Alarm(
                time,
                state.statistic,
                events,
                state.onset[best],
                Interval.declared(limit),
                scaled,
                List.of(),
                onsets.extent(state.onset[best], scaled(part.mean()) * part.count(), part.count(), 1));
        state.clear();
        return alarm;
    }

    private double scaled(double share) {
        return above ? low + share * (high - low) : high - share * (high - low);
    }

    @Override
    public State read(DataInput in) throws IOException {
        State state = new State();
        state.outside = in.readLong();
        state.statistic = in.readDouble();
        state.all.set(BoundedMean.read(in));
        state.past.read(in);
        for (int j = 0; j < BETS; j++) {
            state.r[j] = in.readDouble();
            state.cusum[j] = in.readDouble();
            state.onset[j] = in.readLong();
            state.restarts[j] = in.readLong();
            state.atOnset[j].set(BoundedMean.read(in));
            if (!(state.r[j] >= 0) || !(state.cusum[j] >= 0) || state.restarts[j] < 0) {
                throw new IOException("not the state of a mean with a limit: negative evidence");
            }
        }
        return state;
    }

    @Override
    public Guarantee guarantee() {
        return new Guarantee.RunLength(events, Condition.AT_MOST_GIVEN_PAST);
    }

    /** About 700 bytes, and 2.3 kB to date a change. */
    public static final class State implements zhiheng.watch.State {
        private final double[] r = new double[BETS];
        private final double[] cusum = new double[BETS];
        private final long[] onset = new long[BETS];
        private final long[] restarts = new long[BETS];
        private final BoundedMean[] atOnset = new BoundedMean[BETS];
        private final BoundedMean all = new BoundedMean();
        private final Past past = new Past();
        private double statistic;
        private long outside;

        private State() {
            Arrays.setAll(atOnset, j -> new BoundedMean());
        }

        /** The change, if there is one, begins here: the evidence of bet j has been spent. */
        private void began(int j, long time) {
            onset[j] = time;
            restarts[j]++;
            atOnset[j].set(all);
        }

        private void clear() {
            Arrays.fill(r, 0);
            Arrays.fill(cusum, 0);
            Arrays.fill(onset, 0);
            Arrays.fill(restarts, 0);
            for (BoundedMean sums : atOnset) {
                sums.clear();
            }
            all.clear();
            past.clear();
            statistic = 0;
        }

        @Override
        public double statistic() {
            return statistic;
        }

        @Override
        public long count() {
            return (long) all.count();
        }

        /** Values outside the declared range, ever. */
        public long outside() {
            return outside;
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeLong(outside);
            out.writeDouble(statistic);
            all.write(out);
            past.write(out);
            for (int j = 0; j < BETS; j++) {
                out.writeDouble(r[j]);
                out.writeDouble(cusum[j]);
                out.writeLong(onset[j]);
                out.writeLong(restarts[j]);
                atOnset[j].write(out);
            }
        }
    }
}
