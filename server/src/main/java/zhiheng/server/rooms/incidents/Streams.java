package zhiheng.server.rooms.incidents;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.server.ground.http.JsonOut;

/**
 * Tells browsers what is put on record, as server-sent events whose ids are those of the entries: whoever comes back says which was the
 * last, and gets what came after. A browser that does not keep up is let go, and comes back the same way. A stream ends after ten
 * minutes, so that who may no longer see a room is asked again.
 */
final class Streams implements AutoCloseable {
    static final int MOST_ROOMS = 50;
    private static final int MOST = 20_000;
    private static final int MOST_QUEUED = 1_000;
    private static final long BEAT_MILLIS = 10_000;
    private static final long LIFE_MILLIS = Duration.ofMinutes(10).toMillis();
    private static final Buffer BEAT = Buffer.buffer(":\n\n");
    private static final Buffer HELLO = Buffer.buffer("retry: 1000\n\n");

    private final Vertx vertx;
    private final ConcurrentHashMap<String, Set<Stream>> rooms = new ConcurrentHashMap<>();
    private final Set<Stream> all = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final long beat;

    Streams(Vertx vertx) {
        this.vertx = vertx;
        beat = vertx.setPeriodic(BEAT_MILLIS, timer -> all.forEach(Stream::beat));
    }

    /** An entry as its event. */
    static Buffer event(Entry e) {
        return Buffer.buffer(
                "id: " + e.id() + "\nevent: entry\ndata: " + JsonOut.compact(IncidentsApi.entry(e)) + "\n\n");
    }

    /** Called once an entry is committed; neither blocks nor throws. */
    void tell(Entry e) {
        var listening = rooms.get(e.incident());
        if (listening == null || listening.isEmpty()) {
            return;
        }
        var event = event(e);
        listening.forEach(s -> s.take(e.id(), event));
    }

    /** Registers before anything is read from the database, so that nothing falls between the two. */
    Stream open(Set<String> incidents) {
        if (count.incrementAndGet() > MOST) {
            count.decrementAndGet();
            throw Refusal.unavailable("实时连接已满，请刷新页面查看。", "Too many live connections; reload the page instead.", null);
        }
        var stream = new Stream(incidents);
        all.add(stream);
        incidents.forEach(i ->
                rooms.computeIfAbsent(i, r -> ConcurrentHashMap.newKeySet()).add(stream));
        return stream;
    }

    private record Event(String id, Buffer bytes) {}

    /** One browser's. Until it has begun, what comes is queued; from then on all happens on its event loop. */
    final class Stream {
        private final Set<String> incidents;
        private final long since = System.nanoTime();
        private final ArrayDeque<Event> queued = new ArrayDeque<>();
        private @Nullable Context context;
        private @Nullable HttpServerResponse response;
        /** Read from the database, and so may come twice; ids do not tell, for two writers may tell in another order than they commit. */
        private final Set<String> read = new HashSet<>();

        private boolean over;

        Stream(Set<String> incidents) {
            this.incidents = Set.copyOf(incidents);
        }

        private void take(String id, Buffer bytes) {
            Context on;
            synchronized (this) {
                on = context;
                if (on == null) {
                    queued.add(new Event(id, bytes));
                    if (queued.size() > MOST_QUEUED) {
                        leave();
                    }
                    return;
                }
            }
            on.runOnContext(now -> write(id, bytes));
        }

        private void write(String id, Buffer bytes) {
            var to = response;
            if (to == null || to.closed() || to.ended() || read.contains(id)) {
                return;
            }
            if (to.writeQueueFull()) {
                to.reset();
                leave();
                return;
            }
            to.write(bytes);
        }

        /** On the event loop: first what was missed, then what came meanwhile, then what comes. */
        void begin(HttpServerResponse to, List<Entry> missed) {
            response = to;
            to.closeHandler(gone -> leave());
            to.endHandler(done -> leave());
            to.write(HELLO);
            missed.forEach(e -> write(e.id(), event(e)));
            missed.forEach(e -> read.add(e.id()));
            synchronized (this) {
                context = Vertx.currentContext();
                queued.forEach(e -> write(e.id(), e.bytes()));
                queued.clear();
            }
            vertx.setTimer(LIFE_MILLIS, timer -> end());
        }

        private void beat() {
            Context on;
            synchronized (this) {
                on = context;
            }
            if (on != null) {
                on.runOnContext(now -> {
                    var to = response;
                    if (to != null && !to.closed() && !to.ended() && !to.writeQueueFull()) {
                        to.write(BEAT);
                    }
                });
            } else if (System.nanoTime() - since > 3 * BEAT_MILLIS * 1_000_000) {
                leave(); // its browser was gone before it began
            }
        }

        private void end() {
            var to = response;
            if (to != null && !to.closed() && !to.ended()) {
                to.end();
            }
            leave();
        }

        private void leave() {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
            }
            count.decrementAndGet();
            all.remove(this);
            for (var incident : incidents) {
                rooms.computeIfPresent(incident, (i, set) -> {
                    set.remove(this);
                    return set.isEmpty() ? null : set;
                });
            }
        }
    }

    @Override
    public void close() {
        vertx.cancelTimer(beat);
        for (var stream : all) {
            Context on;
            synchronized (stream) {
                on = stream.context;
            }
            if (on == null) {
                stream.leave();
            } else {
                on.runOnContext(now -> stream.end());
            }
        }
    }
}
