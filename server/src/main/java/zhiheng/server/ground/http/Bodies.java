package zhiheng.server.ground.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Ends requests whose body does not come: in a time, and then at a least speed. Lives on the event loop that makes it. */
final class Bodies {
    private static final long LEAST_BYTES_PER_SECOND = 16 << 10;
    private static final long OFTEN_MILLIS = 1_000;

    private final long patienceNanos;
    /** When each began. */
    private final Map<HttpServerRequest, Long> coming = new IdentityHashMap<>();

    Bodies(Vertx vertx, Duration patience) {
        patienceNanos = patience.toNanos();
        vertx.setPeriodic(Math.clamp(patience.toMillis() / 4, 1, OFTEN_MILLIS), timer -> sweep(System.nanoTime()));
    }

    void arrived(HttpServerRequest request) {
        var length = request.getHeader("Content-Length");
        if (length != null && !length.equals("0") || request.headers().contains("Transfer-Encoding")) {
            coming.put(request, System.nanoTime());
            request.end().onComplete(whole -> coming.remove(request));
        }
    }

    private void sweep(long now) {
        coming.entrySet().stream()
                .filter(e -> now - e.getValue() > patienceNanos + earnedNanos(e.getKey()))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::end);
    }

    private static long earnedNanos(HttpServerRequest request) {
        return TimeUnit.SECONDS.toNanos(request.bytesRead() / LEAST_BYTES_PER_SECOND);
    }

    private void end(HttpServerRequest request) {
        coming.remove(request);
        var response = request.response();
        if (response.headWritten()) {
            request.connection().close();
        } else {
            response.setStatusCode(408)
                    .putHeader("Connection", "close")
                    .end()
                    .onComplete(sent -> request.connection().close());
        }
    }
}
