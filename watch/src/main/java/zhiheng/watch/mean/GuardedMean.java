package zhiheng.watch.mean;

import java.io.DataInput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Alarm;
import zhiheng.watch.Condition;
import zhiheng.watch.Detector;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Observation;
import zhiheng.watch.State;
import zhiheng.watch.rate.Guarded;
import zhiheng.watch.rate.GuardedState;
import zhiheng.watch.rate.RateDetector;

/**
 * A detector of means that takes dependent values: it hands them on in blocks, each the mean of its values and counting as one, as
 * {@link Guarded} does for rates. The theorems behind {@link MeanLimit} and {@link MeanShift} ask for the mean given the past; of
 * values that hang together with their neighbours that mean wanders, of means of long enough blocks it hardly does. A mean of values
 * in a range lies in the range, so nothing else changes.
 */
public final class GuardedMean<S extends State> implements Detector<GuardedState<S>> {
    private interface Inner<S extends State> {
        @Nullable
        Alarm observe(S state, long time, double value, double weight);
    }

    private final double low;
    private final double high;
    private final Guarded<S> guarded;
    private final Guarantee guarantee;

    private GuardedMean(double low, double high, Detector<S> detector, Inner<S> inner) {
        this.low = low;
        this.high = high;
        guarded = new Guarded<>(new Shares<>(low, high, detector, inner));
        guarantee = switch (detector.guarantee()) {
            case Guarantee.RunLength g -> new Guarantee.Simulated(g.events(), Condition.LIMIT_IN_BLOCKS);
            case Guarantee.Probability g ->
                new Guarantee.SimulatedProbability(g.atMost(), Condition.SAME_RATE_IN_BLOCKS);
            case Guarantee.Simulated g -> g;
            case Guarantee.SimulatedProbability g -> g;
            case Guarantee.None g -> g;
        };
    }

    public static GuardedMean<MeanLimit.State> of(MeanLimit limit) {
        return new GuardedMean<>(limit.low(), limit.high(), limit, limit::observe);
    }

    public static GuardedMean<MeanShift.State> of(MeanShift shift) {
        return new GuardedMean<>(shift.low(), shift.high(), shift, shift::observe);
    }

    @Override
    public GuardedState<S> start() {
        return guarded.start();
    }

    /** What lies outside the range is counted by the state and passed over. */
    @Override
    public @Nullable Alarm observe(GuardedState<S> state, Observation observation) {
        double share = (observation.value() - low) / (high - low);
        return guarded.add(state, observation.time(), share, observation.weight());
    }

    @Override
    public GuardedState<S> read(DataInput in) throws IOException {
        return guarded.read(in);
    }

    @Override
    public Guarantee guarantee() {
        return guarantee;
    }

    /** The inner detector, given how far from the lower end of the range to the upper. */
    private record Shares<S extends State>(double low, double high, Detector<S> detector, Inner<S> inner)
            implements RateDetector<S> {
        @Override
        public S start() {
            return detector.start();
        }

        @Override
        public @Nullable Alarm add(S state, long time, double value, double weight) {
            return inner.observe(state, time, low + value * (high - low), weight);
        }

        @Override
        public S read(DataInput in) throws IOException {
            return detector.read(in);
        }

        @Override
        public Guarantee guarantee() {
            return detector.guarantee();
        }
    }
}
