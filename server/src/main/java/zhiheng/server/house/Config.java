package zhiheng.server.house;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.server.rooms.notify.Receiver;

/**
 * How a server is started.
 *
 * @param data the folder of the embedded database, the ledger and the evidence
 * @param library the folder of packs
 * @param port 0 takes any free one
 * @param gatewayPort where model calls come in, 0 for any free one, -1 for no gateway
 * @param privateUpstreams {@code host} or {@code host:port} of model servers inside the own network
 * @param sampleUpstream whether the built-in model answers for systems without a route
 * @param otlp where telemetry is sent; null sends none
 * @param otlpHeaders what goes with it, such as an authorization
 * @param receivers who is told of alerts
 * @param origin the name of a new ledger in its checkpoints, such as {@code zhiheng.example.org/ledger}; empty makes up one that no other has
 * @param databaseUrl a JDBC address of PostgreSQL; null for the embedded database
 */
public record Config(
        Path data,
        Path library,
        String host,
        int port,
        int gatewayPort,
        Set<String> privateUpstreams,
        boolean sampleUpstream,
        @Nullable URI otlp,
        Map<String, String> otlpHeaders,
        List<Receiver> receivers,
        String origin,
        @Nullable String databaseUrl,
        @Nullable String databaseUser,
        @Nullable String databasePassword) {
    public static final String DEFAULT_HOST = "127.0.0.1";
    public static final int DEFAULT_PORT = 8080;
    public static final int NO_GATEWAY = -1;

    /** For who asks what rooms there are without starting any. */
    static final Config NONE = of(Path.of("."), Path.of("."), DEFAULT_HOST, 0, Map.of());

    /** As this, with a gateway. */
    public Config withGateway(int gatewayPort, Set<String> privateUpstreams, boolean sampleUpstream) {
        return with(gatewayPort, privateUpstreams, sampleUpstream, otlp, otlpHeaders, receivers);
    }

    /** As this, with telemetry to a collector. */
    public Config withOtlp(@Nullable URI otlp, Map<String, String> headers) {
        return with(gatewayPort, privateUpstreams, sampleUpstream, otlp, headers, receivers);
    }

    /** As this, with receivers of notifications. */
    public Config withReceivers(List<Receiver> receivers) {
        return with(gatewayPort, privateUpstreams, sampleUpstream, otlp, otlpHeaders, receivers);
    }

    private Config with(
            int gatewayPort,
            Set<String> privateUpstreams,
            boolean sampleUpstream,
            @Nullable URI otlp,
            Map<String, String> otlpHeaders,
            List<Receiver> receivers) {
        return new Config(
                data,
                library,
                host,
                port,
                gatewayPort,
                privateUpstreams,
                sampleUpstream,
                otlp,
                otlpHeaders,
                receivers,
                origin,
                databaseUrl,
                databaseUser,
                databasePassword);
    }

    /** This machine only, port 8080, the database that the environment names. */
    public static Config of(Path data, Path library) {
        return of(data, library, DEFAULT_HOST, DEFAULT_PORT);
    }

    /** The database is that of ZHIHENG_DB_URL, ZHIHENG_DB_USER and ZHIHENG_DB_PASSWORD, or else the embedded one. */
    public static Config of(Path data, Path library, String host, int port) {
        return of(data, library, host, port, System.getenv());
    }

    static Config of(Path data, Path library, String host, int port, Map<String, String> environment) {
        return new Config(
                data,
                library,
                host,
                port,
                NO_GATEWAY,
                Set.of(),
                false,
                null,
                Map.of(),
                List.of(),
                environment.getOrDefault("ZHIHENG_ORIGIN", ""),
                environment.get("ZHIHENG_DB_URL"),
                environment.get("ZHIHENG_DB_USER"),
                environment.get("ZHIHENG_DB_PASSWORD"));
    }
}
