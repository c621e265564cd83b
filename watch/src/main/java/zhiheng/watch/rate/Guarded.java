package zhiheng.watch.rate;

import java.io.DataInput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Alarm;
import zhiheng.watch.Condition;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Observation;
import zhiheng.watch.State;

/**
 * A rate detector that takes dependent observations: it hands them on in blocks, each the mean of its observations and counting as
 * one. The block is either as many observations in a row as say as much as one independent one (see {@link Dependence}), or all in
 * a row with the same value of an attribute, such as a session.
 *
 * <p>The size of a block is decided before its first observation, from earlier ones only, so a detector that is fair whatever the
 * next value stays fair; and it only grows, so that no size is chosen for what its blocks showed. Until enough is known, blocks
 * hold {@link #UNKNOWN} observations, so that a gross change is found at once; then all is weighed once more in blocks of the size
 * that was found, so that a smaller early one costs no more than the time to learn. What was learnt outlives an alarm.
 */
public final class Guarded<S extends State> implements RateDetector<GuardedState<S>> {
    static final int UNKNOWN = 12;
    static final long ALONE = 0; // the digest of no attribute's value

    private final RateDetector<S> inner;
    private final @Nullable String attribute;

    /** Blocks as long as the dependence that is found. */
    public Guarded(RateDetector<S> inner) {
        this(inner, null);
    }

    private Guarded(RateDetector<S> inner, @Nullable String attribute) {
        this.inner = inner;
        this.attribute = attribute;
    }

    /**
     * Blocks of neighbours that share the value of an attribute. An observation without it is a block of its own;
     * {@link #add}, which knows no attributes, treats each as a block of its own.
     */
    public static <S extends State> Guarded<S> by(String attribute, RateDetector<S> inner) {
        return new Guarded<>(inner, attribute);
    }

    @Override
    public GuardedState<S> start() {
        return new GuardedState<>(inner);
    }

    @Override
    public @Nullable Alarm observe(GuardedState<S> state, Observation observation) {
        String of = attribute == null ? null : observation.attributes().get(attribute);
        return of == null
                ? add(state, observation.time(), observation.value(), observation.weight())
                : state.add(inner, observation.time(), observation.value(), observation.weight(), digest(of));
    }

    @Override
    public @Nullable Alarm add(GuardedState<S> state, long time, double value, double weight) {
        return attribute == null ? state.add(inner, time, value, weight) : state.add(inner, time, value, weight, ALONE);
    }

    /** Only neighbours are compared by it, so that a collision joins two blocks at worst. */
    private static long digest(String value) {
        long digest = 1;
        for (int i = 0; i < value.length(); i++) {
            digest = 0x9E3779B97F4A7C15L * (digest ^ value.charAt(i));
        }
        return digest == ALONE ? 1 : digest;
    }

    @Override
    public GuardedState<S> read(DataInput in) throws IOException {
        return GuardedState.read(inner, in);
    }

    /** In blocks, and simulated: how long dependence lasts is estimated. */
    @Override
    public Guarantee guarantee() {
        return switch (inner.guarantee()) {
            case Guarantee.RunLength(double events, var condition) ->
                new Guarantee.Simulated(events, inBlocks(condition));
            case Guarantee.Simulated(double events, var condition) ->
                new Guarantee.Simulated(events, inBlocks(condition));
            case Guarantee.Probability p -> new Guarantee.None();
            case Guarantee.SimulatedProbability p -> new Guarantee.None();
            case Guarantee.None none -> none;
        };
    }

    private static Condition inBlocks(Condition condition) {
        if (condition == Condition.SAME_PROFILE || condition == Condition.DAYS_AT_MOST) {
            return condition; // they speak of blocks
        }
        return condition == Condition.AT_MOST_GIVEN_PAST ? Condition.LIMIT_IN_BLOCKS : Condition.SAME_RATE_IN_BLOCKS;
    }
}
