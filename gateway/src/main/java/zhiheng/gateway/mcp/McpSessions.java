package zhiheng.gateway.mcp;

import io.vertx.core.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.upstream.Destinations;
import zhiheng.gateway.wire.Parts;

/**
 * The sessions of clients. An id is 256 random bits and works with the keys of its system alone. One that has the form but is not known,
 * as after a restart, is taken up: some clients never begin again, and it opens nothing that their key does not.
 */
final class McpSessions implements AutoCloseable {
    private static final int MOST = 2_000;
    private static final int MOST_PROGRAMS = 32;
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration SWEEP = Duration.ofMinutes(1);
    private static final SecureRandom RANDOM = new SecureRandom();

    private record Key(String system, String server, String id) {}

    private final Map<Key, McpSession> sessions = new ConcurrentHashMap<>();
    private final Semaphore programs = new Semaphore(MOST_PROGRAMS);
    private final Parts parts;
    private final ServerAsks asks;
    private final McpSession.Opener opener;
    private final long timer;

    McpSessions(Parts parts, Destinations destinations, HttpClient plain, HttpClient tls, ServerAsks asks) {
        this.parts = parts;
        this.asks = asks;
        opener = target -> switch (target) {
            case McpTarget.Http(var upstream, var limit) ->
                new HttpPeer(parts.vertx(), upstream.isTls() ? tls : plain, destinations, upstream);
            case McpTarget.Program program -> ProgramPeer.start(program, programs);
        };
        timer = parts.vertx().setPeriodic(SWEEP.toMillis(), late -> sweep(System.nanoTime()));
    }

    McpSession begin(McpDoor.Place place) {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return put(place, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), false);
    }

    /** @return null for what is no id of a session */
    @Nullable
    McpSession of(McpDoor.Place place, @Nullable String id) {
        if (id == null || !id.matches("[A-Za-z0-9_-]{43}")) {
            return null;
        }
        var known = sessions.get(new Key(place.system(), place.server(), id));
        if (known != null && known.place().target().equals(place.target())) {
            known.usedAt = System.nanoTime();
            return known;
        }
        return put(place, id, true);
    }

    private McpSession put(McpDoor.Place place, String id, boolean resumed) {
        var session = new McpSession(id, resumed, place, opener, asks, System.nanoTime());
        var before = sessions.put(new Key(place.system(), place.server(), id), session);
        if (before != null) {
            before.close();
        }
        if (sessions.size() > MOST) {
            sessions.entrySet().stream()
                    .filter(e -> !e.getValue().isBusy())
                    .min(Comparator.comparingLong(e -> e.getValue().usedAt))
                    .ifPresent(e -> end(e.getKey()));
        }
        return session;
    }

    void end(String system, String server, String id) {
        end(new Key(system, server, id));
    }

    private void end(Key key) {
        var ended = sessions.remove(key);
        if (ended != null) {
            ended.close();
        }
    }

    private void sweep(long now) {
        sessions.entrySet().stream()
                .filter(e -> !e.getValue().isBusy() && now - e.getValue().usedAt > IDLE.toNanos())
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::end);
    }

    @Override
    public void close() {
        parts.vertx().cancelTimer(timer);
        sessions.keySet().stream().toList().forEach(this::end);
    }
}
