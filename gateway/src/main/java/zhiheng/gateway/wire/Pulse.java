package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;

/**
 * Keeps a stream alive while its upstream thinks: proxies on the way close what says nothing for a minute. A caller that takes nothing
 * any more is given up after {@value #STUCK_BEATS} beats. Lives on the event loop of the call.
 */
final class Pulse {
    /** A comment, which readers of event streams skip (WHATWG HTML, 9.2.6). */
    static final Buffer COMMENT = Buffer.buffer(": keep-alive\n\n");

    private static final int STUCK_BEATS = 20;

    private final Parts parts;
    private final HttpServerResponse response;
    private final Consumer<Buffer> write;
    private long timer = -1;
    private boolean beaten;
    private int stuck;

    Pulse(Parts parts, HttpServerResponse response, Consumer<Buffer> write) {
        this.parts = parts;
        this.response = response;
        this.write = write;
    }

    void start(HttpConnection connection) {
        if (timer >= 0) {
            return;
        }
        timer = parts.vertx().setPeriodic(parts.limits().keepAlive().toMillis(), beat -> {
            stuck = response.writeQueueFull() ? stuck + 1 : 0;
            if (stuck >= STUCK_BEATS) {
                connection.close();
            } else if (!beaten && stuck == 0 && response.headWritten()) {
                write.accept(COMMENT);
            }
            beaten = false;
        });
    }

    /** Something has gone out. */
    void beats() {
        beaten = true;
    }

    void stop() {
        if (timer >= 0) {
            parts.vertx().cancelTimer(timer);
            timer = -1;
        }
    }
}
