package zhiheng.watch.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What is accepted from outside, and the defaults for what it leaves out. */
final class Limits {
    static final int ALERTS = 100_000;
    static final int SILENCES = 10_000;
    private static final int NAMES = 64;
    private static final int CHARS = 10_000;

    private Limits() {}

    static Known checked(Raised raised, Instant now, Duration resolveTimeout) {
        size("labels", raised.labels());
        size("annotations", raised.annotations());
        var labels = Labels.of(raised.labels());
        if (labels.size() == 0) {
            throw new IllegalArgumentException("an alert needs at least one label with a value, by which it is known");
        }
        var end = raised.end();
        var start = raised.start() != null ? raised.start() : end != null && end.isBefore(now) ? end : now;
        boolean timeout = end == null;
        var until = end == null ? now.plus(resolveTimeout) : end;
        if (until.isBefore(start)) {
            throw new IllegalArgumentException(
                    "alert " + labels + " ends at " + until + ", before it starts at " + start);
        }
        return new Known(labels, raised.annotations(), start, until, timeout, now);
    }

    private static void size(String what, Map<String, String> map) {
        if (map.size() > NAMES) {
            throw new IllegalArgumentException(
                    "an alert has at most " + NAMES + " " + what + "; this one has " + map.size());
        }
        map.forEach((name, value) -> {
            if (name.isEmpty() || name.length() + value.length() > CHARS) {
                throw new IllegalArgumentException("one of the alert's " + what + " has no name or is longer than "
                        + CHARS + " characters; shorten it and link to the rest");
            }
        });
    }
}
