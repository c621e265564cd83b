package zhiheng.gateway.wire;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Records;

/** Where calls come in: known path, known key, a body of bearable size. */
final class Door implements Handler<HttpServerRequest> {
    private static final String BEARER = "Bearer ";
    /** Where the outcome of a held call is fetched. */
    static final String HELD = "/v1/held/";

    private static final long LINGER_MILLIS = 500;

    private final Parts parts;

    Door(Parts parts) {
        this.parts = parts;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (request.path().equals("/health")) {
            boolean takesCalls = parts.records().state() != Records.State.FULL;
            Errors.send(
                    request.response(),
                    takesCalls ? 200 : 503,
                    takesCalls ? "{\"status\":\"ok\"}" : "{\"status\":\"full\",\"failing\":[\"journal\"]}");
            return;
        }
        var surface = Surface.of(request.path());
        boolean held = request.path().startsWith(HELD);
        if (surface == null && !held) {
            var fault = Fault.NO_SUCH_PATH;
            Errors.send(request.response(), fault.status(), fault.json(": " + shown(request.path())));
            return;
        }
        if (request.method() != (held || surface == Surface.MODELS ? HttpMethod.GET : HttpMethod.POST)) {
            Errors.send(request.response(), surface, Fault.WRONG_METHOD);
            return;
        }
        var system = system(request, surface);
        if (system == null) {
            Errors.send(request.response(), surface, Fault.UNKNOWN_KEY);
            return;
        }
        var encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            Errors.send(request.response(), surface, Fault.ENCODED_BODY);
            return;
        }
        if (surface == null) {
            Hold.fetch(parts, request, system, request.path().substring(HELD.length()));
        } else {
            read(request, system, surface);
        }
    }

    private @Nullable String system(HttpServerRequest request, @Nullable Surface surface) {
        var anthropic = request.getHeader("x-api-key");
        if (anthropic != null && (surface == null || surface.isAnthropic())) {
            return parts.keys().system(anthropic);
        }
        var authorization = request.getHeader("Authorization");
        return authorization != null && authorization.startsWith(BEARER)
                ? parts.keys().system(authorization.substring(BEARER.length()))
                : null;
    }

    private void read(HttpServerRequest request, String system, Surface surface) {
        int most = parts.limits().bodyBytes();
        var tooLarge = Fault.LARGE_BODY.json(" " + most + " bytes");
        if (declaredLength(request) > most) {
            int status = Fault.LARGE_BODY.status();
            Errors.send(request.response(), status, Errors.shaped(surface, status, tooLarge));
            request.handler(unread -> {});
            closeSoon(request);
            return;
        }
        var exchange = new Exchange(parts, request, system, surface);
        var caller = exchange.caller();
        long timer = parts.vertx().setTimer(parts.limits().idle().toMillis(), late -> {
            caller.answer(Fault.SLOW_BODY);
            closeSoon(request);
        });
        var body = Buffer.buffer();
        request.exceptionHandler(gone -> parts.vertx().cancelTimer(timer));
        request.handler(piece -> {
            if (caller.isOver()) {
                return;
            }
            if (body.length() + piece.length() > most) {
                caller.answer(Fault.LARGE_BODY.status(), tooLarge);
                closeSoon(request);
            } else {
                body.appendBuffer(piece);
            }
        });
        request.endHandler(end -> {
            parts.vertx().cancelTimer(timer);
            if (!caller.isOver()) {
                exchange.take(body);
            }
        });
    }

    private static long declaredLength(HttpServerRequest request) {
        var length = request.getHeader("Content-Length");
        return length == null || !length.matches("[0-9]{1,18}") ? 0 : Long.parseLong(length);
    }

    /** Not at once: a client that is still sending would lose the answer with its connection (RFC 9112, 9.6). */
    private void closeSoon(HttpServerRequest request) {
        parts.vertx().setTimer(LINGER_MILLIS, late -> request.connection().close());
    }

    private static String shown(String path) {
        return path.length() > 100 ? path.substring(0, 100) + "…" : path;
    }
}
