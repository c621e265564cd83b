package zhiheng.watch;

import java.util.Map;

/**
 * One measured value of one AI system.
 *
 * @param system id of the AI system
 * @param metric what was measured, e.g. {@code leak.out}
 * @param time milliseconds since 1970-01-01T00:00Z
 * @param value 0 or 1 for a rate's single event, a share in [0,1] of {@code weight} events, or any finite measure; NaN and
 *     infinities are counted as bad and never reach a detector
 * @param weight how many events the value stands for; above 0, 1 for a single one
 * @param attributes what else is known: {@code group} for fairness, {@code interaction} for the call it came from
 */
public record Observation(
        String system, String metric, long time, double value, double weight, Map<String, String> attributes) {
    public Observation {
        attributes = Map.copyOf(attributes);
    }

    public Observation(String system, String metric, long time, double value) {
        this(system, metric, time, value, 1, Map.of());
    }

    /** The same at another time. */
    public Observation at(long when) {
        return new Observation(system, metric, when, value, weight, attributes);
    }

    public Key key() {
        return new Key(system, metric);
    }
}
