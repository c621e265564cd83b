package zhiheng.server.gateway;

import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Limits;
import zhiheng.gateway.inspect.Inspections;
import zhiheng.gateway.inspect.Inspectors;
import zhiheng.gateway.journal.Journal;
import zhiheng.gateway.observe.GenAiMetrics;
import zhiheng.gateway.permit.PermitFiles;
import zhiheng.gateway.permit.Permits;
import zhiheng.gateway.upstream.Balancer;
import zhiheng.gateway.upstream.Destinations;
import zhiheng.gateway.upstream.Forwarder;
import zhiheng.gateway.wire.DataPlane;
import zhiheng.office.Office;
import zhiheng.office.OfficeStore;
import zhiheng.packs.Text;
import zhiheng.server.StartException;
import zhiheng.server.sample.SampleUpstream;
import zhiheng.server.store.Db;
import zhiheng.server.store.InteractionRows;

/** The gateway, wired and listening on a port of its own. */
public final class GatewayHost implements AutoCloseable {
    /**
     * How it is started.
     *
     * @param privateUpstreams {@code host} or {@code host:port} of upstreams inside the own network
     * @param sample whether the built-in model answers where nothing else is set
     */
    public record Settings(String host, int port, Set<String> privateUpstreams, boolean sample) {}

    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    private final Permits permits;
    private final KeyRing keys;
    private final RouteBook routes;
    private final InteractionRows interactions;
    private final GenAiMetrics metrics = new GenAiMetrics();
    private final Journal journal;
    private final Forwarder forwarder;
    private final String host;
    private final int port;

    /** @param stored is given every batch of interactions once it is in the database */
    public GatewayHost(
            Vertx vertx,
            Settings settings,
            Path data,
            Db db,
            OfficeStore store,
            Office office,
            Consumer<List<Interaction>> stored,
            Clock clock) {
        var allowed = new HashSet<>(settings.privateUpstreams());
        var sample = settings.sample() ? sample(vertx) : null;
        if (sample != null) {
            allowed.add(sample.getHost() + ":" + sample.getPort());
        }
        var destinations = new Destinations(allowed);
        permits = new Permits(new PermitFiles(data.resolve("permits")), new LedgerRecorder(office.outbox()), clock);
        keys = new KeyRing(store, office.outbox(), clock);
        routes = new RouteBook(store, office.outbox(), Vault.open(data.resolve("secret.key")), destinations);
        if (sample != null) {
            routes.sample(sample);
        }
        interactions = new InteractionRows(db);
        try {
            journal = new Journal(data.resolve("journal"), Journal.Settings.DEFAULT, interactions, batch -> {
                metrics.add(batch);
                stored.accept(batch);
            });
            recall(clock);
        } catch (Exception e) {
            throw new StartException(
                    new Text(
                            "网关日志无法打开：" + e.getMessage() + "。请检查磁盘和目录权限。",
                            "The gateway's journal cannot be opened: " + e.getMessage()
                                    + ". Check the disk and the folder's rights."),
                    e);
        }
        forwarder = new Forwarder(vertx, new Balancer(), destinations, Limits.DEFAULT.upstreamConnections());
        vertx.setPeriodic(
                FORGET_EVERY.toMillis(),
                FORGET_EVERY.toMillis(),
                timer -> vertx.executeBlocking(() -> forget(clock), false));
        host = settings.host();
        port = listen(vertx, settings, new Inspectors(InspectorFiles.load(data.resolve("inspect"))), clock);
    }

    /** Removes records older than the permit of their system keeps them. */
    private int forget(Clock clock) {
        int forgotten = 0;
        for (var permit : permits.all()) {
            var keep = Duration.ofDays(permit.terms().keepRecordDays());
            forgotten += interactions.forget(permit.system(), clock.instant().minus(keep), clock.instant());
        }
        return forgotten;
    }

    private static URI sample(Vertx vertx) {
        return SampleUpstream.start(vertx)
                .map(SampleUpstream::base)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private int listen(Vertx vertx, Settings settings, Inspections inspections, Clock clock) {
        try {
            return DataPlane.start(
                            vertx,
                            settings.host(),
                            settings.port(),
                            Runtime.getRuntime().availableProcessors(),
                            permits,
                            keys,
                            routes,
                            inspections,
                            forwarder,
                            journal,
                            Limits.DEFAULT,
                            clock)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            journal.close();
            throw new StartException(
                    new Text(
                            "网关无法监听 " + settings.host() + ":" + settings.port() + "，端口可能已被占用；请用 --gateway-port 换一个。",
                            "The gateway cannot listen on " + settings.host() + ":" + settings.port()
                                    + "; the port may be taken. Choose another with --gateway-port."),
                    e);
        }
    }

    /** Counts the calls of the day, from the database and from the journal, so that caps go on where they were. */
    private void recall(Clock clock) throws Exception {
        var longest = Duration.ofHours(26); // a day of any zone, and an hour of daylight saving
        for (var permit : permits.all()) {
            interactions.since(permit.system(), clock.instant().minus(longest), this::recall);
        }
        journal.pending(this::recall);
    }

    private void recall(Interaction i) {
        if (i.clause().isEmpty() || i.clause().equals("permit.actions")) {
            permits.recall(i.system(), i.userHash(), i.tokensIn() + i.tokensOut(), i.time());
        }
    }

    public Permits permits() {
        return permits;
    }

    public KeyRing keys() {
        return keys;
    }

    public RouteBook routes() {
        return routes;
    }

    public InteractionRows interactions() {
        return interactions;
    }

    public GenAiMetrics metrics() {
        return metrics;
    }

    public int port() {
        return port;
    }

    /** Host and port, as in an address. */
    public String authority() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public void close() {
        forwarder.close();
        journal.close();
    }
}
