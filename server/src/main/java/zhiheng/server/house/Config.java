package zhiheng.server.house;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.WebAddress;
import zhiheng.server.ground.http.Edge;
import zhiheng.server.ground.signing.OperatorKey;
import zhiheng.server.rooms.gateway.GatewayFeature;
import zhiheng.server.rooms.ledger.Publicity;
import zhiheng.server.rooms.needs.Attachments;
import zhiheng.server.rooms.notify.Receiver;
import zhiheng.server.rooms.reminders.SmtpSettings;
import zhiheng.server.rooms.sso.SsoSettings;
import zhiheng.server.rooms.stream.StreamSettings;

/**
 * How a server is started.
 *
 * @param data the folder of the embedded database, the ledger and the evidence
 * @param library the folder of packs
 * @param port 0 takes any free one
 * @param gatewayPort where model calls come in, 0 for any free one, -1 for no gateway, {@link #FLEET} for gateways elsewhere
 * @param privateUpstreams {@code host} or {@code host:port} of model servers inside the own network
 * @param sampleUpstream whether the built-in model answers for systems without a route
 * @param bodyMiB the most that the body of a model call may have
 * @param otlp where telemetry is sent; null sends none
 * @param otlpHeaders what goes with it, such as an authorization
 * @param receivers who is told of alerts
 * @param origin the name of a new ledger in its checkpoints, such as {@code zhiheng.example.org/ledger}; empty makes up one that no other has
 * @param outside what reaches beyond this server: its own address, identity provider, mail server
 * @param edge how pages and REST meet the network
 * @param publicity who follows the ledger from outside
 * @param databaseUrl a JDBC address of PostgreSQL; null for the embedded database
 * @param peers how it is one of several servers on one database; null for a server on its own
 * @param copyBefore whether an older PostgreSQL database is copied within itself before it is brought up to this version
 */
public record Config(
        Path data,
        Path library,
        String host,
        int port,
        int gatewayPort,
        Set<String> privateUpstreams,
        boolean sampleUpstream,
        int bodyMiB,
        @Nullable URI otlp,
        Map<String, String> otlpHeaders,
        List<Receiver> receivers,
        String origin,
        Outside outside,
        Edge edge,
        Publicity publicity,
        @Nullable String databaseUrl,
        @Nullable String databaseUser,
        @Nullable String databasePassword,
        @Nullable Peers peers,
        boolean copyBefore) {
    public static final String DEFAULT_HOST = "127.0.0.1";
    public static final int DEFAULT_PORT = 8080;
    public static final int NO_GATEWAY = -1;
    /** Gateways run by themselves, this server only leads them. */
    public static final int FLEET = GatewayFeature.FLEET;

    public static final int DEFAULT_BODY_MIB = 8;
    private static final int MOST_BODY_MIB = 512;

    public Config {
        if (bodyMiB < 1 || bodyMiB > MOST_BODY_MIB) {
            throw Refusal.invalid(
                    "--body-limit 须为 1 到 " + MOST_BODY_MIB + "（MiB）。",
                    "--body-limit must be 1 to " + MOST_BODY_MIB + " (MiB).");
        }
    }

    /**
     * What reaches beyond this server.
     *
     * @param address where people reach it, for links in what is sent; null believes what their browsers say
     * @param sso who vouches for people; null for passwords alone
     * @param smtp the mail server for reminders; null sends none
     * @param meaning the folder of a sentence model; "" for the one that ships, "off" to search by words alone
     * @param attachments what the public may add to a need
     * @param stream the log past one machine; null for the watch in this process
     * @param signing the key that content is signed with
     */
    public record Outside(
            @Nullable URI address,
            @Nullable SsoSettings sso,
            @Nullable SmtpSettings smtp,
            String meaning,
            Attachments attachments,
            @Nullable StreamSettings stream,
            OperatorKey signing) {
        static final Outside NONE = new Outside(null, null, null, "", Attachments.DEFAULT, null, OperatorKey.NONE);

        /**
         * From ZHIHENG_PUBLIC_ADDRESS, ZHIHENG_OIDC_…, ZHIHENG_SMTP_…, ZHIHENG_MEANING, ZHIHENG_ATTACHMENT…, ZHIHENG_KAFKA… and
         * ZHIHENG_C2PA_….
         */
        public static Outside of(Map<String, String> environment) {
            var typed = environment.getOrDefault("ZHIHENG_PUBLIC_ADDRESS", "").strip();
            return new Outside(
                    typed.isEmpty() ? null : address(typed),
                    SsoSettings.of(environment),
                    SmtpSettings.of(environment),
                    environment.getOrDefault("ZHIHENG_MEANING", "").strip(),
                    Attachments.of(environment),
                    StreamSettings.of(environment),
                    OperatorKey.of(environment));
        }

        private static URI address(String typed) {
            return WebAddress.of(typed)
                    .orElseThrow(() -> Refusal.invalid(
                                    "须为 http 或 https 地址，例如 https://zhiheng.example。",
                                    "must be an http or https address such as https://zhiheng.example.")
                            .at("ZHIHENG_PUBLIC_ADDRESS"));
        }
    }

    /** For who asks what rooms there are without starting any. */
    static final Config NONE = of(Path.of("."), Path.of("."), DEFAULT_HOST, 0, Map.of());

    /** As this, with a gateway. */
    public Config withGateway(int gatewayPort, Set<String> privateUpstreams, boolean sampleUpstream) {
        return with(
                gatewayPort,
                privateUpstreams,
                sampleUpstream,
                bodyMiB,
                otlp,
                otlpHeaders,
                receivers,
                origin,
                outside,
                edge,
                publicity);
    }

    /** As this, with another limit of the bodies of model calls. */
    public Config withBodyLimit(int bodyMiB) {
        return with(
                gatewayPort,
                privateUpstreams,
                sampleUpstream,
                bodyMiB,
                otlp,
                otlpHeaders,
                receivers,
                origin,
                outside,
                edge,
                publicity);
    }

    /** As this, with telemetry to a collector. */
    public Config withOtlp(@Nullable URI otlp, Map<String, String> headers) {
        return with(
                gatewayPort,
                privateUpstreams,
                sampleUpstream,
                bodyMiB,
                otlp,
                headers,
                receivers,
                origin,
                outside,
                edge,
                publicity);
    }

    /** As this, with receivers of notifications. */
    public Config withReceivers(List<Receiver> receivers) {
        return with(
                gatewayPort,
                privateUpstreams,
                sampleUpstream,
                bodyMiB,
                otlp,
                otlpHeaders,
                receivers,
                origin,
                outside,
                edge,
                publicity);
    }

    /** As this, reaching beyond. */
    public Config withOutside(Outside outside) {
        return with(
                gatewayPort,
                privateUpstreams,
                sampleUpstream,
                bodyMiB,
                otlp,
                otlpHeaders,
                receivers,
                origin,
                outside,
                edge,
                publicity);
    }

    /** As this, a new ledger being named {@code origin}. */
    public Config withOrigin(String origin) {
        return with(
                gatewayPort,
                privateUpstreams,
                sampleUpstream,
                bodyMiB,
                otlp,
                otlpHeaders,
                receivers,
                origin,
                outside,
                edge,
                publicity);
    }

    /** As this, meeting the network otherwise. */
    public Config withEdge(Edge edge) {
        return with(
                gatewayPort,
                privateUpstreams,
                sampleUpstream,
                bodyMiB,
                otlp,
                otlpHeaders,
                receivers,
                origin,
                outside,
                edge,
                publicity);
    }

    /** As this, the ledger being followed from outside. */
    public Config withPublicity(Publicity publicity) {
        return with(
                gatewayPort,
                privateUpstreams,
                sampleUpstream,
                bodyMiB,
                otlp,
                otlpHeaders,
                receivers,
                origin,
                outside,
                edge,
                publicity);
    }

    private Config with(
            int gatewayPort,
            Set<String> privateUpstreams,
            boolean sampleUpstream,
            int bodyMiB,
            @Nullable URI otlp,
            Map<String, String> otlpHeaders,
            List<Receiver> receivers,
            String origin,
            Outside outside,
            Edge edge,
            Publicity publicity) {
        return new Config(
                data,
                library,
                host,
                port,
                gatewayPort,
                privateUpstreams,
                sampleUpstream,
                bodyMiB,
                otlp,
                otlpHeaders,
                receivers,
                origin,
                outside,
                edge,
                publicity,
                databaseUrl,
                databaseUser,
                databasePassword,
                peers,
                copyBefore);
    }

    /** As this, one of several servers on one PostgreSQL database. */
    public Config withPeers(Peers peers) {
        return new Config(
                data,
                library,
                host,
                port,
                gatewayPort,
                privateUpstreams,
                sampleUpstream,
                bodyMiB,
                otlp,
                otlpHeaders,
                receivers,
                origin,
                outside,
                edge,
                publicity,
                databaseUrl,
                databaseUser,
                databasePassword,
                peers,
                copyBefore);
    }

    /** As this, without a copy of PostgreSQL before an upgrade. */
    public Config withoutCopy() {
        return new Config(
                data,
                library,
                host,
                port,
                gatewayPort,
                privateUpstreams,
                sampleUpstream,
                bodyMiB,
                otlp,
                otlpHeaders,
                receivers,
                origin,
                outside,
                edge,
                publicity,
                databaseUrl,
                databaseUser,
                databasePassword,
                peers,
                false);
    }

    /** This machine only, port 8080, the database that the environment names. */
    public static Config of(Path data, Path library) {
        return of(data, library, DEFAULT_HOST, DEFAULT_PORT);
    }

    /** The database is that of ZHIHENG_DB_URL, ZHIHENG_DB_USER and ZHIHENG_DB_PASSWORD, or else the embedded one. */
    public static Config of(Path data, Path library, String host, int port) {
        return of(data, library, host, port, System.getenv());
    }

    /** The database, and the name of a new ledger, as {@code environment} says. */
    public static Config of(Path data, Path library, String host, int port, Map<String, String> environment) {
        return new Config(
                data,
                library,
                host,
                port,
                NO_GATEWAY,
                Set.of(),
                false,
                DEFAULT_BODY_MIB,
                null,
                Map.of(),
                List.of(),
                environment.getOrDefault("ZHIHENG_ORIGIN", ""),
                Outside.NONE,
                Edge.DEFAULT,
                Publicity.NONE,
                environment.get("ZHIHENG_DB_URL"),
                environment.get("ZHIHENG_DB_USER"),
                environment.get("ZHIHENG_DB_PASSWORD"),
                null,
                true);
    }
}
