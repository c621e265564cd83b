package zhiheng.server.house;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import zhiheng.base.OwnerOnly;
import zhiheng.base.Refusal;
import zhiheng.server.ground.ServerFile;
import zhiheng.server.ground.sql.LeaderLease;
import zhiheng.server.ground.sql.LeaderLease.Leader;
import zhiheng.server.rooms.gateway.GatewayHost;

/**
 * One of several servers on one PostgreSQL database. One of them leads: it alone has the office open, writes, runs what goes by
 * itself, and numbers the entries of the ledger. The others pass on what reaches them, follow its ledger, and one of them leads
 * as soon as it no longer does; see {@link LeaderLease}.
 *
 * <pre>
 *   FOLLOWS --lease taken--> STARTS --office open--> LEADS
 *      ^                        | not opened            | lease lost
 *      +------------------------+------- ENDS <---------+
 * </pre>
 */
public final class ServerNode implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ServerNode.class.getName());
    private static final Duration RENEW_EVERY = Duration.ofMillis(500);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    /** How long one that could not open the office lets others try. */
    private static final Duration REST = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private enum Phase {
        FOLLOWS,
        STARTS,
        LEADS,
        ENDS
    }

    private final Config config;
    private final Peers peers;
    private final Clock clock;
    private final Consumer<ZhihengServer> led;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final ServerFile file;
    private final LeaderLease lease;
    private final Standby standby;
    private final Vertx vertx = Vertx.vertx();
    private final AtomicBoolean leaving = new AtomicBoolean();
    private final ExecutorService changes = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("leading").daemon().factory());
    private final Thread watch = Thread.ofPlatform().name("lease").daemon().unstarted(this::watch);
    private final Readiness ready = new Readiness();
    private @Nullable Front front;
    private volatile Phase phase = Phase.FOLLOWS;
    private volatile @Nullable Leader leader;
    private volatile @Nullable ZhihengServer server;
    private volatile boolean closing;
    private volatile int gatewayPort;
    private volatile long restUntilNanos = System.nanoTime();

    /**
     * Starts it, and returns once it leads or knows who does.
     *
     * @param led told each time it begins to lead
     */
    public static ServerNode start(Config config, Clock clock, Consumer<ZhihengServer> led) {
        var peers = Objects.requireNonNull(config.peers());
        var url = config.databaseUrl();
        if (url == null || url.isEmpty()) {
            throw Refusal.invalid(
                    "多个服务须用 PostgreSQL：内嵌数据库只能有一个服务。请设 ZHIHENG_DB_URL，或不要给出 --shared。",
                    "Several servers need PostgreSQL, the embedded database has one server only. Set ZHIHENG_DB_URL, or"
                            + " leave out --shared.");
        }
        var folder = DataFolder.take(config.data());
        try {
            OwnerOnly.folder(peers.shared());
            return new ServerNode(
                    config, peers, clock, led, folder, ServerFile.among(config.data(), peers.shared()), url);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServerNode(
            Config config,
            Peers peers,
            Clock clock,
            Consumer<ZhihengServer> led,
            DataFolder folder,
            ServerFile file,
            String url) {
        this.config = config;
        this.peers = peers;
        this.clock = clock;
        this.led = led;
        this.file = file;
        gatewayPort = config.gatewayPort();
        lease = new LeaderLease(url, text(config.databaseUser()), text(config.databasePassword()), file.name());
        standby = new Standby(vertx, config, file, this::gateway);
        keep(folder);
        keep(lease::end);
        try {
            keep(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
            front = keep(new Front(vertx, config, this::office, this::state));
            CompletableFuture.runAsync(this::follow, changes).join();
            watch.start();
            ready.await(() -> phase == Phase.STARTS, url);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private <T extends AutoCloseable> T keep(T resource) {
        open.push(resource);
        return resource;
    }

    private void watch() {
        while (!closing) {
            try {
                switch (phase) {
                    case FOLLOWS -> {
                        if (!leaving.get() && System.nanoTime() - restUntilNanos >= 0 && lease.take()) {
                            phase = Phase.STARTS;
                            leader = null;
                            changes.execute(this::begin);
                        } else {
                            look();
                        }
                    }
                    case STARTS, LEADS -> {
                        if (lease.renew()) {
                            Thread.sleep(RENEW_EVERY);
                        } else {
                            lost();
                        }
                    }
                    case ENDS -> look();
                }
            } catch (SQLException e) {
                if (phase == Phase.FOLLOWS || phase == Phase.ENDS) {
                    leader = null;
                }
                ready.failed(Refusal.unavailable(
                        "无法连接数据库 " + config.databaseUrl() + "：" + e.getMessage(),
                        "The database " + config.databaseUrl() + " cannot be reached: " + e.getMessage(),
                        e));
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws SQLException {
        leader = lease.leader()
                .filter(l -> l.live() && !l.address().isEmpty() && !l.server().equals(file.name()))
                .orElse(null);
        if (leader != null) {
            ready.reached();
        }
        lease.await(LOOK_EVERY);
    }

    private void lost() {
        LOG.log(System.Logger.Level.WARNING, "another server leads now; this one follows");
        phase = Phase.ENDS;
        leader = null;
        changes.execute(this::end);
    }

    private void begin() {
        try {
            standby.end();
            LeftPermits.forget(config.data(), lease);
            Logs.takeKey(config.data(), file.shared());
            var now = ZhihengServer.lead(
                    config.withGateway(gatewayPort, config.privateUpstreams(), config.sampleUpstream()),
                    clock,
                    new Leading(lease, peers, address(), peers.port(), leaving));
            server = now;
            Logs.giveKey(config.data(), file.shared());
            if (phase != Phase.STARTS) {
                return; // lost meanwhile: what waits in line closes it
            }
            gatewayPort = now.gateway().map(GatewayHost::port).orElse(Config.NO_GATEWAY);
            var own = (config.edge().tls() ? "https://" : "http://") + host() + ":"
                    + now.own().getPort();
            var gateway = gatewayPort == Config.NO_GATEWAY ? "" : "http://" + host() + ":" + gatewayPort;
            lease.announce(own, gateway);
            leader = new Leader(lease.epoch(), file.name(), own, gateway, true);
            phase = Phase.LEADS;
            LOG.log(System.Logger.Level.INFO, "this server leads, under number {0}", lease.epoch());
            led.accept(now);
            ready.reached();
        } catch (RuntimeException | SQLException e) {
            LOG.log(System.Logger.Level.ERROR, "this server cannot lead: {0}", e.getMessage());
            ready.failed(e);
            restUntilNanos = System.nanoTime() + REST.toNanos();
            shut();
            lease.release();
            follow();
            phase = Phase.FOLLOWS;
        }
    }

    private String host() {
        return peers.host().contains(":") ? "[" + peers.host() + "]" : peers.host();
    }

    private void end() {
        shut();
        follow();
        phase = Phase.FOLLOWS;
    }

    private void shut() {
        var was = server;
        server = null;
        if (was != null) {
            was.close();
        }
    }

    private void follow() {
        if (leaving.get()) {
            return;
        }
        try {
            gatewayPort = standby.follow(gatewayPort);
        } catch (Refusal e) {
            LOG.log(System.Logger.Level.ERROR, e.getMessage());
            ready.failed(e);
        }
    }

    private @Nullable URI office() {
        var now = leader;
        return now == null ? null : URI.create(now.address());
    }

    private @Nullable URI gateway() {
        var now = leader;
        return now == null || now.gateway().isEmpty() ? null : URI.create(now.gateway());
    }

    private ServerState state() {
        var now = leader;
        var own = server;
        return new ServerState(
                leads(),
                now == null ? 0 : now.epoch(),
                now != null,
                own != null ? own.ledger().size() : standby.entries(),
                leaving.get(),
                own != null || Rehearsal.done());
    }

    /** Whether it leads now. */
    public boolean leads() {
        return phase == Phase.LEADS && lease.holds();
    }

    /** The office, while this server has it open. */
    public Optional<ZhihengServer> server() {
        return Optional.ofNullable(server);
    }

    public URI address() {
        return URI.create((config.edge().tls() ? "https://" : "http://")
                + (config.host().contains(":") ? "[" + config.host() + "]" : config.host()) + ":"
                + Objects.requireNonNull(front).port());
    }

    /** Where model calls come in; -1 for no gateway. */
    public int gatewayPort() {
        return gatewayPort;
    }

    /**
     * What has begun is answered while the lease is still renewed; then another server may lead at once, and what waits here is
     * passed on to it.
     */
    @Override
    public void close() {
        if (leaving.getAndSet(true)) {
            return;
        }
        changes.execute(() -> {
            shut();
            standby.end();
            phase = Phase.ENDS;
            lease.release();
        });
        changes.shutdown();
        try {
            changes.awaitTermination(1, TimeUnit.MINUTES);
            var serving = front;
            if (watch.isAlive() && serving != null) {
                serving.drain(PassOn.PATIENCE);
            }
            closing = true;
            watch.join();
        } catch (InterruptedException e) {
            closing = true;
            Thread.currentThread().interrupt();
        }
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.log(System.Logger.Level.WARNING, "closing", e);
            }
        }
    }
}
