package zhiheng.server.rooms.notify;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Ids;
import zhiheng.server.rooms.notify.NotificationRows.Pending;
import zhiheng.server.rooms.notify.NotificationRows.Seen;
import zhiheng.watch.alert.Dispatcher;
import zhiheng.watch.alert.Policy;
import zhiheng.watch.alert.Raised;
import zhiheng.watch.alert.Route;

/**
 * Tells receivers of the alerts in the database, at least once. It only looks into the table that alerts are written to, so whoever
 * raises them never waits for it. What the dispatcher says is written, with what it remembers, before any of it is sent: a
 * restart, at whatever point, goes on from there. Times are Alertmanager's: a group, the alerts of one system, waits 30 s, tells
 * changes every 5 minutes and repeats after 4 hours.
 */
public final class Notifier implements AutoCloseable {
    /** Alerts last raised longer ago than this are told by nobody any more. */
    private static final Duration LOOK_BACK = Duration.ofDays(7);

    private static final String NOBODY = "nobody";

    private final NotificationRows rows;
    private final Policy policy;
    private final Ids ids;
    private final Clock clock;
    private final List<Delivery> deliveries;
    private final List<Thread> threads = new ArrayList<>();
    private final Seldom log = new Seldom();
    private String pages = "";
    private @Nullable Dispatcher dispatcher;
    private Instant from = Instant.EPOCH;
    /** Read at {@link #from}, where the next look begins. */
    private Set<Seen> read = Set.of();
    /** The newest alert of each monitor about each system. */
    private final Map<String, Seen> newest = new HashMap<>();

    public Notifier(NotificationRows rows, List<Receiver> receivers, Ids ids, Clock clock) {
        this.rows = rows;
        this.ids = ids;
        this.clock = clock;
        policy = policy(receivers);
        deliveries = receivers.stream().map(r -> new Delivery(rows, r, clock)).toList();
        int left = rows.keepOnly(receivers.stream().map(Receiver::name).toList());
        if (left > 0) {
            log.warn("{0} notifications waited for receivers that are no longer named, and are dropped", left);
        }
    }

    private static Policy policy(List<Receiver> receivers) {
        var routes = receivers.stream()
                .map(r -> (r.from() == null ? Route.when() : Route.when("grade=~" + String.join("|", r.grades())))
                        .receiver(r.name())
                        .andFurther())
                .toArray(Route[]::new);
        var all = new ArrayList<Policy.Receiver>();
        receivers.forEach(r -> all.add(new Policy.Receiver(r.name(), true)));
        all.add(new Policy.Receiver(NOBODY, false));
        return new Policy(
                Route.to(NOBODY).groupBy("system").children(routes), all, List.of(), Map.of(), Notices.OVER_AFTER);
    }

    /** @param address of the pages, to which notifications point */
    public void start(URI address) {
        pages = address.toString();
        threads.add(Thread.ofVirtual().name("notifier").start(this::run));
        deliveries.forEach(d -> threads.add(Thread.ofVirtual().name("delivery").start(d::run)));
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                round();
                Thread.sleep(Delivery.LOOK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes alerts in and writes what is to be told of them. */
    void round() {
        try {
            var d = dispatcher == null ? open() : dispatcher;
            take(d);
            tell(d);
        } catch (RuntimeException e) {
            dispatcher = null; // it may have said what was not written: begin again from what was
            log.warn("notifications cannot be made, trying again: {0}", e.getMessage());
        }
    }

    private Dispatcher open() {
        var now = clock.instant();
        from = now.minus(LOOK_BACK);
        read = Set.of();
        newest.clear();
        dispatcher = rows.dispatcher().map(this::read).orElseGet(() -> new Dispatcher(policy, now));
        return dispatcher;
    }

    private Dispatcher read(String state) {
        try {
            return Dispatcher.read(
                    policy,
                    new DataInputStream(
                            new ByteArrayInputStream(Base64.getDecoder().decode(state))));
        } catch (IOException | IllegalArgumentException e) {
            log.warn("what receivers know cannot be read ({0}); alerts that last are told anew", e.getMessage());
            return new Dispatcher(policy, clock.instant());
        }
    }

    private void take(Dispatcher d) {
        boolean more = true;
        while (more) {
            var batch = rows.seen(from);
            var last = new LinkedHashMap<String, Seen>();
            for (var seen : batch) {
                if (!read.contains(seen)) {
                    last.put(seen.alert().system() + " " + seen.alert().monitor(), seen);
                }
            }
            more = batch.size() == NotificationRows.MOST_SEEN && !last.isEmpty();
            if (!batch.isEmpty()) {
                from = batch.getLast().seen();
                read = Set.copyOf(
                        batch.stream().filter(s -> s.seen().equals(from)).toList());
            }
            last.forEach((name, seen) -> take(d, name, seen));
        }
    }

    /** An undelivered alert counts as active from now, whatever its age; others until they time out. */
    private void take(Dispatcher d, String name, Seen seen) {
        var now = clock.instant();
        var before = newest.put(name, seen);
        if (before != null && before.alert().grade() != seen.alert().grade()) {
            put(d, Notices.raised(before, earlier(now, before.seen().plus(Notices.OVER_AFTER))), now);
        }
        put(d, Notices.raised(seen, seen.told() ? seen.seen().plus(Notices.OVER_AFTER) : null), now);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private void put(Dispatcher d, Raised raised, Instant now) {
        try {
            d.put(raised, now);
        } catch (IllegalArgumentException e) {
            log.warn("an alert cannot be told of: {0}", e.getMessage());
        }
    }

    private void tell(Dispatcher d) {
        var made = new ArrayList<Pending>();
        var alerts = new HashSet<String>();
        for (var n : d.tick(clock.instant())) {
            if (!n.receiver().equals(NOBODY)) {
                made.add(new Pending(ids.next(), n.receiver(), n.at(), WebhookJson.of(n, pages)));
                n.alerts()
                        .forEach(a -> alerts.add(
                                Objects.requireNonNull(a.annotations().get(Notices.ALERT))));
            }
        }
        if (!made.isEmpty()) {
            int dropped = rows.add(made, alerts, state(d));
            if (dropped > 0) {
                log.warn("{0} notifications that waited longest gave way to newer ones", dropped);
            }
        }
    }

    private static String state(Dispatcher d) {
        var bytes = new ByteArrayOutputStream();
        try {
            d.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    List<Delivery> deliveries() {
        return deliveries;
    }

    /** How it stands with each receiver. */
    public List<Standing> standing() {
        return deliveries.stream().map(Delivery::standing).toList();
    }

    /** What waits stays in the database. */
    @Override
    public void close() throws InterruptedException {
        threads.forEach(Thread::interrupt);
        deliveries.forEach(Delivery::close);
        for (var thread : threads) {
            thread.join(Duration.ofSeconds(5));
        }
    }
}
