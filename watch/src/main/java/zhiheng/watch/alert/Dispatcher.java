package zhiheng.watch.alert;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Turns alerts into notifications as Alertmanager 0.25 does. It has no clock: every call says what time it is, so the same
 * calls give the same notifications. Time never goes back; a call with an earlier time counts as made at the latest one seen.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Dispatcher {
    /** Groups without alerts are forgotten at multiples of this, and only then wait again before they speak. */
    static final Duration MAINTENANCE = Duration.ofSeconds(30);

    /** Alerts that are over stay known this long at most, to be merged with what still comes in about them. */
    private static final Duration KEEP_OVER = Duration.ofMinutes(30);

    final Policy policy;
    final List<RouteNode> routes;
    final Map<Labels, Known> known = new LinkedHashMap<>();
    final Map<Group.Id, Group> groups = new HashMap<>();
    final Map<String, Silence> silences = new LinkedHashMap<>();
    final NotificationLog log = new NotificationLog();
    final TreeSet<Group> queue = new TreeSet<>();
    private final Inhibitor inhibitor;
    private final List<Notification> outbox = new ArrayList<>();
    Instant now;
    Instant maintenance;
    Instant cleaning;
    long sequence;

    public Dispatcher(Policy policy, Instant start) {
        this.policy = policy;
        this.routes = RouteNode.tree(policy);
        this.inhibitor = new Inhibitor(policy.inhibitions(), known);
        this.now = start;
        this.maintenance = start.plus(MAINTENANCE);
        this.cleaning = start.plus(KEEP_OVER);
    }

    /**
     * Takes an alert in, new, renewed or ended.
     *
     * @throws IllegalArgumentException when it has no label, ends before it starts, or is larger than {@link Limits} allow
     */
    public void put(Raised raised, Instant time) {
        advance(time);
        var alert = Limits.checked(raised, now, policy.resolveTimeout());
        var old = known.get(alert.labels());
        if (old == null && known.size() >= Limits.ALERTS) {
            throw new IllegalArgumentException("more than " + Limits.ALERTS
                    + " different alerts at once; leave out labels whose value differs for every event");
        }
        enter(old == null ? alert : alert.after(old, now));
    }

    /** Puts an alert into the groups of all routes that take it. */
    void enter(Known alert) {
        remember(alert);
        var found = new ArrayList<RouteNode>();
        routes.getFirst().match(alert.labels(), found);
        for (var route : found) {
            var group = group(route, route.groupOf(alert.labels()));
            group.alerts.put(alert.labels(), alert);
            if (!group.flushed && alert.start().plus(route.groupWait).isBefore(now)) {
                reschedule(group, now);
            }
        }
    }

    /** Adds a silence, or replaces the one with the same id; ending one early means replacing it. */
    public void silence(Silence silence, Instant time) {
        advance(time);
        if (!silences.containsKey(silence.id()) && silences.size() >= Limits.SILENCES) {
            throw new IllegalArgumentException("more than " + Limits.SILENCES + " silences; let some end first");
        }
        silences.put(silence.id(), silence);
    }

    public Collection<Silence> silences() {
        return List.copyOf(silences.values());
    }

    /** All notifications due until {@code time} and not yet handed out, in order. */
    public List<Notification> tick(Instant time) {
        advance(time);
        outbox.sort(Comparator.comparing(Notification::at));
        var due = List.copyOf(outbox);
        outbox.clear();
        return due;
    }

    /** When something can next become due; empty while there is no group. */
    public Optional<Instant> next() {
        return queue.isEmpty() ? Optional.empty() : Optional.of(queue.first().next);
    }

    /** Says that a notification could not be delivered: its group tells it again with its next interval. */
    public void undelivered(Notification notification) {
        log.undo(new NotificationLog.Key(notification.groupKey(), notification.receiver()), notification.at());
        var labels = Labels.of(notification.groupLabels());
        routes.stream()
                .filter(route -> route.receiver.equals(notification.receiver())
                        && notification.groupKey().equals(route.key + ":" + labels))
                .findFirst()
                .ifPresent(route -> takeBack(group(route, labels), notification));
    }

    private static void takeBack(Group group, Notification notification) {
        for (var item : notification.alerts()) {
            if (item.end() != null) {
                var over = new Known(
                        Labels.of(item.labels()),
                        item.annotations(),
                        item.start(),
                        item.end(),
                        false,
                        notification.at());
                group.alerts.putIfAbsent(over.labels(), over);
            }
        }
    }

    private Group group(RouteNode route, Labels labels) {
        var known = groups.get(new Group.Id(route.place, labels));
        if (known != null) {
            return known;
        }
        var group = new Group(route, labels, sequence++, now.plus(route.groupWait));
        restore(group);
        return group;
    }

    private void reschedule(Group group, Instant next) {
        queue.remove(group);
        group.next = next;
        queue.add(group);
    }

    /** Does, in order of time, all that is due. */
    private void advance(Instant time) {
        var until = time.isAfter(now) ? time : now;
        for (boolean more = true; more; ) {
            var group = queue.isEmpty() ? null : queue.first();
            if (group != null && !group.next.isAfter(maintenance) && !group.next.isAfter(until)) {
                flush(group, group.due(until));
            } else if (!maintenance.isAfter(until)) {
                boolean idle = group == null || group.next.isAfter(until);
                maintain(idle ? lastMaintenance(until) : maintenance);
            } else {
                more = false;
            }
        }
        now = until;
    }

    /** While no group speaks nothing changes between one maintenance and the next, so that only the last is done. */
    private Instant lastMaintenance(Instant until) {
        return maintenance.plus(
                MAINTENANCE.multipliedBy(Duration.between(maintenance, until).dividedBy(MAINTENANCE)));
    }

    private void flush(Group group, Instant at) {
        group.flushed = true;
        reschedule(group, at.plus(group.route.groupInterval));
        if (group.route.speaks(at)) {
            var heard = group.sorted().stream()
                    .filter(a -> !inhibitor.inhibits(a.labels(), at) && !silenced(a.labels(), at))
                    .toList();
            if (!heard.isEmpty()) {
                tell(group, heard, at);
            }
        }
        group.alerts.values().removeIf(alert -> alert.over(at));
    }

    private void tell(Group group, List<Known> alerts, Instant at) {
        var firing = alerts.stream().filter(a -> !a.over(at)).map(Known::labels).collect(Collectors.toSet());
        var resolved =
                alerts.stream().filter(a -> a.over(at)).map(Known::labels).collect(Collectors.toSet());
        var route = group.route;
        var key = new NotificationLog.Key(group.key(), route.receiver);
        if (!log.news(key, firing, resolved, route, at)) {
            return;
        }
        log.told(key, firing, resolved, at);
        if (route.tellsEnd || !firing.isEmpty()) {
            var items = alerts.stream()
                    .filter(a -> route.tellsEnd || !a.over(at))
                    .map(a -> new Notification.Item(
                            a.labels().asMap(), a.annotations(), a.start(), a.over(at) ? a.end() : null))
                    .toList();
            outbox.add(new Notification(at, route.receiver, group.key(), group.labels.asMap(), items));
        }
    }

    private boolean silenced(Labels labels, Instant at) {
        for (var silence : silences.values()) {
            if (silence.active(at) && Matcher.all(silence.matchers(), labels)) {
                return true;
            }
        }
        return false;
    }

    private void maintain(Instant at) {
        groups.values().removeIf(group -> group.alerts.isEmpty() && queue.remove(group));
        if (!at.isBefore(cleaning)) {
            known.values().removeIf(alert -> {
                boolean over = alert.over(at);
                if (over) {
                    inhibitor.remove(alert.labels());
                }
                return over;
            });
            silences.values()
                    .removeIf(silence ->
                            silence.to().plus(NotificationLog.RETENTION).isBefore(at));
            log.forget(at);
            cleaning = at.plus(KEEP_OVER);
        }
        maintenance = at.plus(MAINTENANCE);
    }

    /** Writes all that is remembered, except notifications not yet fetched by {@link #tick}. */
    public void write(DataOutput out) throws IOException {
        StateIo.write(this, out);
    }

    /**
     * Continues from what was written. If the policy is another one, alerts are routed anew and what receivers were told is
     * kept, as when Alertmanager reads its configuration again.
     */
    public static Dispatcher read(Policy policy, DataInput in) throws IOException {
        return StateIo.read(policy, in);
    }

    void remember(Known alert) {
        known.put(alert.labels(), alert);
        inhibitor.add(alert.labels());
    }

    void restore(Group group) {
        groups.put(group.id(), group);
        queue.add(group);
    }
}
