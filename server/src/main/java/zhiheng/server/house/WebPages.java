package zhiheng.server.house;

import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import zhiheng.ledger.Ledger;
import zhiheng.office.Office;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.http.Door;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Renderer;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.StaticFiles;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.alerts.WatchPages;
import zhiheng.server.rooms.calls.CallPages;
import zhiheng.server.rooms.contain.ContainmentPages;
import zhiheng.server.rooms.contain.Containments;
import zhiheng.server.rooms.dossier.DossierPages;
import zhiheng.server.rooms.dossier.DutyPages;
import zhiheng.server.rooms.gateway.GatewayHost;
import zhiheng.server.rooms.gateway.GatewayRoom;
import zhiheng.server.rooms.gateway.GatewaySettingsPages;
import zhiheng.server.rooms.labels.LabelPages;
import zhiheng.server.rooms.law.ChangesPages;
import zhiheng.server.rooms.law.PackPages;
import zhiheng.server.rooms.ledger.LedgerPages;
import zhiheng.server.rooms.live.GatewayPages;
import zhiheng.server.rooms.notify.Notifier;
import zhiheng.server.rooms.people.AdminPages;
import zhiheng.server.rooms.people.EntryPages;
import zhiheng.server.rooms.permits.PermitPages;
import zhiheng.server.rooms.registry.QuestionPages;
import zhiheng.server.rooms.registry.RegistryPages;
import zhiheng.server.rooms.review.ReviewDesk;
import zhiheng.server.rooms.review.ReviewPages;
import zhiheng.server.rooms.watch.AlertRows;

/** The pages people read and fill in. */
public final class WebPages {
    private WebPages() {}

    /** Puts every page on {@code router}: {@code /}, {@code /setup?token=…}, {@code /systems}, {@code /packs}, {@code /ledger}… */
    public static void mount(
            Router router,
            Door door,
            Office office,
            Identity identity,
            PackLibrary library,
            Ledger ledger,
            AlertRows alerts,
            Optional<GatewayHost> gateway,
            Optional<ReviewDesk> reviews,
            Optional<Containments> containments,
            Optional<Notifier> notifier,
            Clock clock) {
        var site = new Site(office, identity, library, ledger, clock, new Renderer());
        var desk = new Desk(site, door);
        StaticFiles.mount(router);
        desk.open(router, "/", visit -> new Reply.Go("/systems"));
        desk.open(router, "/language/:language", WebPages::language);
        new EntryPages(site, desk).mount(router);
        new RegistryPages(site, desk).mount(router);
        new QuestionPages(site, desk).mount(router);
        new DossierPages(site, desk).mount(router);
        var room = new GatewayRoom(site, desk, gateway);
        var contained = new ContainmentPages(room, containments);
        new GatewayPages(room, contained, alerts).mount(router);
        contained.mount(router);
        new CallPages(room).mount(router);
        new PermitPages(room).mount(router);
        new ReviewPages(room, reviews).mount(router);
        new GatewaySettingsPages(room).mount(router);
        new DutyPages(site, desk).mount(router);
        new ChangesPages(site, desk).mount(router);
        new WatchPages(site, desk, alerts, containments, notifier).mount(router);
        new PackPages(site, desk).mount(router);
        new LabelPages(site, desk).mount(router);
        new LedgerPages(site, desk).mount(router);
        new AdminPages(site, desk).mount(router);
        desk.open(router, "/*", desk::notFound);
    }

    private static Reply language(Visit visit) {
        if (Set.of("zh", "en").contains(visit.in("language"))) {
            visit.speak(visit.in("language"));
        }
        return new Reply.Go(Visit.ours(visit.query("to")));
    }

}
