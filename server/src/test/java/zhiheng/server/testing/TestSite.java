package zhiheng.server.testing;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import zhiheng.ledger.Ledger;
import zhiheng.office.Office;
import zhiheng.office.duties.EvidenceFiles;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.http.Door;
import zhiheng.server.ground.http.SecurityHeaders;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.WebPages;
import zhiheng.server.rooms.contain.ContainmentRows;
import zhiheng.server.rooms.contain.Containments;
import zhiheng.server.rooms.gateway.GatewayBooks;
import zhiheng.server.rooms.gateway.GatewayHost;
import zhiheng.server.rooms.registry.JdbcOfficeStore;
import zhiheng.server.rooms.review.HeldRows;
import zhiheng.server.rooms.review.ReviewDesk;
import zhiheng.server.rooms.sample.SampleUpstream;
import zhiheng.server.rooms.watch.AlertRows;

/** The pages on a random port, over an empty database in {@code folder}, with the packs that ship. */
public final class TestSite implements AutoCloseable {
    private static final PackLibrary LIBRARY = PackLibrary.load(Path.of("../packs/library"));

    public final Identity identity;
    public final Office office;
    public final String address;
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    public final GatewayHost gateway;
    private final Containments containments;
    private final Db db;
    private final Ledger ledger;
    private final Door door;

    public TestSite(Path folder) throws Exception {
        var clock = Clock.offset(
                        Clock.systemUTC(),
                        java.time.Duration.between(Instant.now(), Instant.parse("2026-11-24T09:00:00Z")))
                .withZone(ZoneOffset.UTC);
        db = Db.sqlite(folder.resolve("zhiheng.db"));
        ledger = Ledger.open(Files.createDirectories(folder.resolve("ledger")), "test.example/log");
        var store = new JdbcOfficeStore(db);
        office = new Office(LIBRARY, store, ledger, new EvidenceFiles(folder.resolve("evidence")), clock);
        identity = new Identity(store, office.outbox(), office.ids(), clock);
        var router = Router.router(vertx);
        var books = GatewayBooks.open(
                folder, db, store, office, Set.of(), SampleUpstream.address(vertx), clock);
        var reviews = new ReviewDesk(new HeldRows(db), books.vault(), office.outbox(), clock);
        containments = new Containments(
                new ContainmentRows(db), books.permits(), books.routes(), office.ids(), clock);
        gateway = new GatewayHost(
                vertx, "127.0.0.1", 0, folder, books, reviews, office.outbox(), stored -> {}, clock);
        router.route().handler(SecurityHeaders::add);
        door = new Door(identity);
        WebPages.mount(
                router,
                door,
                office,
                identity,
                LIBRARY,
                ledger,
                new AlertRows(db),
                Optional.of(gateway),
                Optional.of(reviews),
                Optional.of(containments),
                Optional.empty(),
                clock);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        address = "http://127.0.0.1:" + server.actualPort();
    }

    @Override
    public void close() throws Exception {
        door.close();
        server.close().toCompletionStage().toCompletableFuture().get();
        gateway.close();
        containments.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
        ledger.close();
        db.close();
    }
}
