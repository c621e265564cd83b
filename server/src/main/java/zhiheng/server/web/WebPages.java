package zhiheng.server.web;

import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import zhiheng.ledger.Ledger;
import zhiheng.office.Office;
import zhiheng.packs.PackLibrary;
import zhiheng.server.gateway.GatewayHost;
import zhiheng.server.identity.Identity;
import zhiheng.server.notify.Notifier;
import zhiheng.server.store.AlertRows;

/** The pages people read and fill in. */
public final class WebPages {
    private WebPages() {}

    /** Puts every page on {@code router}: {@code /}, {@code /setup?token=…}, {@code /systems}, {@code /packs}, {@code /ledger}… */
    public static void mount(
            Router router,
            Office office,
            Identity identity,
            PackLibrary library,
            Ledger ledger,
            AlertRows alerts,
            Optional<GatewayHost> gateway,
            Optional<Notifier> notifier,
            Clock clock) {
        var site = new Site(office, identity, library, ledger, clock, new Renderer());
        var desk = new Desk(site);
        StaticFiles.mount(router);
        desk.open(router, "/", visit -> new Reply.Go("/systems"));
        desk.open(router, "/language/:language", WebPages::language);
        new EntryPages(site, desk).mount(router);
        new RegistryPages(site, desk).mount(router);
        new QuestionPages(site, desk).mount(router);
        new DossierPages(site, desk).mount(router);
        new GatewayPages(new GatewayRoom(site, desk, gateway), alerts).mount(router);
        new DutyPages(site, desk).mount(router);
        new ChangesPages(site, desk).mount(router);
        new WatchPages(site, desk, alerts, gateway, notifier).mount(router);
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
        return new Reply.Go(ours(visit.query("to")));
    }

    /** {@code to} if it is a path on this site, else the start. */
    static String ours(String to) {
        boolean path = to.startsWith("/")
                && !to.startsWith("//")
                && !to.contains("\\")
                && to.chars().allMatch(c -> c > ' ' && c < 127);
        return path ? to : "/";
    }
}
