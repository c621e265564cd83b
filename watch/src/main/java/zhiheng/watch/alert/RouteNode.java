package zhiheng.watch.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A route with all that it inherits filled in, and its place in the tree. */
final class RouteNode {
    private static final int MAX_ROUTES = 10_000;

    final int place;
    final String key;
    final String receiver;
    final boolean tellsEnd;
    final Duration groupWait;
    final Duration groupInterval;
    final Duration repeatInterval;
    private final Route route;
    private final Set<String> groupBy;
    private final List<RouteNode> children = new ArrayList<>();
    private final List<TimeInterval> muted;
    private final List<TimeInterval> active;

    private RouteNode(Route route, @Nullable RouteNode parent, Policy policy, List<RouteNode> all) {
        this.route = route;
        this.place = all.size();
        this.key = (parent == null ? "" : parent.key + "/")
                + route.matchers().stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}"));
        this.receiver = route.receiver() != null ? route.receiver() : Objects.requireNonNull(parent).receiver;
        this.tellsEnd = policy.receivers().stream().anyMatch(r -> r.name().equals(receiver) && r.tellsEnd());
        this.groupBy =
                route.groupBy() != null ? Set.copyOf(route.groupBy()) : parent == null ? Set.of() : parent.groupBy;
        this.groupWait = or(route.groupWait(), parent == null ? Route.GROUP_WAIT : parent.groupWait);
        this.groupInterval = or(route.groupInterval(), parent == null ? Route.GROUP_INTERVAL : parent.groupInterval);
        this.repeatInterval =
                or(route.repeatInterval(), parent == null ? Route.REPEAT_INTERVAL : parent.repeatInterval);
        this.muted = named(route.mutedIn(), policy);
        this.active = named(route.activeIn(), policy);
        all.add(this);
        for (var child : route.children()) {
            children.add(new RouteNode(child, this, policy, all));
        }
    }

    /** The tree, root first, each node at its {@link #place}. */
    static List<RouteNode> tree(Policy policy) {
        var all = new ArrayList<RouteNode>();
        new RouteNode(policy.root(), null, policy, all);
        return List.copyOf(all);
    }

    private static Duration or(@Nullable Duration own, Duration inherited) {
        return own == null ? inherited : own;
    }

    private static List<TimeInterval> named(List<String> names, Policy policy) {
        return names.stream()
                .flatMap(n -> Objects.requireNonNull(policy.intervals().get(n)).stream())
                .toList();
    }

    void match(Labels labels, List<RouteNode> found) {
        if (!Matcher.all(route.matchers(), labels)) {
            return;
        }
        int before = found.size();
        for (var child : children) {
            int asked = found.size();
            child.match(labels, found);
            if (found.size() > asked && !child.route.further()) {
                break;
            }
        }
        if (found.size() == before) {
            found.add(this);
        }
    }

    Labels groupOf(Labels labels) {
        return groupBy.contains(Route.ALL_LABELS) ? labels : labels.only(groupBy);
    }

    boolean speaks(Instant now) {
        return (route.activeIn().isEmpty() || active.stream().anyMatch(t -> t.contains(now)))
                && muted.stream().noneMatch(t -> t.contains(now));
    }

    static void check(Route root, List<Policy.Receiver> receivers, Map<String, List<TimeInterval>> intervals) {
        if (!root.matchers().isEmpty() || root.receiver() == null) {
            throw new IllegalArgumentException("the root route takes every alert: it has a receiver and no matchers");
        }
        if (!root.mutedIn().isEmpty() || !root.activeIn().isEmpty()) {
            throw new IllegalArgumentException("the root route must always speak: name time intervals on its children");
        }
        var names = new HashSet<String>();
        for (var receiver : receivers) {
            if (!names.add(receiver.name())) {
                throw new IllegalArgumentException("receiver '" + receiver.name() + "' is declared twice");
            }
        }
        int count = check(root, names, intervals.keySet());
        if (count > MAX_ROUTES) {
            throw new IllegalArgumentException("at most " + MAX_ROUTES + " routes; these are " + count);
        }
    }

    private static int check(Route route, Set<String> receivers, Set<String> intervals) {
        if (route.receiver() != null && !receivers.contains(route.receiver())) {
            throw new IllegalArgumentException(
                    route.described() + ": no such receiver; declare one of that name, or use one of " + receivers);
        }
        for (var list : List.of(route.mutedIn(), route.activeIn())) {
            for (var name : list) {
                if (!intervals.contains(name)) {
                    throw new IllegalArgumentException(route.described() + ": no time interval '" + name
                            + "'; declare it, or use one of " + intervals);
                }
            }
        }
        positive(route, "group_interval", route.groupInterval());
        positive(route, "repeat_interval", route.repeatInterval());
        if (route.groupWait() != null && route.groupWait().isNegative()) {
            throw new IllegalArgumentException(route.described() + ": group_wait cannot be negative");
        }
        int count = 1;
        for (var child : route.children()) {
            count += check(child, receivers, intervals);
        }
        return count;
    }

    private static void positive(Route route, String what, @Nullable Duration value) {
        if (value != null && (value.isNegative() || value.isZero())) {
            throw new IllegalArgumentException(route.described() + ": " + what + " must be longer than nothing");
        }
    }
}
