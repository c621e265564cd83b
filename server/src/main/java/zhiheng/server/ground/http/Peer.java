package zhiheng.server.ground.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Who calls and by which scheme, as far as that can be known; the one place that reads what proxies say (X-Forwarded-For, -Proto). */
public final class Peer {
    private static final String FOR = "X-Forwarded-For";
    private static final String PROTO = "X-Forwarded-Proto";

    private Peer() {}

    /** Leaves of these headers what a trusted proxy said, the caller's address alone; what anybody else said goes. */
    static void strike(HttpServerRequest request, Set<String> trusted) {
        var headers = request.headers();
        if (!headers.contains(FOR) && !headers.contains(PROTO)) {
            return;
        }
        if (!trusted.contains(direct(request))) {
            headers.remove(FOR);
            headers.remove(PROTO);
            return;
        }
        var hops = List.of(String.join(",", headers.getAll(FOR)).split(","));
        headers.remove(FOR);
        for (var hop : hops.reversed()) { // the last was written by our own proxy, the first by anybody
            var address = hop.strip();
            if (!address.isEmpty() && !trusted.contains(address)) {
                if (address.matches("[0-9A-Fa-f:.]{2,45}")) {
                    headers.set(FOR, address);
                }
                return;
            }
        }
    }

    private static String direct(HttpServerRequest request) {
        var address = request.remoteAddress();
        return address == null ? "" : Objects.requireNonNullElse(address.hostAddress(), "");
    }

    /** The caller's address. */
    public static String address(HttpServerRequest request) {
        var told = request.getHeader(FOR);
        return told == null ? direct(request) : told;
    }

    /** Whether the caller's browser speaks TLS. */
    public static boolean https(HttpServerRequest request) {
        return request.isSSL() || "https".equals(request.getHeader(PROTO));
    }
}
