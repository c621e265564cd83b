package zhiheng.server.rooms.needs;

import io.vertx.ext.web.Router;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.cases.Journey;
import zhiheng.cases.Procedure;
import zhiheng.cases.Who;
import zhiheng.office.people.Org;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** The desk of the authority and of each department: the list, and one need with what can be done. */
final class NeedPages {
    private static final String LIST = "rooms/needs/needs";
    private static final String ONE = "rooms/needs/need";
    private static final String PART = "part";
    private static final int ROWS = 50;
    private static final int TITLE = 60;

    private final Site site;
    private final Desk desk;
    private final NeedDesk needs;

    NeedPages(Site site, Desk desk, NeedDesk needs) {
        this.site = site;
        this.desk = desk;
        this.needs = needs;
    }

    void mount(Router router) {
        desk.get(router, "/needs", this::list);
        desk.get(router, "/needs/:need", visit -> desk.page(visit, "needs", ONE, Map.of("p", view(visit, Form.EMPTY))));
        desk.post(router, "/needs/:need", this::act);
    }

    private static @Nullable String blank(String text) {
        return text.isEmpty() ? null : text;
    }

    private Reply list(Visit visit) {
        var stage = visit.query("stage");
        boolean late = stage.equals("late");
        boolean part = stage.equals(PART);
        boolean atDesk = needs.atDesk(visit.actor());
        var query = new NeedQuery(
                atDesk ? blank(visit.query("lead")) : null,
                late || part || stage.equals("all") || stage.isEmpty() ? null : stage,
                late,
                part && !atDesk,
                blank(visit.query("after")),
                ROWS);
        var rows = needs.list(visit.actor(), query);
        var names = needs.names();
        var now = needs.now();
        var at = "/needs?lead=" + encoded(visit.query("lead")) + "&stage=";
        var view = new NeedsView(
                atDesk,
                tabs(visit, at, stage, atDesk),
                atDesk ? leads(visit) : List.of(),
                stage,
                rows.stream().map(r -> row(visit, r, names, now)).toList(),
                rows.size() < ROWS
                        ? null
                        : at + encoded(stage) + "&after=" + encoded(NeedsApi.next(query, rows.getLast())));
        return desk.page(visit, "needs", LIST, Map.of("p", view));
    }

    private List<NeedsView.Tab> tabs(Visit visit, String at, String here, boolean atDesk) {
        var board = needs.board(visit.actor());
        var org = visit.query("lead").isEmpty() ? (atDesk ? "" : visit.actor().orgId()) : visit.query("lead");
        var counts = board.tallies().getOrDefault(org, Map.of());
        var tabs = new ArrayList<NeedsView.Tab>();
        tabs.add(tab(visit, at, "", here, -1));
        tabs.add(tab(visit, at, "late", here, board.late().getOrDefault(org, 0L)));
        for (var s : List.of("received", "offered", "working", "extended", "replied", "solved")) {
            if (!s.equals("received") || atDesk) {
                tabs.add(tab(visit, at, s, here, counts.getOrDefault("stage." + s, 0L)));
            }
        }
        if (!atDesk) {
            tabs.add(tab(visit, at, PART, here, -1));
        }
        return tabs;
    }

    private static NeedsView.Tab tab(Visit visit, String at, String stage, String here, long count) {
        return new NeedsView.Tab(
                visit.words.t("needs.tab." + (stage.isEmpty() ? "all" : stage)),
                at + stage,
                count < 0 ? "" : Long.toString(count),
                stage.equals(here));
    }

    private List<Choice> leads(Visit visit) {
        var choices = new ArrayList<Choice>();
        choices.add(new Choice(
                "", visit.words.t("needs.every-lead"), visit.query("lead").isEmpty()));
        needs.departments().forEach(o -> choices.add(new Choice(o.id(), o.name(), o.id().equals(visit.query("lead")))));
        return choices;
    }

    private NeedsView.Row row(Visit visit, NeedRows.Row row, Map<String, String> names, Instant now) {
        var n = row.need();
        var due = row.due().isEmpty() ? null : Instant.parse(row.due());
        return new NeedsView.Row(
                "/needs/" + n.id(),
                title(visit, n),
                visit.words.t("need.kind." + n.kind()),
                state(visit, n),
                names.getOrDefault(n.lead(), ""),
                due == null ? null : site.lexicon(visit).on(due),
                due != null && due.isBefore(now),
                n.bounces() == 0 ? "" : visit.words.t("needs.bounced", n.bounces()));
    }

    private static String title(Visit visit, Need n) {
        var text = n.text().isEmpty() ? visit.words.t("need.gone") : n.text().replaceAll("\\s+", " ");
        return text.length() <= TITLE ? text : text.substring(0, TITLE) + "…";
    }

    private State state(Visit visit, Need n) {
        return new State(
                NeedWords.tone(n.c().stage()),
                visit.words.t(needs.procedure(n).stage(n.c().stage()).name()));
    }

    private Reply act(Visit visit) {
        var deed = new NeedDeed(
                visit.typed("deed"),
                visit.typed("words"),
                visit.typed("lead"),
                visit.typedAll("co").stream()
                        .filter(c -> !c.isEmpty())
                        .distinct()
                        .toList(),
                visit.typed("task"),
                visit.typed("into"));
        try {
            needs.act(visit.actor(), visit.in("need"), visit.version(), deed);
            visit.tell(visit.words.t("need.done"));
            return new Reply.Go(deed.name().equals("refuse") ? "/needs" : "/needs/" + visit.in("need"));
        } catch (Refusal e) {
            var said = visit.words.t(e.text());
            return switch (e.kind()) {
                case CONFLICT -> desk.stale(visit, "needs", ONE, Map.of("p", view(visit, visit.form(Map.of()))), said);
                case INVALID, MALFORMED ->
                    desk.wrong(
                            visit, "needs", ONE, Map.of("p", view(visit, visit.form(Map.of(deed.name(), said)))), said);
                case FORBIDDEN, NOT_FOUND, UNAVAILABLE -> throw e;
            };
        }
    }

    private NeedView view(Visit visit, Form form) {
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
                needs.parts(n.id()).stream()
                        .map(p -> new NeedView.Part(
                                names.getOrDefault(p.org(), p.org()),
                                p.task(),
                                p.words(),
                                p.delivered().isEmpty()
                                        ? new State("open", visit.words.t("need.part.open"))
                                        : new State("told", visit.words.t("need.part.done"))))
                        .toList(),
                n.c().stage().equals("received") && needs.atDesk(visit.actor()) ? alike(visit, n) : List.of(),
                visit.actor().role().mayChange() ? deeds(visit, procedure, n) : List.of(),
                needs.departments().stream()
                        .map(o -> new Choice(o.id(), o.name(), o.id().equals(form.value("lead"))))
                        .toList(),
                story(visit, procedure, n),
                form);
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
            if (leads && by.stream().anyMatch(r -> procedure.role(r).heldBy() == kind)) {
                deeds.add(new NeedView.Deed(
                        move.event(),
                        visit.words.t(move.name()),
                        second ? "" : needed(visit, procedure, move),
                        !second
                                && List.of("dispatch-now", "dispatch-plan", "designate")
                                        .contains(move.event()),
                        move.event().equals("join")));
            }
        }
        boolean part = needs.parts(n.id()).stream()
                .anyMatch(p -> p.org().equals(org.id()) && p.delivered().isEmpty());
        if (part && !n.c().ended()) {
            deeds.add(new NeedView.Deed(
                    PART, visit.words.t(procedure.named(PART)), visit.words.t("need.part"), false, false));
        }
        return deeds;
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
                                .map(d -> d.by().equals(Who.SYSTEM.person())
                                        ? visit.words.t("need.system")
                                        : people.getOrDefault(d.by(), d.by()))
                                .distinct()
                                .collect(Collectors.joining(visit.words.t("list.comma"))),
                        step.words(),
                        step.ledgerIndex() < 0 ? "" : "/ledger/" + step.ledgerIndex()))
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
