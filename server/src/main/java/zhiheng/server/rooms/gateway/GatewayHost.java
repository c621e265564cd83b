package zhiheng.server.rooms.gateway;

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
import zhiheng.base.Refusal;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Limits;
import zhiheng.gateway.inspect.Inspections;
import zhiheng.gateway.journal.Journal;
import zhiheng.gateway.observe.GenAiMetrics;
import zhiheng.gateway.permit.Clause;
import zhiheng.gateway.permit.PermitFiles;
import zhiheng.gateway.permit.Permits;
import zhiheng.gateway.upstream.Balancer;
import zhiheng.gateway.upstream.Destinations;
import zhiheng.gateway.upstream.Forwarder;
import zhiheng.gateway.wire.DataPlane;
import zhiheng.gateway.wire.Parts;
import zhiheng.office.Office;
import zhiheng.office.OfficeStore;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.rooms.contain.Containments;
import zhiheng.server.rooms.review.HeldRows;
import zhiheng.server.rooms.review.ReviewDesk;
import zhiheng.server.rooms.sample.SampleUpstream;
import zhiheng.server.rooms.traffic.ContentRows;
import zhiheng.server.rooms.traffic.InteractionRows;
import zhiheng.server.rooms.traffic.KeptContents;
import zhiheng.server.rooms.traffic.Vault;

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
    private final InspectorDesk inspections;
    private final KeptContents contents;
    private final ReviewDesk reviews;
    private final Containments containments;
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
            Containments containments,
            Clock clock) {
        var allowed = new HashSet<>(settings.privateUpstreams());
        var sample = settings.sample() ? sample(vertx) : null;
        if (sample != null) {
            allowed.add(sample.getHost() + ":" + sample.getPort());
        }
        var destinations = new Destinations(allowed);
        permits = new Permits(new PermitFiles(data.resolve("permits")), new LedgerRecorder(office.outbox()), clock);
        keys = new KeyRing(store, office.outbox(), clock);
        var vault = Vault.open(data.resolve("secret.key"));
        routes = new RouteBook(store, office.outbox(), vault, destinations);
        contents = new KeptContents(new ContentRows(db), vault, office.outbox());
        reviews = new ReviewDesk(new HeldRows(db), vault, office.outbox(), clock);
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
            throw Refusal.unavailable(
                    "网关日志无法打开：" + e.getMessage() + "。请检查磁盘和目录权限。",
                    "The gateway's journal cannot be opened: " + e.getMessage()
                            + ". Check the disk and the folder's rights.",
                    e);
        }
        forwarder = new Forwarder(vertx, new Balancer(), destinations, Limits.DEFAULT.upstreamConnections());
        vertx.setPeriodic(
                FORGET_EVERY.toMillis(),
                FORGET_EVERY.toMillis(),
                timer -> vertx.executeBlocking(() -> forget(clock), false));
        host = settings.host();
        inspections = new InspectorDesk(data.resolve("inspect"), vertx, destinations, office.outbox());
        containments.start(permits, routes);
        this.containments = containments;
        port = listen(vertx, settings, clock);
    }

    /** Removes records and contents older than the permit of their system keeps them, and calls that waited too long. */
    private int forget(Clock clock) {
        int forgotten = reviews.lapse();
        for (var permit : permits.all()) {
            var now = clock.instant();
            var record = now.minus(Duration.ofDays(permit.terms().keepRecordDays()));
            var content = now.minus(Duration.ofDays(permit.terms().keepContentDays()));
            forgotten += interactions.forget(permit.system(), record, now);
            forgotten += reviews.forget(permit.system(), record);
            forgotten += contents.forget(permit.system(), content.isAfter(record) ? content : record);
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

    private int listen(Vertx vertx, Settings settings, Clock clock) {
        try {
            var parts = new Parts(
                    vertx,
                    permits,
                    keys,
                    routes,
                    inspections.inspectors(),
                    forwarder,
                    reviews,
                    contents,
                    journal,
                    Limits.DEFAULT,
                    clock);
            return DataPlane.start(
                            settings.host(),
                            settings.port(),
                            Runtime.getRuntime().availableProcessors(),
                            parts)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            journal.close();
            throw Refusal.unavailable(
                    "网关无法监听 " + settings.host() + ":" + settings.port() + "，端口可能已被占用；请用 --gateway-port 换一个。",
                    "The gateway cannot listen on " + settings.host() + ":" + settings.port()
                            + "; the port may be taken. Choose another with --gateway-port.",
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
        if (i.clause().isEmpty() || Clause.isCounted(i.clause())) {
            permits.recall(i.system(), i.userHash(), i.tokensIn() + i.tokensOut(), i.time());
        }
    }

    public Permits permits() {
        return permits;
    }

    public Containments containments() {
        return containments;
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

    /** What the permits' inspectors are compiled to. */
    public Inspections inspections() {
        return inspections.inspectors();
    }

    /** Reads what the inspectors are made of again. */
    public InspectorDesk inspectors() {
        return inspections;
    }

    /** What was said, where permits keep it. */
    public KeptContents contents() {
        return contents;
    }

    /** The calls that wait for a person. */
    public ReviewDesk reviews() {
        return reviews;
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
        inspections.close();
        journal.close();
    }
}
