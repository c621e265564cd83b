package zhiheng.watch.unit;

import java.io.DataInput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Alarm;
import zhiheng.watch.Condition;
import zhiheng.watch.Detector;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Observation;
import zhiheng.watch.State;

/**
 * A detector to which one unit (a person, a session, a device) counts once in a period, with its first observation; what it does in
 * the period after that is counted as repeated and passed over. The period begins with the unit's first observation.
 *
 * <p>Why: a person who is decided on ten times is one person. The theorems ask for the mean given the past, and after nine refusals of
 * one person the tenth is foreseen. The first observation of somebody new is not, whatever those before showed, so the promise holds as
 * it does for independent events while who comes does not depend on what others showed; nothing is assumed of how alike the decisions
 * about one person are. What is given up is what the later ones would have told; where they are much alike, that is little.
 *
 * <p>An observation that names no unit counts by itself. At most {@value ByUnitState#MOST} units are remembered for a stream; then
 * the oldest is forgotten, which is counted, and may count again.
 *
 * @param attribute that names the unit
 * @param apart other attributes by whose values a unit's observations are told apart: of a decision and the label that comes weeks
 *     later both count
 * @param stated whether the promise speaks of units; false where observations mostly name none
 */
public record ByUnit<S extends State>(
        Detector<S> inner, String attribute, List<String> apart, Duration period, boolean stated)
        implements Detector<ByUnitState<S>> {
    /** The attribute of observations that the server takes. */
    public static final String UNIT = "unit";

    public ByUnit {
        apart = List.copyOf(apart);
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("period " + period + ": 须为正; must be above zero");
        }
    }

    public static <S extends State> ByUnit<S> of(Detector<S> inner, Duration period) {
        return new ByUnit<>(inner, UNIT, List.of(), period, true);
    }

    @Override
    public ByUnitState<S> start() {
        return new ByUnitState<>(inner.start());
    }

    @Override
    public @Nullable Alarm observe(ByUnitState<S> state, Observation observation) {
        var unit = observation.attributes().get(attribute);
        if (unit == null || unit.isEmpty()) {
            return inner.observe(state.inner, observation);
        }
        long digest = digest(1, unit);
        for (var name : apart) {
            digest = digest(digest, observation.attributes().getOrDefault(name, ""));
        }
        return state.isFirst(digest, observation.time(), period.toMillis())
                ? inner.observe(state.inner, observation)
                : null;
    }

    private static long digest(long digest, String value) {
        long mixed = 31 * digest + value.length();
        for (int i = 0; i < value.length(); i++) {
            mixed = 0x9E3779B97F4A7C15L * (mixed ^ value.charAt(i));
            mixed ^= mixed >>> 32;
        }
        return mixed;
    }

    @Override
    public ByUnitState<S> read(DataInput in) throws IOException {
        return ByUnitState.read(inner, in);
    }

    @Override
    public Guarantee guarantee() {
        var promise = inner.guarantee();
        if (!stated) {
            return promise;
        }
        var condition = of(promise.condition());
        return switch (promise) {
            case Guarantee.RunLength(double events, var c) -> new Guarantee.RunLength(events, condition);
            case Guarantee.Simulated(double events, var c) -> new Guarantee.Simulated(events, condition);
            case Guarantee.Probability(double atMost, var c) -> new Guarantee.Probability(atMost, condition);
            case Guarantee.SimulatedProbability(double atMost, var c) ->
                new Guarantee.SimulatedProbability(atMost, condition);
            case Guarantee.None none -> none;
        };
    }

    private static Condition of(Condition condition) {
        return switch (condition) {
            case AT_MOST_GIVEN_PAST, LIMIT_IN_BLOCKS -> Condition.UNITS_AT_MOST;
            case EACH_DECISION_ITS_OWN, DECISIONS_IN_BLOCKS, UNITS_ALIKE -> Condition.UNITS_ALIKE;
            case UNSTATED -> Condition.UNSTATED;
            default -> Condition.UNITS_SAME;
        };
    }
}
