package zhiheng.server.rooms.sandbox;

import io.vertx.ext.web.Router;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.duties.Sha256;
import zhiheng.office.sandbox.Answer;
import zhiheng.office.sandbox.Answer.Says;
import zhiheng.office.sandbox.Assessment;
import zhiheng.office.sandbox.Assessment.Standing;
import zhiheng.office.sandbox.Criterion;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Figures;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.page.Words;

/** The application of one participation: filled in by the applicant, read with its score by the authority. */
final class ApplicationPages {
    private static final String TEMPLATE = "rooms/sandbox/application";
    private static final String PATH = "/sandboxes/:case/application";

    private final Site site;
    private final Desk desk;
    private final Sandboxes sandboxes;
    private final Applications applications;

    ApplicationPages(Site site, Desk desk, Sandboxes sandboxes, Applications applications) {
        this.site = site;
        this.desk = desk;
        this.sandboxes = sandboxes;
        this.applications = applications;
    }

    void mount(Router router) {
        desk.get(router, PATH, visit -> desk.page(visit, "sandboxes", TEMPLATE, Map.of("p", view(visit, null, null))));
        desk.post(router, PATH, this::take);
    }

    private Reply take(Visit visit) {
        var id = visit.in("case");
        var answers = typed(visit);
        try {
            applications.save(visit.actor(), id, number(visit.typed("saves")), answers);
            if (visit.typed("do").equals("file")) {
                applications.file(visit.actor(), id, visit.version());
                visit.tell(visit.words.t("apply.filed"));
                return new Reply.Go("/sandboxes/" + id + "/application");
            }
            visit.tell(visit.words.t("apply.saved"));
            return new Reply.Go("/sandboxes/" + id + "/application");
        } catch (Applications.Unfit e) {
            var errors = new HashMap<String, String>();
            e.faults().forEach((field, refusal) -> errors.put(field, visit.words.t(refusal.text())));
            var view = view(visit, visit.form(errors), answers);
            return desk.wrong(visit, "sandboxes", TEMPLATE, Map.of("p", view), visit.words.t("error.form"));
        } catch (Refusal e) {
            if (e.kind() == Refusal.Kind.CONFLICT) {
                var view = view(visit, visit.form(Map.of()), answers);
                return desk.stale(visit, "sandboxes", TEMPLATE, Map.of("p", view), visit.words.t(e.text()));
            }
            throw e;
        }
    }

    private static Map<String, Answer> typed(Visit visit) {
        var answers = new LinkedHashMap<String, Answer>();
        for (var name : visit.names()) {
            if (name.startsWith("words.")) {
                var id = name.substring("words.".length());
                answers.put(
                        id, new Answer(says(visit.typed("says." + id)), visit.typed(name), visit.typed("link." + id)));
            }
        }
        return answers;
    }

    private static Says says(String typed) {
        return Stream.of(Says.values())
                .filter(s -> s.name().equals(typed))
                .findFirst()
                .orElse(Says.UNKNOWN);
    }

    private static long number(String typed) {
        return typed.matches("[0-9]{1,18}") ? Long.parseLong(typed) : -1;
    }

    private ApplicationView view(Visit visit, @Nullable Form form, @Nullable Map<String, Answer> typed) {
        var f = applications.of(visit.actor(), visit.in("case"));
        var words = visit.words;
        var p = f.p();
        var answers = typed == null ? f.row().answers() : typed;
        var assessment = typed == null ? f.assessment() : Assessment.of(f.criteria(), typed);
        var filed = f.row().filed();
        var here = "/sandboxes/" + p.c().id();
        return new ApplicationView(
                SandboxTabs.of(visit, "application", sandboxes, applications, p),
                here + "/application",
                words.t("apply.title"),
                state(f, words),
                assessment.answered(),
                assessment.asked(),
                Applications.range(assessment),
                Math.round(100 * assessment.least()),
                Stream.concat(assessment.failed().stream(), assessment.missing().stream())
                        .map(l -> words.t(
                                "apply.hinders." + l.standing(),
                                words.t(l.criterion().question())))
                        .toList(),
                assessment.first().stream().map(c -> words.t(c.priority())).toList(),
                filed == null ? null : site.lexicon(visit).when(filed),
                f.row().body().isEmpty() ? "" : Sha256.of(f.row().body()),
                f.gone(),
                groups(f, assessment, answers, words),
                form == null ? Form.EMPTY : form,
                applications.mayAnswer(visit.actor(), p),
                typed == null ? p.c().step() : visit.version(),
                f.row().saves(),
                here + "/terms");
    }

    private static State state(Applications.Filled f, Words words) {
        if (f.filed()) {
            return new State("met", words.t("apply.state.filed", f.row().number()));
        }
        return f.row().number() == 0
                ? new State("open", words.t("apply.state.none"))
                : new State("doing", words.t("apply.state.draft", f.row().number()));
    }

    private static List<ApplicationView.Group> groups(
            Applications.Filled f, Assessment assessment, Map<String, Answer> answers, Words words) {
        return Stream.of(Criterion.Group.values())
                .map(group -> {
                    var lines = assessment.lines().stream()
                            .filter(l -> l.criterion().group() == group)
                            .toList();
                    double points =
                            lines.stream().mapToDouble(Assessment.Line::points).sum();
                    int most =
                            lines.stream().mapToInt(l -> l.criterion().weight()).sum();
                    return new ApplicationView.Group(
                            words.t(group.words()),
                            Figures.number(points) + " / " + most,
                            lines.stream()
                                    .map(l -> asked(
                                            l,
                                            answers.getOrDefault(l.criterion().id(), Answer.NONE),
                                            words))
                                    .toList());
                })
                .toList();
    }

    private static ApplicationView.Asked asked(Assessment.Line line, Answer answer, Words words) {
        var c = line.criterion();
        return new ApplicationView.Asked(
                c.id(),
                words.t(c.question()),
                words.t(c.evidence()),
                c.must(),
                c.ref(),
                c.confidence(),
                words.t(c.meaning()),
                Stream.of(Says.values())
                        .map(s -> new Choice(s.name(), words.t("apply.says." + s), s == answer.says()))
                        .toList(),
                answer.words(),
                answer.evidence(),
                new State(tone(line.standing()), words.t("apply.standing." + line.standing())),
                c.weight() == 0 ? "" : Figures.number(line.points()) + " / " + c.weight());
    }

    private static String tone(Standing standing) {
        return switch (standing) {
            case MET -> "met";
            case PARTLY, NOT_SHOWN -> "doing";
            case NOT_MET -> "late";
            case OPEN -> "open";
            case TOLD -> "told";
        };
    }
}
