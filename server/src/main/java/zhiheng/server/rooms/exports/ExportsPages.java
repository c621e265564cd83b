package zhiheng.server.rooms.exports;

import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import zhiheng.office.exports.OscalKind;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Visit;

/** Where the files are to be had: of the law and the registry on one page, of a system on another. */
final class ExportsPages {
    private static final List<OscalKind> OF_A_SYSTEM =
            List.of(OscalKind.PROFILE, OscalKind.COMPONENTS, OscalKind.RESULTS, OscalKind.PLAN);

    private final Desk desk;
    private final Exporter exporter;

    ExportsPages(Desk desk, Exporter exporter) {
        this.desk = desk;
        this.exporter = exporter;
    }

    void mount(Router router) {
        desk.get(router, "/exports", this::all);
        desk.get(
                router,
                "/exports/registry.cdx.json",
                visit -> new Reply.SentDownload(exporter.inventory(visit.actor(), null)));
        desk.get(
                router,
                "/exports/packs/:pack",
                visit -> new Reply.Download(
                        Exporter.OSCAL,
                        OscalKind.CATALOG.file(visit.in("pack")),
                        exporter.catalog(visit.in("pack"), visit.words.language())));
        desk.get(router, "/systems/:id/exports", this::system);
        desk.get(
                router,
                "/systems/:id/exports/inventory",
                visit -> new Reply.SentDownload(exporter.inventory(visit.actor(), visit.in("id"))));
        desk.get(router, "/systems/:id/exports/:kind", this::document);
    }

    private Reply all(Visit visit) {
        var laws = exporter.packs().stream()
                .map(pack -> new ExportsView.File(
                        visit.words.t(pack.name()), OscalKind.CATALOG.file(pack.id()), "/exports/packs/" + pack.id()))
                .toList();
        return desk.page(visit, "exports", "rooms/exports/exports", Map.of("p", new ExportsView(laws)));
    }

    private Reply system(Visit visit) {
        var id = visit.in("id");
        var name = exporter.name(visit.actor(), id);
        var files = OF_A_SYSTEM.stream()
                .map(kind -> new ExportsView.File(
                        visit.words.t(kind.label()),
                        visit.words.t("exports." + kind.id()),
                        "/systems/" + id + "/exports/" + kind.id()))
                .toList();
        return desk.page(
                visit,
                "systems",
                "rooms/exports/system",
                Map.of("p", new ExportsView.OfSystem(name, "/systems/" + id, files)));
    }

    private Reply document(Visit visit) {
        var kind = OscalKind.of(visit.in("kind"));
        if (kind.isEmpty()) {
            return desk.notFound(visit);
        }
        var manner = exporter.manner(
                visit.actor(), visit.words.language(), visit.query("personal").equals("yes"));
        var id = visit.in("id");
        return new Reply.Download(
                Exporter.OSCAL,
                kind.get().file(id),
                exporter.system(visit.actor(), id, kind.get(), manner));
    }
}
