package zhiheng.watch.rate;

import org.jspecify.annotations.Nullable;
import zhiheng.watch.Alarm;
import zhiheng.watch.Detector;
import zhiheng.watch.Observation;
import zhiheng.watch.State;

/**
 * A sequential test of a rate. Observations count in the order in which they arrive; their times only date the onset, so repeated
 * times, times that go back and clock jumps change no decision. What is no share of events (a value outside [0,1], a weight that
 * is not above 0 and finite) is left out and counted by the state.
 */
public interface RateDetector<S extends State> extends Detector<S> {
    /**
     * The hot path of {@link #observe}.
     *
     * @param value 0 or 1 for a single event, or the share of {@code weight} events
     */
    @Nullable
    Alarm add(S state, long time, double value, double weight);

    @Override
    default @Nullable Alarm observe(S state, Observation observation) {
        return add(state, observation.time(), observation.value(), observation.weight());
    }

    /** Whether {@link #add} takes it in. */
    static boolean isShare(double value, double weight) {
        return value >= 0 && value <= 1 && weight > 0 && weight <= MAX_WEIGHT;
    }

    /** The most events one observation may stand for. */
    double MAX_WEIGHT = 1e9;

    /** Milliseconds within which it takes moments for alike: what lies further apart must not be handed to it as one. */
    default long alike() {
        return Long.MAX_VALUE;
    }
}
