package zhiheng.server.rooms.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.office.Office;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.sql.TxSql;
import zhiheng.server.rooms.sample.SampleUpstream;
import zhiheng.server.rooms.traffic.TrafficFeature;

/** What the gateway goes by: permits, keys, routes; and once it listens, the gateway itself. */
public final class GatewayFeature implements Capability {
    /**
     * How it is started.
     *
     * @param privateUpstreams {@code host} or {@code host:port} of upstreams inside the own network
     * @param sample whether the built-in model answers where nothing else is set
     * @param bodyMiB the most that the body of a call may have
     * @param proxies addresses that stand for many callers
     * @param followed whether somebody reads the journal along, see {@link zhiheng.gateway.journal.Journal#isFollowed}
     */
    public record Settings(
            String host,
            int port,
            Set<String> privateUpstreams,
            boolean sample,
            int bodyMiB,
            Set<String> proxies,
            boolean followed) {}

    /** For {@link Settings#port}: no calls come in here, permits and keys are for gateways that run by themselves. */
    public static final int FLEET = -2;

    /** How long a change of a permit that could not be written waits for the next try. */
    private static final Duration SETTLE_EVERY = Duration.ofSeconds(1);

    private final @Nullable Settings settings;
    private final TrafficFeature traffic;
    private @Nullable Office office;
    private @Nullable GatewayBooks books;
    private @Nullable GatewayHost host;

    /** @param settings null for a server without a gateway */
    public GatewayFeature(@Nullable Settings settings, TrafficFeature traffic) {
        this.settings = settings;
        this.traffic = traffic;
    }

    @Override
    public Set<String> uses() {
        return Set.of("traffic", "sample");
    }

    @Override
    public List<Migration> schema() {
        return List.of(
                Migration.ofTheFirstVersion(GatewayFeature.class, "V3__gateway.sql"),
                Migration.of(GatewayFeature.class, "V1__route_version.sql"),
                Migration.of(GatewayFeature.class, "V2__key_tenant.sql"));
    }

    @Override
    public void open(House house) {
        office = house.office();
        if (settings != null) {
            var sample = settings.sample() ? SampleUpstream.address(house.vertx()) : null;
            books = GatewayBooks.open(
                    house.data(),
                    house.shared(),
                    house.db(),
                    house.store(),
                    house.office(),
                    traffic.interactions(),
                    settings.privateUpstreams(),
                    sample,
                    house.clock());
            var permits = books.permits();
            PutAside.follow(permits, house.store(), house.office().outbox());
            house.vertx().setPeriodic(SETTLE_EVERY.toMillis(), timer -> {
                if (permits.isUnwritten()) {
                    house.vertx().executeBlocking(() -> {
                        permits.settle();
                        return null;
                    });
                }
            });
        }
    }

    @Override
    public void forgetSystem(TxSql sql, String system) {
        sql.update("UPDATE gateway_key SET label = '', tenant = '' WHERE system = ?", system);
    }

    /** Empty where no gateway was asked for. */
    public Optional<GatewayBooks> books() {
        return Optional.ofNullable(books);
    }

    /** The inspectors that a system's permit names now. */
    public Set<String> inspectors(String system) {
        var permit = books == null ? null : books.permits().of(system);
        return permit == null ? Set.of() : permit.terms().inspectors();
    }

    /** Empty where no gateway was asked for, and before it listens. */
    public Optional<GatewayHost> host() {
        return Optional.ofNullable(host);
    }

    /** What addresses of one system's gateway share. */
    public GatewayAccess access() {
        return new GatewayAccess(Objects.requireNonNull(office, "not open yet"), host());
    }

    /** What pages of one system's gateway share. */
    public GatewayRoom room(Pages pages) {
        return new GatewayRoom(pages.site(), pages.desk(), host());
    }

    /** Where it is reached from this machine; empty as {@link #host} is. */
    public Optional<URI> address() {
        return host().map(h -> {
            var name = Objects.requireNonNull(settings).host();
            var local = name.equals("0.0.0.0") || name.equals("::") ? "127.0.0.1" : name;
            return URI.create("http://" + (local.contains(":") ? "[" + local + "]" : local) + ":" + h.port());
        });
    }

    /** Whether the gateways of this installation run by themselves. */
    public boolean leadsFleet() {
        return settings != null && settings.port() == FLEET;
    }

    @Nullable
    Settings settings() {
        return settings;
    }

    void listens(GatewayHost listening) {
        host = listening;
    }

    @Override
    public List<Endpoint> endpoints() {
        return new GatewayApi(access()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new GatewaySettingsPages(room(pages)).mount(pages.router());
    }
}
