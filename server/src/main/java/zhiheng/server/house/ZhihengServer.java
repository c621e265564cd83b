package zhiheng.server.house;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.gateway.Limits;
import zhiheng.ledger.Ledger;
import zhiheng.office.Office;
import zhiheng.office.acts.Order;
import zhiheng.office.duties.EvidenceFiles;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.ServerFile;
import zhiheng.server.ground.audit.SecurityLog;
import zhiheng.server.ground.http.Door;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.OfficePort;
import zhiheng.server.ground.http.SecurityHeaders;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.ground.identity.Sealer;
import zhiheng.server.ground.log.RequestId;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.rooms.cases.CaseDesk;
import zhiheng.server.rooms.cases.CasesFeature;
import zhiheng.server.rooms.gateway.GatewayHost;
import zhiheng.server.rooms.law.RememberedPacks;
import zhiheng.server.rooms.registry.JdbcOfficeStore;
import zhiheng.server.rooms.watch.AlertRows;
import zhiheng.server.rooms.watch.LiveWatch;

/** Everything wired and listening. Started whole or not at all; {@link #close} undoes it in reverse. */
public final class ZhihengServer implements AutoCloseable {
    private static final Duration CATCH_UP_EVERY = Duration.ofSeconds(1);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Config config;
    private final @Nullable Leading leading;
    private final Rooms rooms;
    private final List<Capability> all;
    private final House house;
    private final Optional<String> setupToken;
    private final Pulse pulse;
    private final Router router;
    private final int port;

    /** Starts a server. Its errors say what to do. */
    public static ZhihengServer start(Config config) {
        return start(config, Clock.systemDefaultZone());
    }

    /** As {@link #start(Config)}, with a clock of one's own. */
    public static ZhihengServer start(Config config, Clock clock) {
        return start(config, clock, List.of());
    }

    /** As {@link #start(Config, Clock)}, with capabilities beside those of the list. */
    static ZhihengServer start(Config config, Clock clock, List<Capability> more) {
        return new ZhihengServer(config, clock, more, null);
    }

    /** Starts the one that leads among several. */
    static ZhihengServer lead(Config config, Clock clock, Leading leading) {
        return new ZhihengServer(config, clock, List.of(), leading);
    }

    private ZhihengServer(Config config, Clock clock, List<Capability> more, @Nullable Leading leading) {
        this.config = config;
        this.leading = leading;
        rooms = Rooms.of(config);
        all = Stream.concat(rooms.all().stream(), more.stream()).toList();
        try {
            house = house(config, clock, Rooms.schema(all));
            setupToken = house.identity().newSetupToken();
            for (var room : all) {
                keep(room);
                room.open(house);
            }
            if (leading != null) {
                rooms.gateway().books().ifPresent(books -> leading.cutOff(books.permits()));
            }
            keep(() -> house.vertx()
                    .close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join());
            var door = keep(new Door(
                    house.identity(),
                    house.security())); // closed first: what has begun is finished while all else is there
            keep(() -> all.forEach(Capability::leave));
            catchUp();
            pulse = keep(new Pulse(
                    Stream.concat(Pulse.ofHouse(house).stream(), all.stream().flatMap(room -> room.checks().stream()))
                            .toList()));
            router = Router.router(house.vertx());
            port = listen(door, pulse).actualPort();
            all.forEach(room -> room.start(address()));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private House house(Config config, Clock clock, List<Migration> schema) {
        var library = RememberedPacks.load(config.library()).own();
        if (leading == null) {
            keep(DataFolder.take(config.data()));
        }
        var db = keep(leading == null ? database(config, schema) : leading.database(schema, config.copyBefore()));
        var file = ServerFile.of(config.data());
        var store = new JdbcOfficeStore(db);
        var ledger = keep(Logs.open(config, store));
        var office = new Office(
                library,
                store,
                ledger,
                new EvidenceFiles(file.shared().resolve("evidence")),
                clock,
                leading == null ? Order.LEDGER : Order.DATABASE);
        office.recover();
        var security = keep(new SecurityLog(clock));
        office.outbox().listen(security::acts);
        var identity = new Identity(
                store,
                office.outbox(),
                office.ids(),
                clock,
                new Sealer(file.shared().resolve("identity.key")),
                security);
        return new House(
                config.data(),
                file.shared(),
                file.journal(),
                db,
                store,
                ledger,
                library,
                office,
                identity,
                security,
                Vertx.vertx(),
                clock);
    }

    /** Entries that the ledger could not take are written as soon as it can, without anybody asking. */
    private void catchUp() {
        var outbox = house.office().outbox();
        var vertx = house.vertx();
        vertx.setPeriodic(CATCH_UP_EVERY.toMillis(), timer -> {
            if (outbox.behind()) {
                vertx.executeBlocking(() -> {
                    outbox.retry();
                    return null;
                });
            }
        });
    }

    private static Db database(Config config, List<Migration> schema) {
        var url = config.databaseUrl();
        if (url == null || url.isEmpty()) {
            return Db.sqlite(config.data().resolve("zhiheng.db"), schema);
        }
        return Db.postgres(
                url, orEmpty(config.databaseUser()), orEmpty(config.databasePassword()), schema, config.copyBefore());
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    private HttpServer listen(Door door, Pulse pulse) {
        int wanted = config.port();
        var edge = config.edge();
        if (leading != null) {
            wanted = leading.port();
            edge = Leading.inner(edge);
            router.route().handler(leading::admit);
        }
        router.route().handler(RequestId::give);
        router.route().handler(SecurityHeaders::add);
        RestApi.mount(router, door, all, pulse);
        WebPages.mount(router, door, house, all);
        try {
            return OfficePort.listen(house.vertx(), config.host(), wanted, Limits.DEFAULT.idle(), edge, router)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw Refusal.unavailable(
                    "无法监听 " + config.host() + ":" + wanted + "，端口可能已被占用；请停止占用它的程序或换一个端口。",
                    "Cannot listen on " + config.host() + ":" + wanted
                            + "; the port may be taken. Stop the program that has it, or choose another port.",
                    e);
        }
    }

    /** The names of what is not well. */
    Set<String> troubles() {
        return pulse.troubles().entrySet().stream()
                .filter(e -> e.getValue().isPresent())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** All addresses of REST. */
    List<Endpoint> endpoints() {
        return RestApi.endpoints(all, pulse);
    }

    /** All addresses of pages with their methods, such as {@code GET /systems/:id}. */
    Set<String> pages() {
        return router.getRoutes().stream()
                .filter(r -> r.getPath() != null && r.methods() != null)
                .filter(r -> !r.getPath().startsWith("/api/") && !r.getPath().startsWith("/static"))
                .flatMap(r -> r.methods().stream().map(m -> m + " " + r.getPath()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The gateway, where one was asked for. */
    public Optional<GatewayHost> gateway() {
        return rooms.gateway().host();
    }

    public CaseDesk cases() {
        return all.stream()
                .filter(CasesFeature.class::isInstance)
                .map(CasesFeature.class::cast)
                .findFirst()
                .orElseThrow()
                .desk();
    }

    public LiveWatch watch() {
        return rooms.watch().live();
    }

    public AlertRows alerts() {
        return rooms.watch().alerts();
    }

    /** The port listened on. */
    public int port() {
        return port;
    }

    public URI address() {
        return leading != null ? leading.address() : own();
    }

    /** Where the port itself is reached, which of several servers only the others use. */
    URI own() {
        return URI.create((config.edge().tls() ? "https://" : "http://")
                + (config.host().contains(":") ? "[" + config.host() + "]" : config.host()) + ":" + port);
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
        return house.office();
    }

    public Identity identity() {
        return house.identity();
    }

    public PackLibrary library() {
        return house.library();
    }

    public Ledger ledger() {
        return house.ledger();
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
