package zhiheng.server.rooms.fleet;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import zhiheng.base.OwnerOnly;
import zhiheng.base.Refusal;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Limits;
import zhiheng.gateway.Records;
import zhiheng.gateway.journal.Journal;
import zhiheng.gateway.mcp.McpDoor;
import zhiheng.gateway.mcp.McpServers;
import zhiheng.gateway.observe.GenAiMetrics;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Permits;
import zhiheng.gateway.upstream.Balancer;
import zhiheng.gateway.upstream.Destinations;
import zhiheng.gateway.upstream.Forwarder;
import zhiheng.gateway.upstream.Owned;
import zhiheng.gateway.wire.Connections;
import zhiheng.gateway.wire.DataPlane;
import zhiheng.gateway.wire.Drain;
import zhiheng.gateway.wire.Parts;
import zhiheng.server.rooms.gateway.AnswerSigner;
import zhiheng.server.rooms.gateway.InspectorDesk;
import zhiheng.server.rooms.toolservers.ProgramFile;
import zhiheng.server.rooms.traffic.Vault;

/**
 * A gateway that runs by itself. It asks its office what holds, goes on by what it heard last while the office is away, first within the
 * permits, then within stricter ones ({@link CutOff}), and sends what it recorded. What a person must look at waits in the
 * office's queue; servers of tools are those that the office names, and programs where this gateway's own operator allows them.
 */
final class LoneGateway implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LoneGateway.class.getName());
    private static final Duration TICK = Duration.ofMillis(500);

    private final LoneSettings settings;
    private final FileChannel lock;
    private final Vertx vertx = Vertx.vertx();
    private final Permits permits;
    private final Followed followed;
    private final OfficeLine line;
    private final ShareRunner shares;
    private final Journal journal;
    private final GenAiMetrics metrics = new GenAiMetrics();
    private final Connections connections;
    private final InspectorDesk inspections;
    private final Forwarder forwarder;
    private final Owned owned;
    private final McpDoor mcp;
    private final Drain drain = new Drain();
    private final LastWord last;
    private final Hearing hearing;
    private final @Nullable HttpServer admin;
    private final int port;

    /** Enrols where it must, takes up what it knew, and listens. */
    static LoneGateway start(LoneSettings settings, Clock clock) {
        try {
            return new LoneGateway(settings, clock);
        } catch (IOException e) {
            throw Refusal.unavailable("网关无法启动：" + e.getMessage(), "The gateway cannot start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private LoneGateway(LoneSettings settings, Clock clock) throws IOException, InterruptedException {
        this.settings = settings;
        lock = take(settings.data());
        line = new OfficeLine(settings.office(), settings.officeCa(), enrolled());
        var vault = Vault.open(settings.data().resolve("secret.key"));
        permits = Permits.elsewhere(clock);
        followed = new Followed(settings.data().resolve("office"), vault, permits);
        last = new LastWord(settings.data().resolve("heard"), clock);
        shares = new ShareRunner(line, permits, settings.sharesEvery());
        hearing = new Hearing(line, followed, permits, shares, last, clock);
        hearing.tighten();
        var folder = settings.data().resolve("journal");
        journal = journal(folder, new DistantStore(line, vault, folder));
        owned = new Owned(folder.resolve("responses"));
        var destinations = new Destinations(settings.privateUpstreams());
        inspections = InspectorDesk.alone(settings.data().resolve("inspect"), vertx, destinations);
        var limits = Limits.DEFAULT.withBodyBytes(settings.bodyMiB() << 20);
        forwarder = new Forwarder(vertx, new Balancer(), destinations, limits.upstreamConnections());
        connections = Connections.ofGateway(DataPlane.PER_ADDRESS, settings.proxies());
        var parts = new Parts(
                vertx,
                permits,
                followed,
                followed,
                inspections.inspectors(),
                forwarder,
                new DistantReviews(line),
                (id, plain) -> vault.seal(plain, DistantStore.place(id)),
                counted(journal),
                limits,
                clock,
                owned,
                AnswerSigner.of(settings.signing(), clock));
        mcp = new McpDoor(parts, tools(), destinations);
        var health = new LoneHealth(this);
        try {
            port = DataPlane.start(
                            settings.host(),
                            settings.port(),
                            settings.loops(),
                            parts,
                            Map.of(LoneHealth.LIVE, health, LoneHealth.READY, health, McpDoor.PATH, drain.before(mcp)),
                            connections,
                            drain)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            admin = settings.adminPort() < 0 ? null : admin(health);
        } catch (CompletionException e) {
            throw new IOException(
                    settings.host() + ":" + settings.port() + " / " + settings.adminPort() + ": " + e.getMessage(), e);
        }
        vertx.setPeriodic(TICK.toMillis(), timer -> hearing.tighten());
        hearing.begin();
        shares.begin();
    }

    /** Programs are run where this gateway's own operator says so, whatever the office says. */
    private McpServers tools() {
        var folder = settings.data().resolve("mcp");
        if (settings.programs()) {
            return ProgramFile.before(followed, folder, System::getenv);
        }
        if (Files.exists(folder)) {
            LOG.log(System.Logger.Level.WARNING, "programs named in {0} are not run without --tool-programs", folder);
        }
        return followed;
    }

    /** Who it is; enrolled now, where it was not before. */
    private Enrolled enrolled() throws IOException, InterruptedException {
        try {
            var before = Enrolled.read(settings.data());
            if (before.isPresent()) {
                return before.get();
            }
            var made = OfficeLine.enrol(settings.office(), settings.officeCa(), settings.token(), settings.name());
            made.write(settings.data());
            return made;
        } catch (IOException | InterruptedException | RuntimeException e) {
            lock.close();
            vertx.close();
            throw e;
        }
    }

    private static FileChannel take(Path data) throws IOException {
        OwnerOnly.folder(data);
        OwnerOnly.make(data.resolve("gateway.lock"));
        var channel = FileChannel.open(data.resolve("gateway.lock"), StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // this very process has it
        }
        channel.close();
        throw Refusal.conflict(
                "数据目录 " + data + " 正被另一个网关使用；每个网关须有自己的目录。",
                "The folder " + data + " is in use by another gateway; each has a folder of its own.");
    }

    private static Journal journal(Path folder, DistantStore store) throws IOException {
        try {
            return new Journal(folder, Journal.Settings.DEFAULT, store, batch -> {});
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** Counts each call as it is recorded, not when the office has it. */
    private Records counted(Records records) {
        return new Records() {
            @Override
            public void add(Interaction interaction, byte @Nullable [] sealed) {
                records.add(interaction, sealed);
                metrics.add(List.of(interaction));
            }

            @Override
            public void open(Interaction soFar) {
                records.open(soFar);
            }

            @Override
            public State state() {
                return records.state();
            }
        };
    }

    private HttpServer admin(Handler<HttpServerRequest> health) {
        return vertx.createHttpServer()
                .requestHandler(health)
                .listen(settings.adminPort(), settings.adminHost())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** How long ago the office was heard. */
    Duration silent() {
        return last.silent();
    }

    /** Why it takes no calls now; "" when it does. */
    String notReady() {
        if (drain.isLeaving()) {
            return "leaving";
        }
        if (hearing.revoked()) {
            return "revoked";
        }
        if (!last.everHeard() && followed.isEmpty()) {
            return "office";
        }
        if (permits.floor() == PermitState.STOPPED) {
            return "cut-off";
        }
        return journal.state() == Records.State.FULL ? "journal" : "";
    }

    Permits permits() {
        return permits;
    }

    Followed followed() {
        return followed;
    }

    Journal journal() {
        return journal;
    }

    GenAiMetrics metrics() {
        return metrics;
    }

    Connections connections() {
        return connections;
    }

    ShareRunner shares() {
        return shares;
    }

    int port() {
        return port;
    }

    /** The port of health and metrics alone, -1 where there is none. */
    int adminPort() {
        return admin == null ? -1 : admin.actualPort();
    }

    /**
     * Leaves in order: says that it is not ready, waits for balancers to see it, turns new calls away, lets calls under way end within
     * their time, gives its shares back, brings its records to the office, closes.
     */
    @Override
    public void close() {
        try {
            drain.leave();
            hearing.leave();
            Thread.sleep(settings.drain().notice());
            drain.closeDoor();
            long end = System.nanoTime() + settings.drain().most().toNanos();
            while (permits.underWay() > 0 && System.nanoTime() - end < 0) {
                Thread.sleep(20);
            }
            int left = permits.underWay();
            if (left > 0) {
                LOG.log(System.Logger.Level.WARNING, "{0} calls were still under way when the time was over", left);
            }
            hearing.end();
            shares.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        shut();
    }

    /** As the end of a process that is killed, as far as the office can tell: nothing is given back, nothing sent. For tests. */
    void abandon() {
        hearing.end();
        shares.abandon();
        line.close();
        shut();
    }

    private void shut() {
        mcp.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        forwarder.close();
        inspections.close();
        journal.close();
        owned.close();
        line.close();
        try {
            lock.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing", e);
        }
    }
}
