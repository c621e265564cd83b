package zhiheng.server.rooms.incidents;

import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.cases.reports.FilledReport;
import zhiheng.cases.reports.ReportForm;
import zhiheng.office.acts.Json;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.paper.PdfPaper;

/** The report forms of an incident: a list, one form to fill and file, and a filed report for print. */
final class ReportPages {
    private static final String PAGE = "/incidents/:incident/reports";
    private static final String ONE = "rooms/incidents/report";
    private static final String VALUE = "v-";
    private static final String WAS = "was-";
    private static final Text NOTHING = new Text("", "");

    private final Site site;
    private final Desk desk;
    private final IncidentDesk incidents;
    private final ReportDesk reports;

    ReportPages(Site site, Desk desk, IncidentDesk incidents, ReportDesk reports) {
        this.site = site;
        this.desk = desk;
        this.incidents = incidents;
        this.reports = reports;
    }

    void mount(Router router) {
        desk.get(
                router,
                PAGE,
                visit -> desk.page(visit, "incidents", "rooms/incidents/reports", Map.of("p", all(visit))));
        desk.get(
                router,
                PAGE + "/filed/:report",
                visit -> desk.page(visit, "incidents", "rooms/incidents/paper", Map.of("p", paper(visit))));
        desk.get(router, PAGE + "/filed/:report/json", this::download);
        desk.get(router, PAGE + "/filed/:report/pdf", this::pdf);
        desk.get(
                router,
                PAGE + "/:form/:kind",
                visit -> desk.page(visit, "incidents", ONE, Map.of("p", view(visit, Form.EMPTY))));
        desk.post(router, PAGE + "/:form/:kind/values", visit -> deed(visit, "values", this::save));
        desk.post(router, PAGE + "/:form/:kind", visit -> deed(visit, "receipt", this::file));
    }

    private interface Deed {
        /** @return where to go on */
        String of(Visit visit);
    }

    private Reply deed(Visit visit, String field, Deed deed) {
        try {
            return new Reply.Go(deed.of(visit));
        } catch (Refusal e) {
            return switch (e.kind()) {
                case INVALID, MALFORMED, CONFLICT -> {
                    var form = visit.form(Map.of(field, visit.words.t(e.text())));
                    yield desk.wrong(
                            visit, "incidents", ONE, Map.of("p", view(visit, form)), visit.words.t("error.form"));
                }
                case FORBIDDEN, NOT_FOUND, UNAVAILABLE -> throw e;
            };
        }
    }

    private String save(Visit visit) {
        var typed = new TreeMap<String, ReportDesk.Typed>();
        for (var name : visit.names()) {
            if (name.startsWith(VALUE)) {
                var field = name.substring(VALUE.length());
                typed.put(field, new ReportDesk.Typed(visit.typed(WAS + field), visit.typed(name)));
            }
        }
        reports.type(visit.actor(), visit.in("incident"), visit.in("form"), typed);
        visit.tell(visit.words.t("filing.saved"));
        return here(visit);
    }

    private String file(Visit visit) {
        var report = reports.file(
                visit.actor(),
                visit.in("incident"),
                visit.in("form"),
                visit.in("kind"),
                visit.version(),
                visit.typed("receipt"));
        visit.tell(visit.words.t("filing.filed"));
        return "/incidents/" + visit.in("incident") + "/reports/filed/" + report.id();
    }

    private static String here(Visit visit) {
        return "/incidents/" + visit.in("incident") + "/reports/" + visit.in("form") + "/" + visit.in("kind");
    }

    private ReportView view(Visit visit, Form form) {
        var actor = visit.actor();
        var words = visit.words;
        var i = incidents.one(actor, visit.in("incident"));
        var filled = reports.filled(actor, i.id(), visit.in("form"), visit.in("kind"));
        var typed = reports.typed(actor, i.id(), visit.in("form"));
        var shown = new TreeMap<String, String>();
        typed.forEach((field, value) -> shown.put(VALUE + field, value));
        shown.putAll(form.typed());
        var f = filled.form();
        return new ReportView(
                i.title(),
                "/incidents/" + i.id(),
                here(visit),
                here(visit) + "/values",
                words.t(f.name()),
                words.t(filled.kind().name()),
                f.ref()
                        + (filled.kind().ref().isEmpty()
                                ? ""
                                : " · " + filled.kind().ref()),
                words.t(f.certainty().getOrDefault(f.confidence(), NOTHING)),
                words.t(f.about()),
                filled.kind().mayLack(),
                i.open() && actor.role().mayChange(),
                i.seq(),
                filled.gaps().stream()
                        .map(l -> new ReportView.Gap(
                                words.t(l.field().name()),
                                "#" + VALUE + l.field().id(),
                                words.t(l.field().why())))
                        .toList(),
                filled.lines().stream()
                        .filter(l -> l.state() != FilledReport.State.NOT_ASKED)
                        .map(l -> line(visit, f, l, typed.getOrDefault(l.field().id(), "")))
                        .toList(),
                new Form(shown, form.errors()));
    }

    private static ReportView.Line line(Visit visit, ReportForm form, FilledReport.Line l, String was) {
        var words = visit.words;
        return new ReportView.Line(
                VALUE + l.field().id(),
                words.t(l.field().name()),
                words.t(l.field().help()),
                l.field().article() + " · "
                        + words.t(form.certainty().getOrDefault(l.field().confidence(), NOTHING)),
                new State(
                        switch (l.state()) {
                            case RECORD -> "met";
                            case TYPED -> "told";
                            case MISSING -> "late";
                            case OPEN, NOT_ASKED -> "open";
                        },
                        words.t("filing.state." + l.state())),
                l.state() == FilledReport.State.RECORD ? words.t(l.value()) : "",
                was);
    }

    private ReportView.All all(Visit visit) {
        var actor = visit.actor();
        var i = incidents.one(actor, visit.in("incident"));
        var filed = reports.filed(actor, i.id());
        var people = site.people(visit);
        return new ReportView.All(
                i.title(),
                "/incidents/" + i.id(),
                reports.forms().all().stream()
                        .map(f -> regime(visit, i, f, filed))
                        .toList(),
                filed.reversed().stream()
                        .map(r -> new ReportView.Filed(
                                visit.words.t(reports.forms().of(r.form()).name()),
                                visit.words.t(reports.forms()
                                        .of(r.form())
                                        .kind(r.kind())
                                        .name()),
                                r.receipt(),
                                site.lexicon(visit).when(r.filed()),
                                people.getOrDefault(r.filedBy(), r.filedBy()),
                                r.sha256(),
                                "/incidents/" + i.id() + "/reports/filed/" + r.id()))
                        .toList());
    }

    private ReportView.Regime regime(Visit visit, Incident i, ReportForm f, List<FiledReport> filed) {
        var words = visit.words;
        var kinds = f.kinds().stream()
                .map(k -> {
                    var gaps = reports.filled(visit.actor(), i.id(), f.id(), k.id())
                            .gaps()
                            .size();
                    var last = filed.stream()
                            .filter(r -> r.form().equals(f.id()) && r.kind().equals(k.id()))
                            .reduce((a, b) -> b);
                    return new ReportView.Kind(
                            words.t(k.name()),
                            "/incidents/" + i.id() + "/reports/" + f.id() + "/" + k.id(),
                            last.isPresent()
                                    ? new State("met", words.t("filing.sent"))
                                    : gaps == 0
                                            ? new State("told", words.t("filing.ready"))
                                            : new State("doing", words.t("filing.gaps", gaps)),
                            last.map(r -> site.lexicon(visit).when(r.filed())).orElse(null));
                })
                .toList();
        return new ReportView.Regime(words.t(f.name()), words.t(f.about()), f.ref(), kinds);
    }

    @SuppressWarnings("unchecked") // as ReportDesk wrote it
    private ReportView.Paper paper(Visit visit) {
        var i = incidents.one(visit.actor(), visit.in("incident"));
        var r = reports.filed(visit.actor(), i.id(), visit.in("report"));
        var form = reports.forms().of(r.form());
        var lines = (List<Map<String, Object>>) Json.readMap(r.body()).getOrDefault("lines", List.of());
        return new ReportView.Paper(
                i.title(),
                "/incidents/" + i.id(),
                visit.words.t(form.name()),
                visit.words.t(form.kind(r.kind()).name()),
                r.receipt(),
                site.lexicon(visit).when(r.filed()),
                r.sha256(),
                "/incidents/" + i.id() + "/reports/filed/" + r.id() + "/json",
                "/incidents/" + i.id() + "/reports/filed/" + r.id() + "/pdf",
                lines.stream()
                        .map(l -> new ReportView.Row(
                                text(visit, l.get("name")),
                                String.valueOf(l.get("article")),
                                text(visit, l.get("value"))))
                        .toList());
    }

    private static String text(Visit visit, @Nullable Object value) {
        return value instanceof Map<?, ?> map
                ? visit.words.t(new Text(String.valueOf(map.get("zh")), String.valueOf(map.get("en"))))
                : "";
    }

    /** The print of a filed report, with the report itself attached, whose digest is in the ledger. */
    private Reply pdf(Visit visit) {
        var words = visit.words;
        var p = paper(visit);
        var filed = reports.filed(visit.actor(), visit.in("incident"), visit.in("report"));
        try (var paper = new PdfPaper(words.language())) {
            paper.kicker(words.t("zhiheng") + "  ·  " + p.name());
            paper.title(p.kind());
            paper.text(p.incident());
            paper.table(
                    List.of(30, 70),
                    List.of(),
                    List.of(
                            List.of(words.t("filing.receipt"), p.receipt()),
                            List.of(words.t("filing.when"), p.filed().toString()),
                            List.of("SHA-256", p.sha256())));
            paper.text(words.t("filing.attached"));
            paper.table(
                    List.of(35, 65),
                    List.of(words.t("filing.field"), words.t("filing.answer")),
                    p.rows().stream()
                            .map(r -> List.of(
                                    r.name() + "\n" + r.article(),
                                    r.value().isEmpty() ? words.t("filing.not-known") : r.value()))
                            .toList());
            paper.footer(p.kind() + " · " + p.receipt() + " · " + p.sha256().substring(0, 12));
            paper.attach("report.json", "application/json", filed.body().getBytes(StandardCharsets.UTF_8));
            return new Reply.Download(PdfPaper.TYPE, "report-" + p.sha256().substring(0, 12) + ".pdf", paper.bytes());
        }
    }

    private Reply download(Visit visit) {
        var r = reports.filed(visit.actor(), visit.in("incident"), visit.in("report"));
        return new Reply.Download(
                "application/json; charset=utf-8",
                "report-" + r.sha256().substring(0, 12) + ".json",
                r.body().getBytes(StandardCharsets.UTF_8));
    }
}
