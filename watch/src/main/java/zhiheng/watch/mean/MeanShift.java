package zhiheng.watch.mean;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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
 * Finds when the mean of values in [low, high] has moved, up or down, from a level that nobody declared. While the mean given the
 * past stands still, an alarm ever comes with probability at most α, over the whole life of the stream and all its alarms.
 *
 * <p>The stream is cut into epochs of W, W, 2W, 3W … events. In each, the values of the epoch are tested against all that came
 * before ({@link TwoMeans}, both ways); epoch j has the share {@link Spending#share} of the budget, and so has each restart after
 * an alarm. Values outside the range are counted and passed over; times are only reported.
 */
public final class MeanShift implements Detector<MeanShift.State> {
    private static final double LEVEL = 0.95;

    private final double low;
    private final double high;
    private final double alpha;
    private final int epoch;

    /**
     * @param alpha the most that a false alarm may be probable, ever
     * @param epoch W, events in the first two epochs: about as many as would show the change one cares for
     */
    public MeanShift(double low, double high, double alpha, int epoch) {
        if (!(low < high) || Double.isInfinite(high - low)) {
            throw new IllegalArgumentException("the range of the values: low < high, not " + low + ", " + high);
        }
        if (!(alpha > 0 && alpha < 1) || epoch < 1) {
            throw new IllegalArgumentException("alpha in (0,1) and epoch ≥ 1 are wanted, not " + alpha + ", " + epoch);
        }
        this.low = low;
        this.high = high;
        this.alpha = alpha;
        this.epoch = epoch;
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
        double x = Math.clamp((value - low) / (high - low), 0, 1);
        if (state.now.count() >= (double) epoch * Math.max(1, state.epoch)) {
            state.next(time);
        }
        state.now.add(x, weight);
        state.history.add(time, x, weight);
        if (state.epoch == 0 || state.now.count() < state.due) {
            return null;
        }
        state.due = state.now.count() * 1.03 + 2;
        double log = Wealth.logMean(
                TwoMeans.evidenceLower(state.past, state.now, 1, 0),
                TwoMeans.evidenceLower(state.now, state.past, 1, 0));
        state.statistic =
                Math.exp(Math.min(700, log + Math.log(Spending.share(state.epoch) * Spending.share(state.alarms + 1))));
        return state.statistic < 1 / alpha ? null : alarm(state, time);
    }

    private Alarm alarm(State state, long time) {
        var onsets = state.history.onsets(time, state.now.spread() / Math.max(1, state.now.count()));
        double before = state.past.mean();
        int direction = state.now.mean() < before ? -1 : 1;
        var since = onsets.likeliest(direction);
        var after = onsets.excluding(since.level(), before, Math.log(state.statistic * alpha), direction);
        Alarm alarm = new Alarm(
                time,
                state.statistic,
                1 / alpha,
                since.onset(),
                scaled(state.past.interval(LEVEL)),
                scaled(after),
                List.of(),
                onsets.extent(
                        since.onset(), low * since.events() + (high - low) * since.sum(), since.events(), direction));
        state.alarms++;
        state.clear();
        return alarm;
    }

    private Interval scaled(Interval share) {
        double width = high - low;
        return new Interval(
                low + width * share.low(), low + width * share.estimate(), low + width * share.high(), share.level());
    }

    @Override
    public State read(DataInput in) throws IOException {
        State state = new State();
        state.past.set(BoundedMean.read(in));
        state.now.set(BoundedMean.read(in));
        state.history.read(in);
        state.epoch = in.readInt();
        state.began = in.readLong();
        state.due = in.readDouble();
        state.statistic = in.readDouble();
        state.alarms = in.readLong();
        state.outside = in.readLong();
        if (state.epoch < 0 || state.alarms < 0 || !(state.due >= 0)) {
            throw new IOException("not the state of a mean without a limit: negative counts");
        }
        return state;
    }

    @Override
    public Guarantee guarantee() {
        return new Guarantee.Probability(alpha, Condition.SAME_MEAN_GIVEN_PAST);
    }

    /** About 100 bytes, and 2.3 kB to date a change. */
    public static final class State implements zhiheng.watch.State {
        private final BoundedMean past = new BoundedMean();
        private final BoundedMean now = new BoundedMean();
        private final Past history = new Past();
        private int epoch;
        private long began;
        private double due;
        private double statistic;
        private long alarms;
        private long outside;

        private State() {}

        private void next(long time) {
            past.merge(now);
            now.clear();
            epoch++;
            began = time;
            due = 0;
        }

        private void clear() {
            past.clear();
            now.clear();
            history.clear();
            epoch = 0;
            due = 0;
            statistic = 0;
        }

        @Override
        public double statistic() {
            return statistic;
        }

        @Override
        public long count() {
            return (long) (past.count() + now.count());
        }

        /** Values outside the declared range, ever. */
        public long outside() {
            return outside;
        }

        @Override
        public void write(DataOutput out) throws IOException {
            past.write(out);
            now.write(out);
            history.write(out);
            out.writeInt(epoch);
            out.writeLong(began);
            out.writeDouble(due);
            out.writeDouble(statistic);
            out.writeLong(alarms);
            out.writeLong(outside);
        }
    }
}
