package zhiheng.gateway.wire;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

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
            request.response().putHeader("Content-Type", "application/json").end("{\"status\":\"ok\"}");
            return;
        }
        var surface = Surface.of(request.path());
        boolean held = request.path().startsWith(HELD);
        if (surface == null && !held) {
            reject(
                    request,
                    404,
                    "invalid_request_error",
                    "unknown_path",
                    "没有此接口 / no such path: " + shown(request.path()));
            return;
        }
        if (request.method() != (held || surface == Surface.MODELS ? HttpMethod.GET : HttpMethod.POST)) {
            reject(
                    request,
                    405,
                    "invalid_request_error",
                    "method_not_allowed",
                    "方法不符 / use the other method for this path");
            return;
        }
        var authorization = request.getHeader("Authorization");
        var system = authorization != null && authorization.startsWith(BEARER)
                ? parts.keys().system(authorization.substring(BEARER.length()))
                : null;
        if (system == null) {
            reject(
                    request,
                    401,
                    "authentication_error",
                    "invalid_api_key",
                    "密钥无效或已吊销 / the API key is unknown or was revoked (header Authorization: Bearer …)");
            return;
        }
        var encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            reject(
                    request,
                    415,
                    "invalid_request_error",
                    "unsupported_encoding",
                    "不接受压缩的请求体 / compressed bodies are not taken; send it plain");
            return;
        }
        if (surface == null) {
            Hold.fetch(parts, request, system, request.path().substring(HELD.length()));
        } else {
            read(request, system, surface);
        }
    }

    private void read(HttpServerRequest request, String system, Surface surface) {
        int most = parts.limits().bodyBytes();
        if (declaredLength(request) > most) {
            tooLarge(request, most);
            return;
        }
        var exchange = new Exchange(parts, request, system, surface);
        long timer = parts.vertx().setTimer(parts.limits().idle().toMillis(), late -> {
            exchange.answer(
                    408,
                    Errors.json(
                            "请求体未按时到齐 / the body did not arrive in time", "invalid_request_error", "body", "too_slow"));
            closeSoon(request);
        });
        var body = Buffer.buffer();
        request.exceptionHandler(gone -> parts.vertx().cancelTimer(timer));
        request.handler(piece -> {
            if (exchange.isOver()) {
                return;
            }
            if (body.length() + piece.length() > most) {
                exchange.answer(413, tooLargeJson(most));
                closeSoon(request);
            } else {
                body.appendBuffer(piece);
            }
        });
        request.endHandler(end -> {
            parts.vertx().cancelTimer(timer);
            if (!exchange.isOver()) {
                exchange.take(body);
            }
        });
    }

    private static long declaredLength(HttpServerRequest request) {
        var length = request.getHeader("Content-Length");
        return length == null || !length.matches("[0-9]{1,18}") ? 0 : Long.parseLong(length);
    }

    private void tooLarge(HttpServerRequest request, int most) {
        request.response()
                .setStatusCode(413)
                .putHeader("Content-Type", "application/json")
                .end(tooLargeJson(most));
        request.handler(unread -> {});
        closeSoon(request);
    }

    /** Not at once: a client that is still sending would lose the answer with its connection (RFC 9112, 9.6). */
    private void closeSoon(HttpServerRequest request) {
        parts.vertx().setTimer(LINGER_MILLIS, late -> request.connection().close());
    }

    private static String tooLargeJson(int most) {
        return Errors.json(
                "请求体过大 / the body is larger than " + most + " bytes",
                "invalid_request_error",
                "body",
                "body_too_large");
    }

    private static void reject(HttpServerRequest request, int status, String type, String code, String message) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(Errors.json(message, type, null, code));
    }

    private static String shown(String path) {
        return path.length() > 100 ? path.substring(0, 100) + "…" : path;
    }
}
