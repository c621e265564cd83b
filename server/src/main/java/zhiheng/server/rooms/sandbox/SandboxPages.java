package zhiheng.server.rooms.sandbox;

import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.office.people.Access;
import zhiheng.office.sandbox.SandboxTerms;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Figures;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.page.Words;
import zhiheng.server.rooms.gateway.GatewayRoom;
import zhiheng.watch.pace.Pace;

/** One sandbox: its pace, terms, calls drawn by lot, complaints. */
final class SandboxPages {
    private static final String TEMPLATE = "rooms/sandbox/sandbox";
    private static final String PATH = "/sandboxes/:case";
    private static final int DRAWN = 50;
    private static final int COMPLAINTS = 50;

    private final Site site;
    private final Desk desk;
    private final Sandboxes sandboxes;
    private final Complaints complaints;
    private final Inspections inspections;
    private final Applications applications;
    private final Sheets sheets;

    SandboxPages(
            Site site,
            Desk desk,
            Sandboxes sandboxes,
            Complaints complaints,
            Inspections inspections,
            Applications applications,
            Sheets sheets) {
        this.site = site;
        this.desk = desk;
        this.sandboxes = sandboxes;
        this.complaints = complaints;
        this.inspections = inspections;
        this.applications = applications;
        this.sheets = sheets;
    }

    void mount(Router router) {
        desk.get(router, PATH, visit -> desk.page(visit, "sandboxes", TEMPLATE, Map.of("p", view(visit))));
        desk.post(router, PATH + "/look", visit -> {
            Access.mayChange(visit.actor());
            var id = sandboxes.of(visit.actor(), visit.in("case")).c().id();
            sandboxes.look(id);
            sheets.keep(id);
            return done(visit, "sandbox.looked");
        });
        desk.post(router, PATH + "/inspections/:interaction", visit -> {
            inspections.verdict(
                    visit.actor(),
                    visit.in("case"),
                    visit.in("interaction"),
                    visit.typed("harmful").equals("yes"));
            return done(visit, "sandbox.inspected");
        });
        desk.post(router, PATH + "/complaints/:complaint", visit -> {
            var state = Stream.of(Complaint.State.values())
                    .filter(s -> s.name().equals(visit.typed("state")))
                    .findFirst()
                    .orElse(Complaint.State.RECEIVED);
            complaints.decide(visit.actor(), visit.in("case"), visit.in("complaint"), state, "", visit.typed("answer"));
            return done(visit, "sandbox.decided");
        });
    }

    private static Reply done(Visit visit, String word) {
        visit.tell(visit.words.t(word));
        return new Reply.Go("/sandboxes/" + visit.in("case"));
    }

    private SandboxView view(Visit visit) {
        var id = visit.in("case");
        var actor = visit.actor();
        var p = sandboxes.of(actor, id);
        var words = visit.words;
        var lexicon = site.lexicon(visit);
        var looks = sandboxes.store().read(tx -> SandboxRows.in(tx).looks(id));
        boolean officer = Complaints.isOfficer(actor, p);
        var here = "/sandboxes/" + id;
        var system = p.c().subject();
        return new SandboxView(
                SandboxTabs.of(visit, "overview", sandboxes, applications, p),
                here,
                "/cases/" + id,
                words.t(p.procedure().name()),
                words.t(p.procedure().stage(p.c().stage()).name()),
                advice(p, looks, words),
                p.terms() == null ? List.of() : lines(p.terms(), words),
                steps(p, words),
                chart(looks, words),
                looks.stream()
                        .map(l -> new SandboxView.LookLine(
                                lexicon.when(l.time()),
                                stage(p, l.stage(), words),
                                Long.toString(l.calls()),
                                Long.toString(l.judged()),
                                Long.toString(l.harmful()),
                                Figures.number(l.low()),
                                Figures.number(l.high()),
                                Figures.number(l.bound())))
                        .toList(),
                inspections.waiting(actor, id, DRAWN).stream()
                        .map(d -> new SandboxView.Drawn(
                                GatewayRoom.href(system) + "/calls/" + d.interaction(),
                                here + "/inspections/" + d.interaction(),
                                lexicon.whenExactly(d.time())))
                        .toList(),
                complaints.of(actor, id, null, COMPLAINTS).stream()
                        .map(c -> new SandboxView.Told(
                                here + "/complaints/" + c.id(),
                                lexicon.when(c.time()),
                                lexicon.when(c.happened()),
                                c.text(),
                                state(c, words),
                                c.answer(),
                                officer ? choices(words) : List.of()))
                        .toList(),
                officer,
                application(p, words),
                p.terms() == null ? "" : "/complain/" + id);
    }

    static State state(Complaint c, Words words) {
        var tone = switch (c.state()) {
            case RECEIVED -> "doing";
            case CONFIRMED -> "late";
            case REJECTED, SAME -> "met";
        };
        return new State(tone, words.t("complain.state." + c.state()));
    }

    private static List<Choice> choices(Words words) {
        return Stream.of(Complaint.State.CONFIRMED, Complaint.State.REJECTED, Complaint.State.SAME)
                .map(s -> new Choice(s.name(), words.t("complain.decide." + s), false))
                .toList();
    }

    /** How the application stands; null where the procedure has no criteria. */
    private @Nullable State application(Participation p, Words words) {
        if (applications.criteria(p).isEmpty()) {
            return null;
        }
        var f = applications.filled(p);
        var said = words.t(
                "apply.line", f.assessment().answered(), f.assessment().asked(), Applications.range(f.assessment()));
        return new State(f.filed() ? "met" : f.row().number() == 0 ? "open" : "doing", said);
    }

    private static State advice(Participation p, List<Look> looks, Words words) {
        var pace = p.pace();
        if (p.terms() == null) {
            return new State("open", words.t("sandbox.no-terms"));
        }
        if (p.step().isEmpty()) {
            return new State("not", words.t("sandbox.no-service"));
        }
        var last = looks.stream().findFirst().orElse(null);
        if (pace.isEmpty() || last == null || !last.stage().equals(p.c().stage()) || last.visit() != p.visit()) {
            return new State("open", words.t("sandbox.not-looked"));
        }
        if (last.low() > pace.get().entered(p.paced())) {
            return new State("late", words.t("sandbox.advice.back"));
        }
        boolean top = p.paced() == pace.get().stages().size() - 1;
        return last.high() < last.bound() && !top
                ? new State("met", words.t("sandbox.advice.wider"))
                : new State("doing", words.t("sandbox.advice.stay"));
    }

    private static List<SandboxView.Step> steps(Participation p, Words words) {
        var terms = p.terms() == null ? p.proposed() : p.terms();
        if (terms == null) {
            return List.of();
        }
        var bounds = p.pace().map(Pace::stages).orElse(List.of());
        var result = new ArrayList<SandboxView.Step>();
        for (int i = 0; i < terms.steps().size(); i++) {
            var step = terms.steps().get(i);
            boolean now = p.terms() != null && step.stage().equals(p.c().stage());
            result.add(new SandboxView.Step(
                    new State(now ? "doing" : "open", words.t(now ? "sandbox.here" : "sandbox.elsewhere")),
                    stage(p, step.stage(), words),
                    Long.toString(step.users()),
                    step.callsPerDay() == 0 ? "–" : Long.toString(step.callsPerDay()),
                    bounds.isEmpty() ? "–" : Figures.number(bounds.get(i).bound())));
        }
        return result;
    }

    private static String stage(Participation p, String id, Words words) {
        return p.procedure().stages().stream()
                .filter(s -> s.id().equals(id))
                .findFirst()
                .map(s -> words.t(s.name()))
                .orElse(id);
    }

    static List<SandboxView.Line> lines(SandboxTerms t, Words words) {
        var lines = new ArrayList<SandboxView.Line>();
        lines.add(new SandboxView.Line(words.t("sandbox.until"), t.until() + " (" + t.zone() + ")"));
        if (t.youngest() > 0) {
            lines.add(new SandboxView.Line(words.t("sandbox.youngest"), Integer.toString(t.youngest())));
        }
        if (t.opens() != null) {
            lines.add(new SandboxView.Line(words.t("sandbox.hours"), t.opens() + " – " + t.closes()));
        }
        listed(lines, words.t("sandbox.regions"), t.regions());
        listed(lines, words.t("sandbox.models"), t.models());
        listed(lines, words.t("sandbox.tools"), t.tools());
        listed(lines, words.t("sandbox.purposes"), t.purposes());
        lines.add(new SandboxView.Line(words.t("sandbox.kept"), Integer.toString(t.keepContentDays())));
        for (var w : t.waivers()) {
            lines.add(new SandboxView.Line(
                    words.t("sandbox.waived", w.duty()), words.t("sandbox.waived.until", w.until())));
        }
        var e = t.evidence();
        lines.add(new SandboxView.Line(
                words.t("sandbox.evidence"),
                words.t(
                        "sandbox.evidence.line",
                        Figures.number(e.error()),
                        Figures.number(e.inspected()),
                        e.verdictDays(),
                        Figures.number(e.reported()),
                        e.windowDays())));
        return lines;
    }

    private static void listed(List<SandboxView.Line> lines, String name, java.util.Set<String> values) {
        if (!values.isEmpty()) {
            lines.add(new SandboxView.Line(name, String.join(", ", new TreeSet<>(values))));
        }
    }

    private static String chart(List<Look> looks, Words words) {
        return JsonOut.compact(Map.of(
                "words",
                Map.of(
                        "judged", words.t("sandbox.judged"),
                        "low", words.t("sandbox.low"),
                        "high", words.t("sandbox.high"),
                        "bound", words.t("sandbox.bound")),
                "looks",
                looks.reversed().stream()
                        .map(l -> Map.of(
                                "stage", l.stage(),
                                "visit", l.visit(),
                                "judged", l.judged(),
                                "low", l.low(),
                                "high", l.high(),
                                "bound", l.bound()))
                        .toList()));
    }
}
