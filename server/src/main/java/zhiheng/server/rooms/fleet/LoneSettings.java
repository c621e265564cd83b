package zhiheng.server.rooms.fleet;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.signing.OperatorKey;

/**
 * How a gateway that runs by itself is started.
 *
 * @param office where its office is reached
 * @param officeCa PEM file of the authority that vouches for the office's certificate; null for those that Java knows
 * @param token by which it enrols; "" where it is enrolled already
 * @param name by which people know it
 * @param port for model calls, 0 for any free one
 * @param adminPort for health and metrics alone, 0 for any free one, -1 for none
 * @param privateUpstreams {@code host} or {@code host:port} of model servers inside the own network
 * @param programs whether programs that its own operator names in {@code mcp/programs.json} are run as servers of tools
 * @param proxies addresses that stand for many callers
 * @param loops event loops
 * @param drain how it leaves
 * @param sharesEvery how often shares of caps are asked for; one that is short asks at once
 * @param signing the key that labelled pictures and sounds are signed with
 */
record LoneSettings(
        URI office,
        @Nullable Path officeCa,
        String token,
        String name,
        Path data,
        String host,
        int port,
        String adminHost,
        int adminPort,
        Set<String> privateUpstreams,
        boolean programs,
        int bodyMiB,
        Set<String> proxies,
        int loops,
        Leaving drain,
        Duration sharesEvery,
        OperatorKey signing) {
    /**
     * The times of leaving.
     *
     * @param notice from the moment that readiness says no until new calls are turned away: the time a balancer needs to see it
     * @param most how long calls under way may take to come to their end
     */
    record Leaving(Duration notice, Duration most) {}
}
