package zhiheng.server.ground.page;

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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;

/**
 * Tells browsers what happens in rooms, as server-sent events with ids that rise: whoever comes back says which was the last, and gets
 * what came after. A browser that does not keep up is let go, and comes back the same way. A stream ends after ten
 * minutes, so that who may no longer see a room is asked again.
 */
public final class EventStreams implements AutoCloseable {
    public static final int MOST_ROOMS = 50;
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

    public EventStreams(Vertx vertx) {
        this.vertx = vertx;
        beat = vertx.setPeriodic(BEAT_MILLIS, timer -> all.forEach(Stream::beat));
    }

    /**
     * One event.
     *
     * @param json its data, in one line
     */
    public static Event event(String id, String json) {
        return new Event(id, Buffer.buffer("id: " + id + "\nevent: entry\ndata: " + json + "\n\n"));
    }

    /** Called once what is told is committed; neither blocks nor throws. The event is made only where somebody listens. */
    public void tell(String room, Supplier<Event> event) {
        var listening = rooms.get(room);
        if (listening == null || listening.isEmpty()) {
            return;
        }
        var made = event.get();
        listening.forEach(s -> s.take(made.id(), made.bytes()));
    }

    /** Registers before anything is read from the database, so that nothing falls between the two. */
    public Stream open(Set<String> wanted) {
        if (count.incrementAndGet() > MOST) {
            count.decrementAndGet();
            throw Refusal.unavailable("实时连接已满，请刷新页面查看。", "Too many live connections; reload the page instead.", null);
        }
        var stream = new Stream(wanted);
        all.add(stream);
        wanted.forEach(i ->
                rooms.computeIfAbsent(i, r -> ConcurrentHashMap.newKeySet()).add(stream));
        return stream;
    }

    /** What is sent, made by {@link #event}. */
    public record Event(String id, Buffer bytes) {}

    /** One browser's. Until it has begun, what comes is queued; from then on all happens on its event loop. */
    public final class Stream {
        private final Set<String> wanted;
        private final long since = System.nanoTime();
        private final ArrayDeque<Event> queued = new ArrayDeque<>();
        private @Nullable Context context;
        private @Nullable HttpServerResponse response;
        /** Read from the database, and so may come twice; ids do not tell, for two writers may tell in another order than they commit. */
        private final Set<String> read = new HashSet<>();

        private boolean over;

        private Stream(Set<String> wanted) {
            this.wanted = Set.copyOf(wanted);
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
        public void begin(HttpServerResponse to, List<Event> missed) {
            response = to;
            to.closeHandler(gone -> leave());
            to.endHandler(done -> leave());
            to.write(HELLO);
            missed.forEach(e -> write(e.id(), e.bytes()));
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
            for (var room : wanted) {
                rooms.computeIfPresent(room, (i, set) -> {
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
