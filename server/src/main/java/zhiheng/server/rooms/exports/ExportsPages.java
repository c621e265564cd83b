package zhiheng.server.rooms.exports;

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.exports.Counterparts;
import zhiheng.office.exports.OscalKind;
import zhiheng.office.exports.OscalReading;
import zhiheng.office.people.Access;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Visit;

/** Where the files are to be had: of the law and the registry on one page, of a system on another. */
final class ExportsPages {
    private static final List<OscalKind> OF_A_SYSTEM =
            List.of(OscalKind.PROFILE, OscalKind.COMPONENTS, OscalKind.RESULTS, OscalKind.PLAN);

    private static final String OF_ONE = "rooms/exports/system";

    /** Lines of a document of others on a page; REST gives all. */
    private static final int MOST_SHOWN = 500;

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
        desk.upload(router, "/systems/:id/exports", OscalReading.MOST_BYTES, this::receive);
    }

    private Reply all(Visit visit) {
        var laws = exporter.packs().stream()
                .map(pack -> new ExportsView.File(
                        visit.words.t(pack.name()), OscalKind.CATALOG.file(pack.id()), "/exports/packs/" + pack.id()))
                .toList();
        return desk.page(visit, "exports", "rooms/exports/exports", Map.of("p", new ExportsView(laws)));
    }

    private Reply system(Visit visit) {
        return desk.page(visit, "systems", OF_ONE, Map.of("p", view(visit, Form.EMPTY, null)));
    }

    private ExportsView.OfSystem view(Visit visit, Form form, Exporter.@Nullable Received received) {
        var id = visit.in("id");
        var files = OF_A_SYSTEM.stream()
                .map(kind -> new ExportsView.File(
                        visit.words.t(kind.label()),
                        visit.words.t("exports." + kind.id()),
                        "/systems/" + id + "/exports/" + kind.id()))
                .toList();
        return new ExportsView.OfSystem(
                exporter.name(visit.actor(), id),
                "/systems/" + id,
                files,
                form,
                received == null ? null : read(visit, received));
    }

    private static ExportsView.Read read(Visit visit, Exporter.Received received) {
        var reading = received.reading();
        return new ExportsView.Read(
                visit.words.t(reading.kind().label()) + " · " + reading.title(),
                reading.sha256(),
                received.matches().stream()
                        .limit(MOST_SHOWN)
                        .map(ExportsPages::said)
                        .toList(),
                received.matches().size(),
                received.kept(),
                received.serves().size());
    }

    private static ExportsView.Said said(Counterparts.Match match) {
        return new ExportsView.Said(
                match.claim().control(),
                match.claim().says(),
                String.join(", ", match.duties()),
                match.leads().stream().map(line -> line.to().name()).distinct().collect(Collectors.joining(", ")));
    }

    /** What others wrote: read, and kept where that was ticked. */
    private Reply receive(Visit visit) throws IOException {
        Access.mayChange(visit.actor());
        try {
            var file = visit.file();
            if (file == null) {
                throw Refusal.invalid("请选择一个文件。", "Choose a file.");
            }
            var content = Files.readAllBytes(Path.of(file.uploadedFileName()));
            boolean keep = !visit.typed("keep").isEmpty();
            var received = exporter.receive(visit.actor(), visit.in("id"), content, keep);
            return desk.page(visit, "systems", OF_ONE, Map.of("p", view(visit, Form.EMPTY, received)));
        } catch (Refusal e) {
            if (e.kind() != Refusal.Kind.INVALID) {
                throw e;
            }
            var why = visit.words.t(e.text());
            var form = visit.form(Map.of("file", why));
            return desk.wrong(visit, "systems", OF_ONE, Map.of("p", view(visit, form, null)), why);
        }
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
                Exporter.OSCAL, kind.get().file(id), exporter.system(visit.actor(), id, kind.get(), manner));
    }
}
