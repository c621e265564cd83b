package zhiheng.watch.alert;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of the routing tree. An alert goes to the first child that takes it, and on to further children while {@code further}
 * is set; where no child takes it, the node itself notifies. What is null is inherited; time intervals are not.
 *
 * @param further also ask the children after this one (Alertmanager's {@code continue})
 * @param groupBy label names; the single name {@code ...} puts every alert into a group of its own
 * @param groupWait how long a new group waits for more alerts before it first notifies
 * @param groupInterval how long it then waits before it tells of changes
 * @param repeatInterval after how long it tells again although nothing changed, at the next multiple of the group interval
 * @param mutedIn names of time intervals in which it says nothing
 * @param activeIn names of time intervals outside which it says nothing; none means always
 */
public record Route(
        @Nullable String receiver,
        List<Matcher> matchers,
        boolean further,
        @Nullable List<String> groupBy,
        @Nullable Duration groupWait,
        @Nullable Duration groupInterval,
        @Nullable Duration repeatInterval,
        List<String> mutedIn,
        List<String> activeIn,
        List<Route> children) {
    public static final String ALL_LABELS = "...";

    /** Alertmanager's own defaults. */
    public static final Duration GROUP_WAIT = Duration.ofSeconds(30);

    public static final Duration GROUP_INTERVAL = Duration.ofMinutes(5);
    public static final Duration REPEAT_INTERVAL = Duration.ofHours(4);

    public Route {
        matchers = matchers.stream().sorted().toList();
        groupBy = groupBy == null ? null : List.copyOf(groupBy);
        mutedIn = List.copyOf(mutedIn);
        activeIn = List.copyOf(activeIn);
        children = List.copyOf(children);
    }

    /** A root: takes every alert. */
    public static Route to(String receiver) {
        return new Route(receiver, List.of(), false, null, null, null, null, List.of(), List.of(), List.of());
    }

    /** A child that takes alerts fitting all matchers and inherits the rest. */
    public static Route when(String... matchers) {
        var read = java.util.Arrays.stream(matchers).map(Matcher::parse).toList();
        return new Route(null, read, false, null, null, null, null, List.of(), List.of(), List.of());
    }

    public Route receiver(String name) {
        return new Route(
                name,
                matchers,
                further,
                groupBy,
                groupWait,
                groupInterval,
                repeatInterval,
                mutedIn,
                activeIn,
                children);
    }

    public Route andFurther() {
        return new Route(
                receiver,
                matchers,
                true,
                groupBy,
                groupWait,
                groupInterval,
                repeatInterval,
                mutedIn,
                activeIn,
                children);
    }

    public Route groupBy(String... labels) {
        return new Route(
                receiver,
                matchers,
                further,
                List.of(labels),
                groupWait,
                groupInterval,
                repeatInterval,
                mutedIn,
                activeIn,
                children);
    }

    public Route timing(Duration wait, Duration interval, Duration repeat) {
        return new Route(receiver, matchers, further, groupBy, wait, interval, repeat, mutedIn, activeIn, children);
    }

    public Route mutedIn(String... intervals) {
        return new Route(
                receiver,
                matchers,
                further,
                groupBy,
                groupWait,
                groupInterval,
                repeatInterval,
                List.of(intervals),
                activeIn,
                children);
    }

    public Route activeIn(String... intervals) {
        return new Route(
                receiver,
                matchers,
                further,
                groupBy,
                groupWait,
                groupInterval,
                repeatInterval,
                mutedIn,
                List.of(intervals),
                children);
    }

    public Route children(Route... routes) {
        return new Route(
                receiver,
                matchers,
                further,
                groupBy,
                groupWait,
                groupInterval,
                repeatInterval,
                mutedIn,
                activeIn,
                List.of(routes));
    }

    /** For messages: which route it is. */
    String described() {
        return "route " + matchers + " to " + (receiver == null ? "its parent's receiver" : receiver);
    }
}
