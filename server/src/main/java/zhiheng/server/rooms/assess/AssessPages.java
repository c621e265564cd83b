package zhiheng.server.rooms.assess;

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.drills.evidence.Exports;
import zhiheng.drills.evidence.Note;
import zhiheng.drills.evidence.Report;
import zhiheng.drills.evidence.Result;
import zhiheng.drills.suite.Criterion;
import zhiheng.drills.suite.Part;
import zhiheng.drills.suite.Suite;
import zhiheng.office.duties.EvidenceFiles;
import zhiheng.office.people.Access;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** All suites and runs, the report card of a system, and one run while it goes and after. */
final class AssessPages {
    private static final String RUNS = "/assess/runs/";
    private static final String SECTION = "assess";
    private static final String INDEX = "rooms/assess/assess";
    private static final String CARD = "rooms/assess/card";
    private static final String RUN = "rooms/assess/run";
    private static final String SPEED = "10";
    private static final int ROWS = 30;
    private static final int SHOWN = 12;

    private final Site site;
    private final Desk desk;
    private final AssessDesk assess;
    private final Runs runs;

    AssessPages(Site site, Desk desk, AssessDesk assess, Runs runs) {
        this.site = site;
        this.desk = desk;
        this.assess = assess;
        this.runs = runs;
    }

    void mount(Router router) {
        desk.get(router, "/assess", visit -> desk.page(visit, SECTION, INDEX, Map.of("p", index(visit))));
        desk.get(
                router,
                "/systems/:id/assess",
                visit -> desk.page(
                        visit,
                        SECTION,
                        CARD,
                        Map.of("p", card(visit, new Form(Map.of("perSecond", SPEED), Map.of())))));
        desk.post(router, "/systems/:id/assess", this::start);
        desk.upload(router, "/systems/:id/assess/reports", EvidenceFiles.MAX_BYTES, this::bring);
        desk.post(
                router,
                "/systems/:id/assess/model-changed",
                visit -> done(visit, CARD, "words", form -> card(visit, form), () -> {
                    int fell = assess.modelChanged(visit.actor(), visit.in("id"));
                    visit.tell(visit.words.t("assess.fell", fell));
                    return "/systems/" + visit.in("id") + "/assess";
                }));
        desk.get(
                router,
                "/assess/runs/:run",
                visit -> desk.page(visit, SECTION, RUN, Map.of("p", run(visit, Form.EMPTY))));
        desk.get(router, "/assess/runs/:run/:form", this::download);
        desk.post(
                router,
                "/assess/runs/:run/stop",
                visit -> done(visit, RUN, "duty", form -> run(visit, form), () -> {
                    Access.mayChange(visit.actor());
                    runs.stop(assess.run(visit.actor(), visit.in("run")).id());
                    return "/assess/runs/" + visit.in("run");
                }));
        desk.post(
                router,
                "/assess/runs/:run/evidence",
                visit -> done(visit, RUN, "duty", form -> run(visit, form), () -> {
                    assess.prove(visit.actor(), visit.in("run"), visit.typed("duty"));
                    visit.tell(visit.words.t("assess.proved"));
                    return "/assess/runs/" + visit.in("run");
                }));
    }

    private interface Deed {
        String run();
    }

    /** Does it and goes on, or shows the form again with what is wrong. */
    private Reply done(Visit visit, String template, String field, Function<Form, Object> view, Deed deed) {
        try {
            return new Reply.Go(deed.run());
        } catch (Refusal e) {
            if (e.kind() == Refusal.Kind.NOT_FOUND || e.kind() == Refusal.Kind.FORBIDDEN) {
                throw e;
            }
            var said = visit.words.t(e.text());
            var form = visit.form(Map.of(e.where().isEmpty() ? field : e.where(), said));
            return desk.wrong(visit, SECTION, template, Map.of("p", view.apply(form)), said);
        }
    }

    private Reply start(Visit visit) {
        return done(visit, CARD, "suite", form -> card(visit, form), () -> {
            var speed = visit.typed("perSecond");
            if (!speed.matches("[0-9]{1,3}")) {
                throw Refusal.invalid("每秒题数应为整数。", "Prompts a second are a whole number.")
                        .at("perSecond");
            }
            var run = runs.start(
                    visit.actor(),
                    visit.in("id"),
                    visit.typed("suite"),
                    visit.typed("judge"),
                    new RunSettings(
                            visit.typed("model"), !visit.typed("sequential").isEmpty(), Long.parseLong(speed)));
            return "/assess/runs/" + run.id();
        });
    }

    private Reply bring(Visit visit) {
        return done(visit, CARD, "file", form -> card(visit, form), () -> {
            var file = visit.file();
            if (file == null) {
                throw Refusal.invalid("请选择一个文件。", "Choose a file.").at("file");
            }
            try {
                var content = Files.readAllBytes(Path.of(file.uploadedFileName()));
                return "/assess/runs/"
                        + assess.bring(visit.actor(), visit.in("id"), content).id();
            } catch (IOException e) {
                throw Refusal.unavailable("文件没有收到。", "The file did not arrive.", e);
            }
        });
    }

    private Reply download(Visit visit) {
        var run = assess.run(visit.actor(), visit.in("run"));
        var name = "assessment-" + run.id();
        return switch (visit.in("form")) {
            case "json" -> file("application/json", name + ".json", assess.report(run), run.report());
            case "junit" -> file("application/xml", name + ".xml", assess.report(run), null);
            case "sarif" -> file("application/sarif+json", name + ".sarif", assess.report(run), null);
            default -> desk.notFound(visit);
        };
    }

    private static Reply file(String type, String name, Report report, @Nullable String text) {
        var content = text != null ? text : name.endsWith(".xml") ? Exports.junit(report) : Exports.sarif(report);
        return new Reply.Download(type, name, content.getBytes(StandardCharsets.UTF_8));
    }

    private AssessViews.Index index(Visit visit) {
        var words = visit.words;
        var shelf = assess.shelf();
        var suites = shelf.suites().ids().stream()
                .map(shelf::suite)
                .map(s -> new AssessViews.SuiteLine(
                        s.id(),
                        words.t(s.title()),
                        words.t(s.about()),
                        s.probes().size(),
                        s.parts().stream().mapToLong(Part::origins).sum(),
                        s.parts().stream().map(p -> part(visit, p)).toList()))
                .toList();
        var before = visit.query("before");
        var latest = assess.latest(visit.actor(), before.isEmpty() ? null : before, ROWS);
        return new AssessViews.Index(
                suites,
                latest.stream().map(r -> line(visit, r, true)).toList(),
                latest.size() < ROWS
                        ? null
                        : "/assess?before=" + latest.getLast().id());
    }

    private static String part(Visit visit, Part p) {
        var criterion = p.criterion();
        return visit.words.t("assess.part", visit.words.t(p.title()), p.probes().size(), p.origins())
                + (criterion == null ? "" : " · " + visit.words.t(AssessText.wanted(criterion)));
    }

    private AssessViews.RunLine line(Visit visit, RunRow r, boolean named) {
        var name = named
                ? site.office().registry().nameOf(visit.actor(), r.system()).orElse("")
                : "";
        return new AssessViews.RunLine(
                RUNS + r.id(),
                what(visit, r),
                !r.tool().equals(Report.OWN),
                name,
                "/systems/" + r.system() + "/assess",
                r.model(),
                state(visit, r),
                site.lexicon(visit).when(r.time()));
    }

    private String what(Visit visit, RunRow r) {
        return assess.shelf().suites().ids().contains(r.suite())
                ? visit.words.t(assess.shelf().suite(r.suite()).title())
                : r.suite().isEmpty() ? r.tool() : r.suite();
    }

    private static State state(Visit visit, RunRow r) {
        var tone = switch (r.state()) {
            case RUNNING -> "doing";
            case DONE -> "met";
            case STOPPED -> "gap";
            case FAILED -> "late";
        };
        return new State(tone, visit.words.t("assess.state." + r.state()));
    }

    static State verdict(Visit visit, Result.Verdict verdict) {
        var tone = switch (verdict) {
            case MET -> "met";
            case NOT_MET -> "late";
            case OPEN -> "doing";
            case NONE -> "not";
        };
        return new State(tone, visit.words.t(AssessText.verdict(verdict)));
    }

    private AssessViews.Card card(Visit visit, Form form) {
        var id = visit.in("id");
        var words = visit.words;
        var all = assess.of(visit.actor(), id);
        var outdated = assess.outdated(id);
        var comparable = all.stream()
                .filter(r -> r.tool().equals(Report.OWN)
                        && r.state() != RunRow.State.RUNNING
                        && !r.sha256().isEmpty())
                .toList();
        var shelf = assess.shelf();
        var changes = new ArrayList<AssessViews.Change>();
        var compared = "";
        if (!visit.query("earlier").isEmpty() && !visit.query("later").isEmpty()) {
            try {
                var before = assess.report(assess.run(visit.actor(), visit.query("earlier")));
                var after = assess.report(assess.run(visit.actor(), visit.query("later")));
                assess.compare(before, after)
                        .forEach(c -> changes.add(new AssessViews.Change(
                                partName(visit, before.suite(), c.part()),
                                AssessText.rate(c.estimate(), c.low(), c.high()),
                                c.pairs().pairs(),
                                c.moved()
                                        ? new State("late", words.t("assess.moved"))
                                        : new State("not", words.t("assess.unmoved")))));
                compared = words.t("assess.compared", before.model(), after.model());
            } catch (Refusal e) {
                if (e.kind() == Refusal.Kind.NOT_FOUND) {
                    throw e;
                }
                compared = words.t(e.text());
            }
        }
        return new AssessViews.Card(
                id,
                site.office().registry().system(visit.actor(), id).name(),
                all.stream()
                        .map(r -> line(visit, r, false))
                        .map(r -> outdated.contains(r.href().substring(RUNS.length()))
                                ? r.stated(new State("gap", words.t("assess.outdated")))
                                : r)
                        .toList(),
                history(visit, all),
                assess.proofs(visit.actor(), id).stream()
                        .map(p -> new AssessViews.ProofLine(
                                p.duty(),
                                "/systems/" + id + "/duties/" + p.duty(),
                                "/assess/runs/" + p.run(),
                                p.expires().toString(),
                                p.ended() == null
                                        ? new State("met", words.t("assess.stands"))
                                        : new State(
                                                "gap",
                                                words.t(
                                                        "assess.fallen",
                                                        p.ended().toString())),
                                p.why() == null ? "" : words.t(p.why())))
                        .toList(),
                shelf.suites().ids().stream()
                        .map(s -> new Choice(s, words.t(shelf.suite(s).title()), s.equals(form.value("suite"))))
                        .toList(),
                Stream.of("rules", "meaning", "together")
                        .map(j -> new Choice(
                                j,
                                words.t("assess.judge." + j),
                                form.value("judge").equals(j)))
                        .toList(),
                choices(visit, comparable, chosen(visit, "earlier", comparable, 1)),
                choices(visit, comparable, chosen(visit, "later", comparable, 0)),
                changes,
                compared,
                visit.actor().role().mayChange(),
                form);
    }

    /** What was asked for, else the newest run or the one before it. */
    private static String chosen(Visit visit, String name, List<RunRow> runs, int otherwise) {
        var asked = visit.query(name);
        return !asked.isEmpty() || runs.size() <= otherwise
                ? asked
                : runs.get(otherwise).id();
    }

    private List<Choice> choices(Visit visit, List<RunRow> runs, String chosen) {
        return runs.stream()
                .map(r -> new Choice(
                        r.id(),
                        what(visit, r) + " · " + site.lexicon(visit).day(r.time()) + " · " + r.model(),
                        r.id().equals(chosen)))
                .toList();
    }

    private @Nullable Suite suite(String id) {
        return assess.shelf().suites().ids().contains(id) ? assess.shelf().suite(id) : null;
    }

    private String partName(Visit visit, String suite, String part) {
        var of = suite(suite);
        return of == null
                ? part
                : of.parts().stream()
                        .filter(p -> p.id().equals(part))
                        .findFirst()
                        .map(p -> visit.words.t(p.title()))
                        .orElse(part);
    }

    private @Nullable Criterion criterion(String suite, String part) {
        var of = suite(suite);
        return of == null
                ? null
                : of.parts().stream()
                        .filter(p -> p.id().equals(part))
                        .findFirst()
                        .map(Part::criterion)
                        .orElse(null);
    }

    /** Each part over the last runs that reported on it. */
    private List<AssessViews.Line> history(Visit visit, List<RunRow> all) {
        var lines = new LinkedHashMap<String, List<AssessViews.Point>>();
        all.stream()
                .filter(r -> !r.sha256().isEmpty())
                .limit(SHOWN)
                .toList()
                .reversed()
                .forEach(r -> {
                    var report = assess.report(assess.run(visit.actor(), r.id()));
                    for (var result : report.results().stream().limit(SHOWN).toList()) {
                        var what = what(visit, r) + " · " + partName(visit, r.suite(), result.name());
                        lines.computeIfAbsent(what, k -> new ArrayList<>())
                                .add(new AssessViews.Point(
                                        "/assess/runs/" + r.id(),
                                        site.lexicon(visit).day(r.time()),
                                        AssessText.rate(result),
                                        verdict(visit, result.verdict()),
                                        bar(visit, r.suite(), result)));
                    }
                });
        return lines.entrySet().stream()
                .map(e -> new AssessViews.Line(e.getKey(), e.getValue()))
                .toList();
    }

    private AssessViews.Bar bar(Visit visit, String suite, Result r) {
        var criterion = criterion(suite, r.name());
        return new AssessViews.Bar(
                100 * r.low(),
                100 * r.high(),
                criterion == null ? -1 : 100 * criterion.threshold(),
                visit.words.t("assess.bar", AssessText.rate(r))
                        + (criterion == null ? "" : " · " + visit.words.t(AssessText.wanted(criterion))));
    }

    private static String trouble(Visit visit, RunRow r) {
        var lines = r.trouble().split("\n", 2);
        return lines.length < 2 ? r.trouble() : visit.words.t(new Text(lines[0], lines[1]));
    }

    private AssessViews.Run run(Visit visit, Form form) {
        var r = assess.run(visit.actor(), visit.in("run"));
        var words = visit.words;
        var report = r.report().isEmpty() ? null : assess.report(r);
        Lexicon lexicon = site.lexicon(visit);
        var serves = report == null
                ? List.<Choice>of()
                : assess.serving(report).stream()
                        .flatMap(s -> s.duties().stream())
                        .distinct()
                        .map(d -> new Choice(d, d, d.equals(form.value("duty"))))
                        .toList();
        return new AssessViews.Run(
                r.id(),
                what(visit, r),
                !r.tool().equals(Report.OWN),
                site.office().registry().system(visit.actor(), r.system()).name(),
                "/systems/" + r.system() + "/assess",
                state(visit, r),
                trouble(visit, r),
                r.running(),
                r.heard(),
                r.planned(),
                r.failed(),
                r.model(),
                r.judge(),
                r.taken() == null ? null : lexicon.when(r.taken()),
                report == null || report.end().isEmpty() ? "" : words.t(AssessText.end(report.end())),
                report == null
                        ? List.of()
                        : report.remarks().stream()
                                .map(remark -> words.t(Note.say(remark)))
                                .toList(),
                report == null ? List.of() : results(visit, r.suite(), report),
                serves,
                visit.actor().role().mayChange(),
                form);
    }

    private List<AssessViews.ResultLine> results(Visit visit, String suite, Report report) {
        var words = visit.words;
        return report.results().stream()
                .map(r -> {
                    var criterion = criterion(suite, r.name());
                    var part = suite(suite);
                    var event = part == null
                            ? r.event()
                            : part.parts().stream()
                                    .filter(p -> p.id().equals(r.name()))
                                    .findFirst()
                                    .map(p -> words.t(p.expect().event()))
                                    .orElse(r.event());
                    return new AssessViews.ResultLine(
                            partName(visit, suite, r.name()),
                            event,
                            AssessText.rate(r),
                            criterion == null ? "" : words.t(AssessText.wanted(criterion)),
                            verdict(visit, r.verdict()),
                            bar(visit, suite, r),
                            String.join(", ", r.duties()),
                            words.t(Note.say(r.note())));
                })
                .toList();
    }
}
