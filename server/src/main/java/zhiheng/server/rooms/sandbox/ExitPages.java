package zhiheng.server.rooms.sandbox;

import io.vertx.ext.web.Router;
import java.util.Map;
import zhiheng.base.Refusal;
import zhiheng.office.people.Access;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.paper.PdfPaper;

/** The exit report of a participation: as it stands now, and as it was put on file. */
final class ExitPages {
    private static final String TEMPLATE = "rooms/sandbox/exit";
    private static final String PATH = "/sandboxes/:case/exit";
    private static final Map<String, String> TYPES = Map.of(
            "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "html", "text/html; charset=utf-8",
            "json", "application/json",
            "pdf", PdfPaper.TYPE);

    private final Site site;
    private final Desk desk;
    private final Sandboxes sandboxes;
    private final Applications applications;
    private final ExitReports reports;

    ExitPages(Site site, Desk desk, Sandboxes sandboxes, Applications applications, ExitReports reports) {
        this.site = site;
        this.desk = desk;
        this.sandboxes = sandboxes;
        this.applications = applications;
        this.reports = reports;
    }

    void mount(Router router) {
        desk.get(router, PATH, visit -> desk.page(visit, "sandboxes", TEMPLATE, Map.of("p", view(visit, ""))));
        desk.post(router, PATH, this::file);
        desk.get(
                router,
                PATH + "/report.zip",
                visit -> new Reply.Download(
                        "application/zip",
                        "exit-report-" + visit.in("case") + ".zip",
                        reports.bundle(visit.actor(), visit.in("case"))));
        desk.get(router, PATH + "/:file", this::one);
    }

    private Reply file(Visit visit) {
        String told;
        try {
            var noPdf = reports.file(visit.actor(), visit.in("case"), visit.version());
            told = noPdf.map(visit.words::t).orElse(visit.words.t("exit.on-file"));
        } catch (Refusal e) {
            if (e.kind() == Refusal.Kind.FORBIDDEN || e.kind() == Refusal.Kind.NOT_FOUND) {
                throw e;
            }
            var said = visit.words.t(e.text());
            return desk.stale(visit, "sandboxes", TEMPLATE, Map.of("p", view(visit, said)), said);
        }
        visit.tell(told);
        return new Reply.Go("/sandboxes/" + visit.in("case") + "/exit");
    }

    private Reply one(Visit visit) {
        var name = visit.in("file");
        var filed = reports.filed(visit.actor(), visit.in("case")).orElseThrow(Access::notFound);
        var content = ExitBundle.unzip(filed.files()).get(name);
        var type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (content == null || type == null) {
            throw Access.notFound();
        }
        return new Reply.Download(type, name, content);
    }

    private ExitView view(Visit visit, String error) {
        var id = visit.in("case");
        var p = sandboxes.of(visit.actor(), id);
        var filed = reports.filed(visit.actor(), id);
        var pdf = "report-" + visit.words.language() + ".pdf";
        return new ExitView(
                SandboxTabs.of(visit, "exit", sandboxes, applications, p),
                reports.of(visit.actor(), id)
                        .map(facts -> ExitPaper.of(facts, visit.words))
                        .orElse(null),
                filed.map(f -> site.lexicon(visit).when(f.time())).orElse(null),
                filed.map(ExitRows.Filed::sha256).orElse(""),
                filed.map(f -> ExitBundle.unzip(f.files()).containsKey(pdf)).orElse(false) ? pdf : "",
                visit.words.language(),
                error,
                p.c().step());
    }
}
