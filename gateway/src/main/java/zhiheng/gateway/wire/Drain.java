package zhiheng.gateway.wire;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Taking a gateway out from behind a load balancer. First {@link #isLeaving} is true, so that readiness says so while calls still pass;
 * then new calls are {@link #turn turned} away, to be tried elsewhere, while those under way come to their end.
 */
public final class Drain {
    private volatile boolean leaving;
    private volatile boolean closed;

    /** Readiness says no from here on. */
    public void leave() {
        leaving = true;
    }

    public boolean isLeaving() {
        return leaving;
    }

    /** New calls are turned away from here on. */
    public void closeDoor() {
        leaving = true;
        closed = true;
    }

    /** What comes to {@code door} while calls are taken; turned away after that. */
    public Handler<HttpServerRequest> before(Handler<HttpServerRequest> door) {
        return request -> {
            if (closed) {
                turn(request);
            } else {
                door.handle(request);
            }
        };
    }

    boolean isClosed() {
        return closed;
    }

    static void turn(HttpServerRequest request) {
        request.response().putHeader("Retry-After", "1").putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        Errors.send(request.response(), Fault.LEAVING);
    }
}
