package zhiheng.server.rooms.needs;

import io.vertx.ext.web.Router;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.people.Access;
import zhiheng.office.policy.Timetable;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** The desk of the authority and of each department: the list, and what is done to one need. */
final class NeedPages {
    private static final String LIST = "rooms/needs/needs";
    private static final String ONE = "rooms/needs/need";
    private static final String PART = "part";
    private static final int ROWS = 50;

    private final Site site;
    private final Desk desk;
    private final NeedDesk needs;
    private final NeedDeeds deeds;
    private final NeedIntake intake;
    private final NeedViews views;

    NeedPages(Site site, Desk desk, NeedDesk needs, NeedDeeds deeds, NeedIntake intake) {
        this.site = site;
        this.desk = desk;
        this.needs = needs;
        this.deeds = deeds;
        this.intake = intake;
        this.views = new NeedViews(site, needs, intake);
    }

    void mount(Router router) {
        desk.get(router, "/needs", this::list);
        desk.get(
                router,
                "/needs/:need",
                visit -> desk.page(visit, "needs", ONE, Map.of("p", views.of(visit, Form.EMPTY))));
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
        var org = visit.query("lead").isEmpty()
                ? (atDesk ? "" : needs.of(visit.actor()).id())
                : visit.query("lead");
        var counts = board.tallies().getOrDefault(org, Map.of());
        var tabs = new ArrayList<NeedsView.Tab>();
        tabs.add(tab(visit, at, "", here, -1));
        tabs.add(tab(visit, at, "late", here, board.late().getOrDefault(org, 0L)));
        tabs.add(tab(visit, at, NeedQuery.STUCK, here, counts.getOrDefault(Tally.STUCK, 0L)));
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
        needs.departments()
                .open()
                .forEach(o -> choices.add(new Choice(o.id(), o.name(), o.id().equals(visit.query("lead")))));
        return choices;
    }

    private NeedsView.Row row(Visit visit, NeedRows.Row row, Map<String, String> names, Instant now) {
        var n = row.need();
        var due = row.due().isEmpty() ? null : Instant.parse(row.due());
        return new NeedsView.Row(
                "/needs/" + n.id(),
                NeedViews.title(visit, n),
                visit.words.t("need.kind." + n.kind()),
                views.state(visit, n),
                names.getOrDefault(n.lead(), ""),
                due == null ? null : site.lexicon(visit).on(due),
                due != null && due.isBefore(now),
                n.bounces() == 0 ? "" : visit.words.t("needs.bounced", n.bounces()));
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
                case CONFLICT ->
                    desk.stale(visit, "needs", ONE, Map.of("p", views.of(visit, visit.form(Map.of()))), said);
                case INVALID, MALFORMED -> desk.wrong(visit, "needs", ONE, Map.of("p", views.of(visit, form)), said);
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

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
