package zhiheng.watch;

/**
 * A detector set on a metric of every AI system.
 *
 * @param id unique among the monitors of a {@link Watch}; states are stored under it
 * @param metric the metric whose observations it takes
 * @param counts which observations are worth showing as examples of an alarm
 */
public record Monitor<S extends State>(String id, String metric, Detector<S> detector, Counts counts) {
    public Monitor {
        if (id.isBlank() || metric.isBlank()) {
            throw new IllegalArgumentException("a monitor needs an id and a metric");
        }
    }

    /** Which observations count towards an alarm. */
    public enum Counts {
        /** Values above zero: events of a rate. */
        EVENTS,
        /** All of them. */
        ALL
    }
}
