package zhiheng.gateway.wire;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Records;
import zhiheng.gateway.permit.Clause;

/** Where calls come in: known path, known key, a body of bearable size. */
final class Door implements Handler<HttpServerRequest> {
    private static final String BEARER = "Bearer ";
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    /** Where the outcome of a held call is fetched. */
    static final String HELD = "/v1/held/";

    /** Behind an answer to a caller that may still be sending: one closed at once would lose the answer (RFC 9112, 9.6). */
    static final long LINGER_MILLIS = 500;

    private final WrongKeys wrongKeys = new WrongKeys();

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
        var path = path(request);
        boolean held = path.startsWith(HELD);
        var target = held ? null : Target.of(request.method(), path);
        var surface = target == null ? null : target.surface();
        if (target == null && !held) {
            var fault = Fault.without(path);
            if (fault != Fault.NO_SUCH_PATH) {
                request.response().putHeader("x-should-retry", "false");
            }
            Errors.send(request.response(), fault.status(), fault.json(": " + shown(request.path())));
            return;
        }
        if (Origins.preflight(parts, request)) {
            return;
        }
        if (request.method() != (target == null ? HttpMethod.GET : target.method())) {
            Errors.send(request.response(), surface, Fault.WRONG_METHOD);
            return;
        }
        var key = key(request, surface);
        var system = key == null ? null : parts.keys().system(key);
        if (key == null || system == null) {
            wrongKey(request, surface);
            return;
        }
        if (!parts.keys().bind(key, request.headers())) {
            closeSoon(request);
            Errors.send(request.response(), surface, Fault.OTHER_TENANT);
            return;
        }
        if (!Coding.isKnown(request.getHeader("Content-Encoding"))) {
            Errors.send(request.response(), surface, Fault.ENCODED_BODY);
            return;
        }
        if (target == null) {
            parts.vertx().setTimer(parts.limits().idle().toMillis(), late -> {
                if (!request.isEnded()) { // a body that never comes
                    request.connection().close();
                }
            });
            Hold.fetch(parts, request, system, path.substring(HELD.length()));
        } else {
            read(request, system, target);
        }
    }

    private static @Nullable String key(HttpServerRequest request, @Nullable Surface surface) {
        var anthropic = request.getHeader("x-api-key");
        if (anthropic != null && (surface == null || surface.isAnthropic())) {
            return anthropic;
        }
        var authorization = request.getHeader("Authorization");
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : request.getHeader("api-key");
    }

    /** Right keys are never made to wait: many callers may share an address. */
    private void wrongKey(HttpServerRequest request, @Nullable Surface surface) {
        var address = request.remoteAddress() == null
                ? ""
                : String.valueOf(request.remoteAddress().hostAddress());
        parts.keys().wrong(address);
        if (wrongKeys.isTooMany(address, parts.clock().millis())) {
            request.response().putHeader("Retry-After", Integer.toString(WrongKeys.PAUSE_SECONDS));
            closeSoon(request);
            Errors.send(request.response(), surface, Fault.MANY_WRONG_KEYS);
        } else {
            Errors.send(request.response(), surface, Fault.UNKNOWN_KEY);
        }
    }

    /** One slash at the end says nothing. */
    private static String path(HttpServerRequest request) {
        var path = request.path();
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private void read(HttpServerRequest request, String system, Target target) {
        var surface = target.surface();
        int most = parts.limits().bodyBytes();
        if (declaredLength(request) > most) {
            int status = Fault.LARGE_BODY.status();
            closeSoon(request);
            Errors.send(request.response(), status, Errors.shaped(surface, status, tooLarge()));
            request.handler(unread -> {});
            return;
        }
        var exchange = new Exchange(parts, request, system, target);
        var caller = exchange.caller();
        var origin = Origins.refused(parts.permits().of(system), request);
        if (origin != null) {
            caller.refuse(Clause.ORIGIN, origin);
            request.handler(unread -> {});
            return;
        }
        long timer = parts.vertx().setTimer(parts.limits().idle().toMillis(), late -> {
            closeSoon(request);
            caller.answer(Fault.SLOW_BODY);
        });
        var body = Buffer.buffer();
        request.exceptionHandler(broken -> {
            parts.vertx().cancelTimer(timer);
            caller.lost(broken);
        });
        request.handler(piece -> {
            if (caller.isOver()) {
                return;
            }
            if (body.length() + piece.length() > most) {
                closeSoon(request);
                caller.answer(Fault.LARGE_BODY.status(), tooLarge());
            } else {
                body.appendBuffer(piece);
            }
        });
        request.endHandler(end -> {
            parts.vertx().cancelTimer(timer);
            request.handler(null); // which holds the body, and the request is there until the answer's end
            request.endHandler(null);
            if (!caller.isOver()) {
                decoded(request, body, exchange);
            }
        });
    }

    private void decoded(HttpServerRequest request, Buffer body, Exchange exchange) {
        var coding = request.getHeader("Content-Encoding");
        if (Coding.isPlain(coding)) {
            exchange.take(body);
            return;
        }
        var caller = exchange.caller();
        caller.offLoop()
                .run(() -> Coding.decode(coding, body.getBytes(), parts.limits().bodyBytes()), decoded -> {
                    if (caller.isOver()) {
                        return;
                    }
                    switch (decoded) {
                        case null -> caller.answer(Fault.BROKEN_ENCODING);
                        case Coding.TooLong longer -> caller.answer(Fault.LARGE_BODY.status(), tooLarge());
                        case Coding.Plain plain -> exchange.take(Buffer.buffer(plain.bytes()));
                    }
                });
    }

    private static long declaredLength(HttpServerRequest request) {
        var length = request.getHeader("Content-Length");
        return length == null || !LENGTH.matcher(length).matches() ? 0 : Long.parseLong(length);
    }

    private String tooLarge() {
        return Fault.LARGE_BODY.json(" " + parts.limits().bodyBytes() + " bytes");
    }

    /**
     * To be said with the answer, before it goes out, so that nobody sends another call over the connection. It is closed not at
     * once: a client that is still sending would lose the answer with its connection (RFC 9112, 9.6).
     */
    private void closeSoon(HttpServerRequest request) {
        if (!request.response().headWritten()) {
            request.response().putHeader("Connection", "close");
        }
        parts.vertx().setTimer(LINGER_MILLIS, late -> request.connection().close());
    }

    private static String shown(String path) {
        return path.length() > 100 ? path.substring(0, 100) + "…" : path;
    }
}
