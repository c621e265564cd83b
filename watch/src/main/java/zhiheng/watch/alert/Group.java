package zhiheng.watch.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Alerts of one route with the same group labels, and when it speaks next. */
final class Group implements Comparable<Group> {
    /** Names a group: the place of its route in the tree, and its labels. */
    record Id(int place, Labels labels) {}

    final RouteNode route;
    final Labels labels;
    final long sequence;
    final Map<Labels, Known> alerts = new LinkedHashMap<>();
    Instant next;
    boolean flushed;

    Group(RouteNode route, Labels labels, long sequence, Instant next) {
        this.route = route;
        this.labels = labels;
        this.sequence = sequence;
        this.next = next;
    }

    Id id() {
        return new Id(route.place, labels);
    }

    String key() {
        return route.key + ":" + labels;
    }

    /** The moment at which it speaks when that is late: once, not once for every interval slept through. */
    Instant due(Instant now) {
        var late = Duration.between(next, now);
        return late.compareTo(route.groupInterval) < 0
                ? next
                : next.plus(route.groupInterval.multipliedBy(late.dividedBy(route.groupInterval)));
    }

    List<Known> sorted() {
        return alerts.values().stream().sorted(Known.ORDER).toList();
    }

    @Override
    public int compareTo(Group other) {
        int byTime = next.compareTo(other.next);
        return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(sequence);
    }
}
