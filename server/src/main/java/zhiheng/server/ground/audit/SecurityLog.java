package zhiheng.server.ground.audit;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zhiheng.office.acts.Act;
import zhiheng.server.ground.log.RequestId;

/**
 * Takes events from every door without making anybody wait, and hands them to the log and, in lots, to a store. What comes faster
 * than it can be stored is counted; a flood from one address is noted as its first and a number.
 */
public final class SecurityLog implements AutoCloseable {
    private static final int WAITING = 10_000;
    private static final int LOT = 500;
    private static final Logger LOG = LoggerFactory.getLogger("zhiheng.security");
    private static final List<String> KEPT = List.of(
            "person.",
            "retention.",
            "system.erased",
            "token.",
            "password.",
            "factor.",
            "sso.",
            "org.",
            "permit.",
            "gateway.",
            "system.archived",
            "system.unarchived",
            "system.merged",
            "content.read");

    private sealed interface Item {}

    private record Event(SecurityEvent event) implements Item {}

    private record Mark(CountDownLatch reached) implements Item {}

    private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final Clock clock;
    private final Floods floods = new Floods();
    private final Thread writer;
    private volatile @Nullable Consumer<List<SecurityEvent>> sink;
    private volatile boolean closing;

    public SecurityLog(Clock clock) {
        this.clock = clock;
        writer = Thread.ofVirtual().name("security-log").start(this::write);
    }

    /** Where events are kept from now on. */
    public void keepIn(Consumer<List<SecurityEvent>> store) {
        sink = store;
    }

    public void note(SecurityEvent.Kind kind, String actor, String subject, String address, String what) {
        offer(new SecurityEvent(
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                kind,
                actor,
                subject,
                address,
                what,
                RequestId.current()));
    }

    /** Notes those acts that change who may do what. */
    public void acts(List<Act> acts) {
        for (var act : acts) {
            if (KEPT.stream().anyMatch(act.name()::startsWith)) {
                offer(new SecurityEvent(
                        act.time(),
                        SecurityEvent.Kind.CHANGED,
                        act.actor(),
                        act.subject(),
                        "",
                        act.name(),
                        RequestId.current()));
            }
        }
    }

    private void offer(SecurityEvent event) {
        floods.take(event).forEach(this::put);
    }

    private void put(SecurityEvent event) {
        var line = LOG.atInfo().addKeyValue("kind", event.kind());
        member(line, "actor", event.actor());
        member(line, "subject", event.subject());
        member(line, "address", event.address());
        member(line, "what", event.what());
        line.log("security");
        if (!queue.offer(new Event(event))) {
            lost.incrementAndGet();
        }
    }

    private static void member(org.slf4j.spi.LoggingEventBuilder line, String name, String value) {
        if (!value.isEmpty()) {
            var _ = line.addKeyValue(name, value);
        }
    }

    private void write() {
        while (!closing || !queue.isEmpty()) {
            try {
                var first = queue.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    var lot = new ArrayList<Item>();
                    lot.add(first);
                    queue.drainTo(lot, LOT);
                    keep(lot);
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void keep(List<Item> lot) {
        var events = new ArrayList<SecurityEvent>();
        long gone = lost.getAndSet(0);
        if (gone > 0) {
            events.add(new SecurityEvent(
                    clock.instant().truncatedTo(ChronoUnit.MILLIS),
                    SecurityEvent.Kind.LOST,
                    "",
                    "",
                    "",
                    Long.toString(gone),
                    ""));
        }
        var marks = new ArrayList<Mark>();
        for (var item : lot) {
            switch (item) {
                case Event e -> events.add(e.event());
                case Mark m -> marks.add(m);
            }
        }
        var to = sink;
        if (to != null && !events.isEmpty()) {
            try {
                to.accept(events);
            } catch (RuntimeException e) {
                lost.addAndGet(
                        gone + events.size() - (gone > 0 ? 1 : 0)); // a line that tells of lost ones is none itself
                LOG.warn("security events could not be stored", e);
            }
        }
        marks.forEach(m -> m.reached().countDown());
    }

    /** Returns once what was noted before is stored. */
    public void flush() {
        var mark = new Mark(new CountDownLatch(1));
        try {
            queue.put(mark);
            mark.reached().await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws InterruptedException {
        floods.rest(clock.instant()).forEach(this::put);
        closing = true;
        var _ = queue.offer(new Mark(new CountDownLatch(1))); // wakes the writer; a full queue keeps it awake
        writer.join(java.time.Duration.ofSeconds(10));
    }
}
