package zhiheng.server.ground.http;

import io.vertx.ext.web.RoutingContext;

/**
 * What every answer says to browsers, pages and REST alike: run nothing inline and nothing from elsewhere, frame nothing, guess no
 * types, keep nothing, tell nobody. An answer may say more of its own afterwards.
 */
public final class SecurityHeaders {
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; connect-src"
                    + " 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private SecurityHeaders() {}

    public static void add(RoutingContext context) {
        var headers = context.response().headers();
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        headers.set("Cache-Control", "no-store");
        if (Peer.https(context.request())) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
        context.next();
    }
}
