package zhiheng.server.house;

import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Permits;
import zhiheng.server.ground.http.Edge;
import zhiheng.server.ground.http.Gate;
import zhiheng.server.ground.http.Language;
import zhiheng.server.ground.http.Problem;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.LeaderLease;
import zhiheng.server.ground.sql.Migration;

/**
 * What makes a server the one that leads: the lease by which it writes, and the port at which it takes what the fronts of all servers
 * pass on. Only who shows the secret is heard there, and only while the lease holds.
 *
 * @param address of this server's own front
 * @param port for the fronts
 */
record Leading(LeaderLease lease, Peers peers, URI address, int port, AtomicBoolean leaving) {
    /** Between the servers: the secret, and what a front knows of the caller. */
    static final String SECRET = "Zhiheng-Peer";

    static final String FOR = "Zhiheng-For";
    static final String PROTO = "Zhiheng-Proto";

    Db database(List<Migration> schema, boolean copy) {
        return Db.leading(lease, schema, copy);
    }

    /** Fronts hold one connection for each request under way; what callers may hold is counted at the fronts. */
    static Edge inner(Edge front) {
        return new Edge(Set.of(), front.certificate(), front.key(), Integer.MAX_VALUE, Duration.ofMinutes(10));
    }

    void cutOff(Permits permits) {
        permits.atLeast(() -> lease.silence().compareTo(peers.cutOffAfter()) > 0 ? peers.cutOff() : PermitState.OPEN);
        permits.oneOfSeveral();
    }

    /** The first handler. What is refused here has been looked at by nobody. */
    void admit(RoutingContext context) {
        var headers = context.request().headers();
        var shown = headers.get(SECRET);
        if (shown == null || !same(shown, peers.secret())) {
            context.response().setStatusCode(403).end();
            return;
        }
        if (leaving.get() || !lease.holds()) {
            Gate.send(context, Problem.stopping().reply(Language.of(context.request())));
            return;
        }
        said(context, FOR, "X-Forwarded-For");
        said(context, PROTO, "X-Forwarded-Proto");
        headers.remove(SECRET);
        context.next();
    }

    /** The port has struck out what stood in the second header: nobody here is a proxy. */
    private static void said(RoutingContext context, String from, String to) {
        var headers = context.request().headers();
        @Nullable String value = headers.get(from);
        headers.remove(from);
        if (value != null) {
            headers.set(to, value);
        }
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
