package zhiheng.server.rooms.needs;

import io.vertx.ext.web.Router;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
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
import zhiheng.office.people.Access;
import zhiheng.office.people.Org;
import zhiheng.office.policy.Node;
import zhiheng.office.policy.Timetable;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Figures;
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
    private final NeedDeeds deeds;
    private final NeedIntake intake;

    NeedPages(Site site, Desk desk, NeedDesk needs, NeedDeeds deeds, NeedIntake intake) {
        this.site = site;
        this.desk = desk;
        this.needs = needs;
        this.deeds = deeds;
        this.intake = intake;
    }

    void mount(Router router) {
        desk.get(router, "/needs", this::list);
        desk.get(router, "/needs/:need", visit -> desk.page(visit, "needs", ONE, Map.of("p", view(visit, Form.EMPTY))));
        desk.post(router, "/needs/:need", this::act);
        desk.post(router, "/needs/:need/mask", this::mask);
        desk.get(router, "/needs/:need/files/:file", this::file);
    }

    private Reply mask(Visit visit) {
        var n = needs.one(visit.actor(), visit.in("need"));
        deeds.mask(visit.actor(), n.id(), intake.masked(n.text()));
        visit.tell(visit.words.t("need.done"));
        return new Reply.Go("/needs/" + n.id());
    }

    /** What the public sent is foreign matter: a download under a type that no program opens by itself. */
    private Reply file(Visit visit) {
        var n = needs.one(visit.actor(), visit.in("need"));
        var file = needs.files(n.id()).stream()
                .filter(f -> f.id().equals(visit.in("file")) && !f.erased())
                .findFirst()
                .orElseThrow(Access::notFound);
        return new Reply.Download("application/octet-stream", file.name(), intake.content(file));
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
        var org = visit.query("lead").isEmpty() ? (atDesk ? "" : needs.of(visit.actor()).id()) : visit.query("lead");
        var counts = board.tallies().getOrDefault(org, Map.of());
        var tabs = new ArrayList<NeedsView.Tab>();
        tabs.add(tab(visit, at, "", here, -1));
        tabs.add(tab(visit, at, "late", here, board.late().getOrDefault(org, 0L)));
        tabs.add(tab(visit, at, NeedQuery.STUCK, here, needs.stuck(visit.actor())));
        for (var s : List.of("received", "offered", "working", "extended", "replied", "solved", "answered")) {
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
        needs.departments().open().forEach(o -> choices.add(new Choice(o.id(), o.name(), o.id().equals(visit.query("lead")))));
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
        try {
            var deed = deed(visit);
            deeds.act(visit.actor(), visit.in("need"), visit.version(), deed);
            visit.tell(visit.words.t("need.done"));
            return new Reply.Go(deed.name().equals("refuse") ? "/needs" : "/needs/" + visit.in("need"));
        } catch (Refusal e) {
            var said = visit.words.t(e.text());
            var form = visit.form(Map.of(visit.typed("deed"), said));
            return switch (e.kind()) {
                case CONFLICT -> desk.stale(visit, "needs", ONE, Map.of("p", view(visit, visit.form(Map.of()))), said);
                case INVALID, MALFORMED ->
                    desk.wrong(visit, "needs", ONE, Map.of("p", view(visit, form)), said);
                case FORBIDDEN, NOT_FOUND, UNAVAILABLE -> throw e;
            };
        }
    }

    private static NeedDeed deed(Visit visit) {
        var co = visit.typedAll("co").stream()
                .filter(c -> !c.isEmpty())
                .distinct()
                .toList();
        return new NeedDeed(
                visit.typed("deed"),
                visit.typed("words"),
                visit.typed("lead"),
                new NeedDeed.Share(co, visit.typed("task"), visit.typed("part-due")),
                visit.typed("into"),
                nodes(visit));
    }

    /** The rows of a timetable that were filled in. */
    private static List<Timetable.Entry> nodes(Visit visit) {
        var nodes = new ArrayList<Timetable.Entry>();
        for (int i = 0; i < Timetable.MOST; i++) {
            var title = visit.typed("node-title-" + i);
            if (!title.isEmpty()) {
                nodes.add(new Timetable.Entry(
                        title,
                        JsonIn.date("due", visit.typed("node-due-" + i)),
                        visit.typed("node-indicator-" + i),
                        number(visit.typed("node-baseline-" + i)),
                        number(visit.typed("node-target-" + i))));
            }
        }
        return nodes;
    }

    private static double number(String typed) {
        if (!typed.matches("[-+]?[0-9]{1,12}(\\.[0-9]{1,6})?")) {
            throw Refusal.invalid("基线和目标请填写数字。", "Baseline and target are numbers such as 40 or 0.5.");
        }
        return Double.parseDouble(typed);
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
                        .map(p -> part(visit, p, names))
                        .toList(),
                needs.timetable(n.id()).stream()
                        .map(node -> stop(visit, node, needs.today()))
                        .toList(),
                needs.files(n.id()).stream()
                        .map(f -> new NeedView.File(
                                f.erased() ? visit.words.t("need.file.gone") : f.name(),
                                (f.bytes() + 1023) / 1024 + " KiB",
                                f.erased() ? "" : "/needs/" + n.id() + "/files/" + f.id()))
                        .toList(),
                masked(visit, n),
                NeedDeeds.stuck(n) && !n.c().ended(),
                n.c().stage().equals("received") && needs.atDesk(visit.actor()) ? alike(visit, n) : List.of(),
                visit.actor().role().mayChange() ? deeds(visit, procedure, n) : List.of(),
                needs.atDesk(visit.actor()) && visit.actor().role().mayChange(),
                needs.departments().open().stream()
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
                                late ? "gap" : "told",
                                visit.words.t(late ? "need.part.done-late" : "need.part.done"));
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
                node.state().disputed() ? visit.words.t("tracking.disputed") : node.state().excused(),
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
            deeds.add(deed(
                    visit, procedure, "part-refuse", visit.words.t("need.part.refuse"), NeedView.Asks.NOTHING));
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

    private static NeedView.Deed deed(
            Visit visit, Procedure procedure, String name, String words, NeedView.Asks asks) {
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
