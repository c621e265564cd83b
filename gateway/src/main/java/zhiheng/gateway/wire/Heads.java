package zhiheng.gateway.wire;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Closes connections on which the next head does not come whole in time. An idle time-out alone is held off by one byte now and then,
 * and so by one cheap client with thousands of connections (Slowloris). Lives on the event loop that makes it.
 */
public final class Heads {
    private static final long OFTEN_MILLIS = 1_000;
    private static final long BUSY = Long.MAX_VALUE;

    private final long firstNanos;
    private final long nextNanos;
    /** When the head is due, {@link #BUSY} while a call is under way. */
    private final Map<HttpConnection, Long> due = new HashMap<>();

    /** @param first for the first head of a connection; {@code next} from an answer to the head of the call after it */
    public Heads(Vertx vertx, Duration first, Duration next) {
        firstNanos = first.toNanos();
        nextNanos = next.toNanos();
        vertx.setPeriodic(Math.clamp(first.toMillis() / 4, 1, OFTEN_MILLIS), timer -> sweep(System.nanoTime()));
    }

    /** @param gone is told of its end */
    public void opened(HttpConnection connection, Runnable gone) {
        due.put(connection, System.nanoTime() + firstNanos);
        connection.closeHandler(closed -> {
            due.remove(connection);
            gone.run();
        });
    }

    /** @return whether its connection was {@link #opened} and is not closed; else the request is nobody's and is let go */
    public boolean arrived(HttpServerRequest request) {
        var connection = request.connection();
        if (due.replace(connection, BUSY) == null) {
            return false;
        }
        request.response().endHandler(sent -> due.replace(connection, System.nanoTime() + nextNanos));
        return true;
    }

    /** Whether a request of HTTP/1.1 has no Host, or several (RFC 9112, section 3.2): two who read it could mean two places. */
    public static boolean isAmbiguous(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_1_1
                && request.headers().getAll("Host").size() != 1;
    }

    private void sweep(long now) {
        due.entrySet().stream()
                .filter(e -> e.getValue() != BUSY && e.getValue() - now < 0)
                .map(Map.Entry::getKey)
                .toList() // closing takes them out of the map
                .forEach(HttpConnection::close);
    }
}
