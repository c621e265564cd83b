package zhiheng.server.rooms.needs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import zhiheng.cases.Journey;
import zhiheng.cases.Procedure;
import zhiheng.cases.Who;
import zhiheng.office.people.Org;
import zhiheng.office.policy.Node;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Figures;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** Makes what the page of one need shows: its words, clocks, parts, timetable, what can be done, and its story. */
final class NeedViews {
    private static final String PART = "part";
    private static final int TITLE = 60;

    private final Site site;
    private final NeedDesk needs;
    private final NeedIntake intake;

    NeedViews(Site site, NeedDesk needs, NeedIntake intake) {
        this.site = site;
        this.needs = needs;
        this.intake = intake;
    }

    /** The need that the visit is to. */
    NeedView of(Visit visit, Form form) {
        var n = needs.one(visit.actor(), visit.in("need"));
        var procedure = needs.procedure(n);
        var lexicon = site.lexicon(visit);
        var names = new LinkedHashMap<>(needs.names());
        var pending = n.c().pending();
        return new NeedView(
                n.id(),
                title(visit, n),
                visit.words.t("need.kind." + n.kind()),
                state(visit, n),
                n.text(),
                n.place(),
                names.getOrDefault(n.lead(), ""),
                n.bounces(),
                n.reopened(),
                lexicon.when(n.c().opened()),
                n.answer(),
                n.reason(),
                n.confirmed() == Need.Confirmed.NOTHING ? "" : visit.words.t("need.confirmed." + n.confirmed()),
                n.joined().isEmpty() ? "" : "/needs/" + n.joined(),
                pending == null
                        ? ""
                        : visit.words.t("need.waits", visit.words.t(procedure.named(pending.event())))
                                + (n.proposed().isEmpty() ? "" : " · " + names.getOrDefault(n.proposed(), "")),
                n.c().step(),
                clocks(visit, procedure, n),
                needs.parts(n.id()).stream().map(p -> part(visit, p, names)).toList(),
                needs.timetable(n.id()).stream()
                        .map(node -> stop(visit, node, needs.today()))
                        .toList(),
                needs.files(n.id()).stream()
                        .map(f -> new NeedView.File(
                                f.erased() ? visit.words.t("need.file.gone") : f.name(),
                                f.type().toUpperCase(Locale.ROOT) + " · " + (f.bytes() + 1023) / 1024 + " KiB"
                                        + (f.masked() ? " · " + visit.words.t("need.file.masked.short") : ""),
                                f.erased() ? "" : "/needs/" + n.id() + "/files/" + f.id()))
                        .toList(),
                masked(visit, n),
                NeedDeeds.stuck(n) && !n.c().ended(),
                n.c().stage().equals("received") && needs.atDesk(visit.actor()) ? alike(visit, n) : List.of(),
                visit.actor().role().mayChange() ? deeds(visit, procedure, n) : List.of(),
                needs.atDesk(visit.actor()) && visit.actor().role().mayChange(),
                needs.departments().open().stream()
                        .filter(o -> !n.c().stage().equals("working") || !o.id().equals(n.lead()))
                        .map(o -> new Choice(o.id(), o.name(), o.id().equals(form.value("lead"))))
                        .toList(),
                story(visit, procedure, n),
                form);
    }

    /** What would stay of the words with personal data masked, for the desk to decide; "" where there is none. */
    private String masked(Visit visit, Need n) {
        if (!needs.atDesk(visit.actor()) || !visit.actor().role().mayChange()) {
            return "";
        }
        var masked = intake.masked(n.text());
        return masked.equals(n.text()) ? "" : masked;
    }

    private NeedView.Part part(Visit visit, Need.Part p, Map<String, String> names) {
        boolean late = !p.due().isEmpty()
                && (p.delivered().isEmpty()
                        ? needs.today().toString().compareTo(p.due()) > 0
                        : p.delivered().substring(0, 10).compareTo(p.due()) > 0);
        var state = !p.refused().isEmpty()
                ? new State("gap", visit.words.t("need.part.refused"))
                : p.delivered().isEmpty()
                        ? new State(late ? "late" : "open", visit.words.t(late ? "need.part.late" : "need.part.open"))
                        : new State(
                                late ? "gap" : "told", visit.words.t(late ? "need.part.done-late" : "need.part.done"));
        return new NeedView.Part(
                names.getOrDefault(p.org(), p.org()),
                p.task(),
                p.refused().isEmpty() ? p.words() : p.refused(),
                p.due(),
                state);
    }

    /** A node as officials and askers see it. */
    static NeedView.Stop stop(Visit visit, Node node, LocalDate today) {
        var light = node.light(today);
        var reported = node.reported();
        var confirmed = node.confirmed();
        return new NeedView.Stop(
                node.title(),
                node.due().toString(),
                node.indicator(),
                Figures.number(node.baseline()) + " → " + Figures.number(node.target())
                        + (reported == null ? "" : visit.words.t("need.node.reported", Figures.number(reported)))
                        + (confirmed == null ? "" : visit.words.t("need.node.confirmed", Figures.number(confirmed))),
                node.state().disputed()
                        ? visit.words.t("tracking.disputed")
                        : node.state().excused(),
                new State(
                        switch (light) {
                            case PLANNED -> "open";
                            case GREY, EXCUSED -> "not";
                            case GREEN -> "met";
                            case AMBER -> "doing";
                            case RED -> "late";
                        },
                        visit.words.t("tracking.light." + light)));
    }

    private List<NeedView.Alike> alike(Visit visit, Need n) {
        return needs.alike(n).stream()
                .map(a -> new NeedView.Alike(
                        a.need().id(),
                        "/needs/" + a.need().id(),
                        title(visit, a.need()),
                        Math.round(a.share() * 100) + "%"))
                .toList();
    }

    private List<NeedView.Clock> clocks(Visit visit, Procedure procedure, Need n) {
        return Journey.of(procedure, n.c(), needs.now()).clocks().stream()
                .map(t -> {
                    var ends = t.clock().ends();
                    return new NeedView.Clock(
                            visit.words.t(t.name()),
                            procedure.deadline(t.clock().deadline()).cite().ref(),
                            new State(
                                    t.light().tone(),
                                    t.clock().unpublished() > 0
                                            ? visit.words.t(
                                                    "need.unpublished",
                                                    t.clock().unpublished())
                                            : visit.words.t(t.light().word())),
                            ends == null ? null : site.lexicon(visit).when(ends));
                })
                .toList();
    }

    private List<NeedView.Deed> deeds(Visit visit, Procedure procedure, Need n) {
        var org = needs.of(visit.actor());
        var kind = org.kind() == Org.Kind.DEPARTMENT ? Procedure.Holder.DEPARTMENT : Procedure.Holder.AUTHORITY;
        boolean leads = kind == Procedure.Holder.AUTHORITY || n.lead().equals(org.id());
        var deeds = new ArrayList<NeedView.Deed>();
        var pending = n.c().pending();
        for (var move : procedure.stage(n.c().stage()).moves()) {
            boolean second = pending != null && pending.event().equals(move.event());
            var by = second ? move.second() : move.by();
            boolean barred = move.event().startsWith("dispatch") && NeedDeeds.stuck(n);
            if (leads && !barred && by.stream().anyMatch(r -> procedure.role(r).heldBy() == kind)) {
                deeds.add(new NeedView.Deed(
                        move.event(),
                        visit.words.t(move.name()),
                        second ? "" : needed(visit, procedure, move),
                        second ? NeedView.Asks.NOTHING : asks(move.event())));
            }
        }
        if (n.c().ended()) {
            return deeds;
        }
        boolean department = kind == Procedure.Holder.DEPARTMENT;
        if (department && leads && n.c().stage().equals("working") && NeedClocks.planned(n.c())) {
            deeds.add(deed(visit, procedure, "timetable", "", NeedView.Asks.NODES));
        }
        if (!department && !n.lead().isEmpty() && procedure.act("share").isPresent()) {
            deeds.add(deed(visit, procedure, "share", "", NeedView.Asks.SHARE));
        }
        if (needs.parts(n.id()).stream().anyMatch(p -> p.org().equals(org.id()) && p.owed())) {
            deeds.add(deed(visit, procedure, PART, visit.words.t("need.part"), NeedView.Asks.NOTHING));
            deeds.add(deed(visit, procedure, "part-refuse", visit.words.t("need.part.refuse"), NeedView.Asks.NOTHING));
        }
        return deeds;
    }

    private static NeedView.Asks asks(String event) {
        return switch (event) {
            case "dispatch-now", "dispatch-plan", "designate" -> NeedView.Asks.LEAD;
            case "join" -> NeedView.Asks.OTHER;
            default -> NeedView.Asks.NOTHING;
        };
    }

    private static NeedView.Deed deed(Visit visit, Procedure procedure, String name, String words, NeedView.Asks asks) {
        return new NeedView.Deed(name, visit.words.t(procedure.named(name)), words, asks);
    }

    private static String needed(Visit visit, Procedure procedure, Procedure.Move move) {
        return move.needs().stream()
                .map(need -> visit.words.t(procedure.named(need.item())))
                .collect(Collectors.joining(visit.words.t("list.comma")));
    }

    private List<NeedView.Told> story(Visit visit, Procedure procedure, Need n) {
        var people = site.people(visit);
        var lexicon = site.lexicon(visit);
        return needs.steps(n.id()).stream()
                .map(step -> new NeedView.Told(
                        lexicon.when(
                                step.deeds().isEmpty()
                                        ? n.c().opened()
                                        : step.deeds().getFirst().at()),
                        step.deeds().stream()
                                .map(d -> visit.words.t(Journey.tell(procedure, d)))
                                .toList(),
                        step.deeds().stream()
                                .limit(1) // the rest follows from it, by itself
                                .map(d -> d.by().equals(Who.SYSTEM.person())
                                        ? visit.words.t("need.system")
                                        : people.getOrDefault(d.by(), d.by()))
                                .collect(Collectors.joining()),
                        step.words(),
                        step.ledgerIndex() < 0 ? "" : "/ledger/" + step.ledgerIndex()))
                .toList();
    }

    static String title(Visit visit, Need n) {
        var text = n.text().isEmpty() ? visit.words.t("need.gone") : n.text().replaceAll("\\s+", " ");
        return text.length() <= TITLE ? text : text.substring(0, TITLE) + "…";
    }

    State state(Visit visit, Need n) {
        return new State(
                NeedWords.tone(n.c().stage()),
                visit.words.t(needs.procedure(n).stage(n.c().stage()).name()));
    }
}
