package zhiheng.server.house;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Limits;
import zhiheng.ledger.Ledger;
import zhiheng.office.Office;
import zhiheng.office.duties.EvidenceFiles;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.http.Door;
import zhiheng.server.ground.http.OfficePort;
import zhiheng.server.ground.http.SecurityHeaders;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.ground.log.RequestId;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.rooms.contain.ContainmentRows;
import zhiheng.server.rooms.contain.Containments;
import zhiheng.server.rooms.gateway.GatewayBooks;
import zhiheng.server.rooms.gateway.GatewayHost;
import zhiheng.server.rooms.law.RememberedPacks;
import zhiheng.server.rooms.notify.NotificationRows;
import zhiheng.server.rooms.notify.Notifier;
import zhiheng.server.rooms.registry.DailyRefresh;
import zhiheng.server.rooms.registry.JdbcOfficeStore;
import zhiheng.server.rooms.review.HeldRows;
import zhiheng.server.rooms.review.ReviewDesk;
import zhiheng.server.rooms.sample.SampleUpstream;
import zhiheng.server.rooms.telemetry.Telemetry;
import zhiheng.server.rooms.traffic.InteractionRows;
import zhiheng.server.rooms.watch.Aftermath;
import zhiheng.server.rooms.watch.AlertRows;
import zhiheng.server.rooms.watch.Grading;
import zhiheng.server.rooms.watch.LiveWatch;
import zhiheng.server.rooms.watch.StoredSurroundings;

/** Everything wired and listening. Started whole or not at all; {@link #close} undoes it in reverse. */
public final class ZhihengServer implements AutoCloseable {
    /** The log's name in its checkpoints. */
    private static final String ORIGIN = "zhiheng.local/ledger";

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Config config;
    private final Clock clock;
    private final PackLibrary library;
    private final Ledger ledger;
    private final Office office;
    private final Identity identity;
    private final Optional<String> setupToken;
    private final AlertRows alerts;
    private final LiveWatch watch;
    private final Optional<Notifier> notifier;
    private final @Nullable Telemetry telemetry;
    private final Optional<Containments> containments;
    private final Optional<ReviewDesk> reviews;
    private final Optional<GatewayHost> gateway;
    private final int port;

    /** Starts a server. Its errors say what to do. */
    public static ZhihengServer start(Config config) {
        return start(config, Clock.systemDefaultZone());
    }

    /** As {@link #start(Config)}, with a clock of one's own. */
    public static ZhihengServer start(Config config, Clock clock) {
        return new ZhihengServer(config, clock);
    }

    private ZhihengServer(Config config, Clock clock) {
        this.config = config;
        this.clock = clock;
        try {
            library = RememberedPacks.load(config.library());
            var db = keep(database(config));
            var store = new JdbcOfficeStore(db);
            ledger = keep(Ledger.open(config.data().resolve("ledger"), ORIGIN));
            office = new Office(
                    library, store, ledger, new EvidenceFiles(config.data().resolve("evidence")), clock);
            office.recover();
            identity = new Identity(store, office.outbox(), office.ids(), clock);
            setupToken = identity.newSetupToken();
            keep(new DailyRefresh(office, clock));
            alerts = new AlertRows(db);
            var vertx = Vertx.vertx();
            var books = config.gatewayPort() == Config.NO_GATEWAY
                    ? Optional.<GatewayBooks>empty()
                    : Optional.of(books(vertx, db, store));
            containments = books.map(b -> keep(
                    new Containments(new ContainmentRows(db), b.permits(), b.routes(), office.ids(), clock)));
            reviews = books.map(b -> new ReviewDesk(new HeldRows(db), b.vault(), office.outbox(), clock));
            watch = keep(new LiveWatch(
                    alerts,
                    grading(config),
                    new StoredSurroundings(store, new InteractionRows(db), clock),
                    containments.<Aftermath>map(c -> c).orElse(Aftermath.NONE),
                    config.data().resolve("watch.state"),
                    office.ids(),
                    clock));
            notifier = config.receivers().isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            keep(new Notifier(new NotificationRows(db), config.receivers(), office.ids(), clock)));
            var otlp = config.otlp();
            telemetry = otlp == null ? null : keep(new Telemetry(otlp, config.otlpHeaders()));
            gateway = books.map(b -> keep(gateway(vertx, b)));
            keep(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
            var door = keep(new Door(identity)); // closed first: what has begun is finished while all else is there
            port = listen(vertx, door).actualPort();
            notifier.ifPresent(n -> n.start(address()));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static Db database(Config config) {
        var url = config.databaseUrl();
        if (url == null || url.isEmpty()) {
            return Db.sqlite(config.data().resolve("zhiheng.db"));
        }
        return Db.postgres(url, orEmpty(config.databaseUser()), orEmpty(config.databasePassword()));
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** The packs about incidents lie beside those about systems. */
    private static @Nullable Grading grading(Config config) {
        var folder = config.library().resolveSibling("incidents");
        return Files.isDirectory(folder) ? new Grading(RememberedPacks.load(folder)) : null;
    }

    private GatewayBooks books(Vertx vertx, Db db, JdbcOfficeStore store) {
        var sample = config.sampleUpstream() ? SampleUpstream.address(vertx) : null;
        return GatewayBooks.open(config.data(), db, store, office, config.privateUpstreams(), sample, clock);
    }

    private GatewayHost gateway(Vertx vertx, GatewayBooks books) {
        return new GatewayHost(
                vertx,
                config.host(),
                config.gatewayPort(),
                config.data(),
                books,
                reviews.orElseThrow(),
                office.outbox(),
                this::recorded,
                clock);
    }

    /** Calls that are in the database now. */
    private void recorded(List<Interaction> calls) {
        if (telemetry != null) {
            telemetry.calls(calls);
        }
        watch.calls(calls);
    }

    private HttpServer listen(Vertx vertx, Door door) {
        try {
            return OfficePort.listen(vertx, config.host(), config.port(), Limits.DEFAULT.idle(), routes(vertx, door))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw Refusal.unavailable(
                    "无法监听 " + config.host() + ":" + config.port() + "，端口可能已被占用；请停止占用它的程序或换一个端口。",
                    "Cannot listen on " + config.host() + ":" + config.port()
                            + "; the port may be taken. Stop the program that has it, or choose another port.",
                    e);
        }
    }

    private Router routes(Vertx vertx, Door door) {
        var router = Router.router(vertx);
        router.route().handler(RequestId::give);
        router.route().handler(SecurityHeaders::add);
        RestApi.mount(router, door, office, identity, library, ledger, gateway, reviews, containments, watch, alerts, clock);
        WebPages.mount(router, door, office, identity, library, ledger, alerts, gateway, reviews, containments, notifier, clock);
        return router;
    }

    /** The gateway, where one was asked for. */
    public Optional<GatewayHost> gateway() {
        return gateway;
    }

    /** The calls that wait for a person, where there is a gateway. */
    public Optional<ReviewDesk> reviews() {
        return reviews;
    }

    /** What alerts do to permits, where there is a gateway. */
    public Optional<Containments> containments() {
        return containments;
    }

    public LiveWatch watch() {
        return watch;
    }

    public AlertRows alerts() {
        return alerts;
    }

    /** The port listened on. */
    public int port() {
        return port;
    }

    public URI address() {
        return URI.create(
                "http://" + (config.host().contains(":") ? "[" + config.host() + "]" : config.host()) + ":" + port);
    }

    /** The one-time link for the first administrator; empty once there is one. */
    public Optional<URI> setupLink() {
        return setupToken.map(token -> address().resolve("/setup?token=" + token));
    }

    /** Its secret. */
    public Optional<String> setupToken() {
        return setupToken;
    }

    public Office office() {
        return office;
    }

    public Identity identity() {
        return identity;
    }

    public PackLibrary library() {
        return library;
    }

    public Ledger ledger() {
        return ledger;
    }

    private <T extends AutoCloseable> T keep(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                System.getLogger(ZhihengServer.class.getName()).log(System.Logger.Level.WARNING, "closing", e);
            }
        }
    }
}
