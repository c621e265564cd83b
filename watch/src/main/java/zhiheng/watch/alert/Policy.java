package zhiheng.watch.alert;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Who is told of which alerts, when, and what is held back.
 *
 * @param receivers all names that routes use
 * @param intervals time intervals by name
 * @param resolveTimeout after how long an alert that is not renewed, and said no end, counts as over
 */
public record Policy(
        Route root,
        List<Receiver> receivers,
        List<Inhibition> inhibitions,
        Map<String, List<TimeInterval>> intervals,
        Duration resolveTimeout) {
    /** Alertmanager's own default. */
    public static final Duration RESOLVE_TIMEOUT = Duration.ofMinutes(5);

    /** @param tellsEnd whether it is also told that alerts are over */
    public record Receiver(String name, boolean tellsEnd) {}

    public Policy {
        receivers = List.copyOf(receivers);
        inhibitions = List.copyOf(inhibitions);
        intervals = Map.copyOf(intervals);
        if (resolveTimeout.isNegative() || resolveTimeout.isZero()) {
            throw new IllegalArgumentException("the resolve timeout must be longer than nothing");
        }
        RouteNode.check(root, receivers, intervals);
    }

    public Policy(Route root, Receiver... receivers) {
        this(root, List.of(receivers), List.of(), Map.of(), RESOLVE_TIMEOUT);
    }
}
