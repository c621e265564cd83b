package zhiheng.server.ground.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the office meets the network.
 *
 * @param trustedProxies addresses whose word about the caller's address and scheme is taken; that of others is struck out
 * @param certificate a PEM file with the chain, where the port speaks TLS itself; null for plain HTTP
 * @param key the PEM file of its private key
 * @param perAddress connections that one address may hold
 * @param body how long a body may take, and a second more for each 16 KiB of it
 */
public record Edge(
        Set<String> trustedProxies,
        @Nullable Path certificate,
        @Nullable Path key,
        int perAddress,
        Duration body) {
    /** A proxy on the same machine is trusted. */
    public static final Edge DEFAULT =
            new Edge(Set.of("127.0.0.1", "0:0:0:0:0:0:0:1", "::1"), null, null, 100, Duration.ofSeconds(30));

    public boolean tls() {
        return certificate != null;
    }

    public Edge trusting(Set<String> proxies) {
        return new Edge(proxies, certificate, key, perAddress, body);
    }

    public Edge with(@Nullable Path certificate, @Nullable Path key) {
        return new Edge(trustedProxies, certificate, key, perAddress, body);
    }
}
