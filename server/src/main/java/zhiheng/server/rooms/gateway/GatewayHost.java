package zhiheng.server.rooms.gateway;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.gateway.ContentSigner;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Limits;
import zhiheng.gateway.inspect.Inspections;
import zhiheng.gateway.journal.Journal;
import zhiheng.gateway.mcp.McpDoor;
import zhiheng.gateway.mcp.McpServers;
import zhiheng.gateway.observe.GenAiMetrics;
import zhiheng.gateway.permit.Clause;
import zhiheng.gateway.permit.Permits;
import zhiheng.gateway.upstream.Balancer;
import zhiheng.gateway.upstream.Forwarder;
import zhiheng.gateway.upstream.Owned;
import zhiheng.gateway.wire.Connections;
import zhiheng.gateway.wire.DataPlane;
import zhiheng.gateway.wire.Parts;
import zhiheng.office.acts.Outbox;
import zhiheng.server.rooms.traffic.InteractionRows;
import zhiheng.server.rooms.traffic.KeptContents;

/** The gateway, wired and listening on a port of its own. */
public final class GatewayHost implements AutoCloseable {
    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    private final GatewayBooks books;
    private final InspectorDesk inspections;
    private final ReviewQueue reviews;
    private final Connections connections;
    private final GenAiMetrics metrics = new GenAiMetrics();
    private final Journal journal;
    private final Owned owned;
    private final Forwarder forwarder;
    private final McpDoor mcp;
    private final String host;
    private final int port;

    /**
     * Opens the journal and the port.
     *
     * @param data where the journal lies
     * @param shared where inspectors lie
     * @param tools the servers of tools behind it
     * @param proxies addresses that stand for many callers
     * @param stored is given every batch of interactions once it is in the database
     * @param followed whether somebody reads the journal along
     * @param signer signs what is labelled; null without a key of the operator
     */
    public GatewayHost(
            Vertx vertx,
            String host,
            int port,
            Path data,
            Path shared,
            GatewayBooks books,
            ReviewQueue reviews,
            McpServers tools,
            Outbox outbox,
            Consumer<List<Interaction>> stored,
            Limits limits,
            Set<String> proxies,
            boolean followed,
            @Nullable ContentSigner signer,
            Clock clock) {
        this.books = books;
        this.reviews = reviews;
        this.host = host;
        connections = Connections.ofGateway(DataPlane.PER_ADDRESS, proxies);
        try {
            journal =
                    Journal.resting(data.resolve("journal"), Journal.Settings.DEFAULT, books.interactions(), batch -> {
                        metrics.add(batch);
                        stored.accept(batch);
                    });
            recall(clock);
            if (followed) {
                journal.isFollowed();
            }
            journal.begin();
            owned = new Owned(data.resolve("journal").resolve("responses"));
        } catch (Exception e) {
            throw Refusal.unavailable(
                    "网关日志无法打开：" + e.getMessage() + "。请检查磁盘和目录权限。",
                    "The gateway's journal cannot be opened: " + e.getMessage()
                            + ". Check the disk and the folder's rights.",
                    e);
        }
        forwarder = new Forwarder(vertx, new Balancer(), books.destinations(), limits.upstreamConnections());
        vertx.setPeriodic(
                FORGET_EVERY.toMillis(),
                FORGET_EVERY.toMillis(),
                timer -> vertx.executeBlocking(() -> forget(clock), false));
        inspections = new InspectorDesk(shared.resolve("inspect"), vertx, books.destinations(), outbox);
        var parts = new Parts(
                vertx,
                books.permits(),
                books.keys(),
                books.routes(),
                inspections.inspectors(),
                forwarder,
                reviews,
                books.contents(),
                journal,
                limits,
                clock,
                owned,
                signer);
        mcp = new McpDoor(parts, tools, books.destinations());
        this.port = port == GatewayFeature.FLEET ? 0 : listen(parts, port);
    }

    /** Removes records and contents older than the permit of their system keeps them, and calls that waited too long. */
    private int forget(Clock clock) {
        int forgotten = reviews.lapse();
        for (var permit : books.permits().all()) {
            var now = clock.instant();
            var record = now.minus(Duration.ofDays(permit.terms().keepRecordDays()));
            var content = now.minus(Duration.ofDays(permit.terms().keepContentDays()));
            forgotten += books.interactions().forget(permit.system(), record, now);
            forgotten += reviews.forget(permit.system(), record);
            forgotten += books.contents().forget(permit.system(), content.isAfter(record) ? content : record);
        }
        return forgotten;
    }

    private int listen(Parts parts, int wanted) {
        try {
            return DataPlane.start(
                            host,
                            wanted,
                            Runtime.getRuntime().availableProcessors(),
                            parts,
                            Map.of(McpDoor.PATH, mcp),
                            connections)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            journal.close();
            throw Refusal.unavailable(
                    "网关无法监听 " + host + ":" + wanted + "，端口可能已被占用；请用 --gateway-port 换一个。",
                    "The gateway cannot listen on " + host + ":" + wanted
                            + "; the port may be taken. Choose another with --gateway-port.",
                    e);
        }
    }

    /** Counts the calls of the day, from the database and from the journal, so that caps go on where they were. */
    private void recall(Clock clock) throws Exception {
        var longest = Duration.ofHours(26); // a day of any zone, and an hour of daylight saving
        for (var permit : books.permits().all()) {
            books.interactions().since(permit.system(), clock.instant().minus(longest), this::recall);
        }
        journal.pending(this::recall);
    }

    private void recall(Interaction i) {
        if (Clause.counts(i)) {
            books.permits().recall(i.system(), i.userHash(), i.tokensIn() + i.tokensOut(), i.time());
        }
    }

    /** How many connections are open, and how many were turned away. */
    Connections connections() {
        return connections;
    }

    /** Every record, for one who reads it along. */
    public Journal journal() {
        return journal;
    }

    public Permits permits() {
        return books.permits();
    }

    public KeyRing keys() {
        return books.keys();
    }

    public RouteBook routes() {
        return books.routes();
    }

    public InteractionRows interactions() {
        return books.interactions();
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
        return books.contents();
    }

    /** The calls that wait for a person. */
    public ReviewQueue reviews() {
        return reviews;
    }

    /** Why no call may pass, or why records wait; empty when all is well. */
    Optional<Text> journalTrouble() {
        return switch (journal.state()) {
            case STORED -> Optional.empty();
            case BUFFERED ->
                Optional.of(new Text(
                        "数据库暂不接收调用记录，记录在磁盘上等待。",
                        "The database takes no records of calls at the moment; they wait on disk."));
            case FULL ->
                Optional.of(new Text(
                        "网关日志没有空间，调用被拒绝；腾出磁盘空间后自动恢复。",
                        "The gateway's journal has no room, so calls are refused; it goes on by itself once"
                                + " there is room."));
        };
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
        mcp.close();
        forwarder.close();
        inspections.close();
        journal.close();
        owned.close();
    }
}
