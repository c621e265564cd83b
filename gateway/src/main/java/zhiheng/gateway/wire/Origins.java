package zhiheng.gateway.wire;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.permit.Permit;

/** Calls from pages in a browser (Fetch standard, CORS protocol): of the origins that a permit lists, and of no others. */
final class Origins {
    private static final String EXPOSED =
            "X-Zhiheng-Interaction, X-AIGC, Location, Retry-After, retry-after-ms, x-should-retry, x-request-id";
    private static final String NAMES = "[A-Za-z0-9-]{1,64}(, ?[A-Za-z0-9-]{1,64}){0,40}";

    private Origins() {}

    /** A browser asks first, without a key: whether any permit lists its page. The call itself is held to its own. @return whether it was that */
    static boolean preflight(Parts parts, HttpServerRequest request) {
        var origin = request.getHeader("Origin");
        if (request.method() != HttpMethod.OPTIONS
                || origin == null
                || request.getHeader("Access-Control-Request-Method") == null
                || parts.permits().all().stream()
                        .noneMatch(permit -> permit.scope().origins().contains(origin))) {
            return false;
        }
        var wanted = request.getHeader("Access-Control-Request-Headers");
        allow(request, origin);
        request.response()
                .setStatusCode(204)
                .putHeader("Access-Control-Allow-Methods", "GET, POST, DELETE")
                .putHeader("Access-Control-Max-Age", "600");
        if (wanted != null && wanted.matches(NAMES)) {
            request.response().putHeader("Access-Control-Allow-Headers", wanted);
        }
        request.response().end();
        return true;
    }

    /** Lets the page read the answer where the permit lists it. @return the origin that the permit does not allow, else null */
    static @Nullable String refused(@Nullable Permit permit, HttpServerRequest request) {
        var origin = request.getHeader("Origin");
        if (origin == null || permit == null || permit.scope().origins().isEmpty()) {
            return null;
        }
        if (!permit.scope().origins().contains(origin)) {
            return origin.length() > 100 ? origin.substring(0, 100) : origin;
        }
        allow(request, origin);
        return null;
    }

    private static void allow(HttpServerRequest request, String origin) {
        request.response()
                .putHeader("Access-Control-Allow-Origin", origin)
                .putHeader("Access-Control-Expose-Headers", EXPOSED)
                .putHeader("Vary", "Origin");
    }
}
