package zhiheng.watch.alert;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;

/**
 * An alert as it is remembered.
 *
 * @param timeout the end is only the moment at which it counts as over if nobody renews it
 */
record Known(
        Labels labels, Map<String, String> annotations, Instant start, Instant end, boolean timeout, Instant updated) {
    /** By the labels job and instance first, then by all labels: the order of alerts in a notification. */
    static final Comparator<Known> ORDER = (a, b) -> compare(a.labels, b.labels);

    boolean over(Instant now) {
        return !end.isAfter(now);
    }

    /** This alert with what an earlier one with the same labels said, where their times overlap. */
    Known after(Known old, Instant now) {
        boolean overlaps =
                end.isAfter(old.start) && end.isBefore(old.end) || start.isAfter(old.start) && start.isBefore(old.end);
        if (!overlaps) {
            return this;
        }
        var first = old.start.isBefore(start) ? old.start : start;
        var last = end;
        if (over(now)) {
            last = old.over(now) && old.end.isAfter(end) ? old.end : end;
        } else if (old.end.isAfter(end) && !old.timeout) {
            last = old.end;
        }
        return new Known(labels, annotations, first, last, timeout, updated);
    }

    private static int compare(Labels a, Labels b) {
        for (var name : new String[] {"job", "instance"}) {
            var left = a.value(name);
            var right = b.value(name);
            if (!left.equals(right)) {
                return left.isEmpty() ? 1 : right.isEmpty() ? -1 : left.compareTo(right);
            }
        }
        if (a.size() != b.size()) {
            return Integer.compare(a.size(), b.size());
        }
        var right = b.asMap().entrySet().iterator();
        for (var left : a.asMap().entrySet()) {
            var other = right.next();
            int byName = left.getKey().compareTo(other.getKey());
            if (byName != 0) {
                return -byName; // whoever lacks the earlier name comes first
            }
            int byValue = left.getValue().compareTo(other.getValue());
            if (byValue != 0) {
                return byValue;
            }
        }
        return 0;
    }
}
