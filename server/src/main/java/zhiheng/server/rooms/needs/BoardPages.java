package zhiheng.server.rooms.needs;

import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import zhiheng.base.Refusal;
import zhiheng.office.people.Role;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Visit;

/** The board: how far needs come, what is late, who sends back, and what askers say, each number a way to the needs behind it. */
final class BoardPages {
    private static final String BOARD = "rooms/needs/board";
    /** Below this many answers of askers departments are not compared: chance would rank them. */
    private static final int ENOUGH = 30;

    private final Desk desk;
    private final NeedDesk needs;
    private final NeedDeeds deeds;

    BoardPages(Desk desk, NeedDesk needs, NeedDeeds deeds) {
        this.desk = desk;
        this.needs = needs;
        this.deeds = deeds;
    }

    void mount(Router router) {
        desk.get(router, "/needs-board", visit -> board(visit, Form.EMPTY));
        desk.post(router, "/needs-board/merge", this::merge);
    }

    private Reply merge(Visit visit) {
        try {
            deeds.merge(visit.actor(), visit.typed("gone"), visit.typed("into"));
            visit.tell(visit.words.t("board.merged"));
            return new Reply.Go("/needs-board");
        } catch (Refusal e) {
            if (e.kind() == Refusal.Kind.FORBIDDEN) {
                throw e;
            }
            return board(visit, visit.form(Map.of("gone", visit.words.t(e.text()))));
        }
    }

    private Reply board(Visit visit, Form form) {
        var board = needs.board(visit.actor());
        boolean all = needs.atDesk(visit.actor());
        var own =
                board.tallies().getOrDefault(all ? "" : needs.of(visit.actor()).id(), Map.of());
        var names = needs.names();
        var rows = new ArrayList<BoardView.Row>();
        board.tallies().forEach((lead, counts) -> {
            if (!lead.isEmpty()) {
                rows.add(row(
                        visit,
                        lead,
                        names.getOrDefault(lead, lead),
                        counts,
                        board.late().getOrDefault(lead, 0L),
                        board.lateParts().getOrDefault(lead, 0L)));
            }
        });
        rows.sort(java.util.Comparator.comparingLong((BoardView.Row r) -> -r.late())
                .thenComparing(BoardView.Row::name));
        var view = new BoardView(
                funnel(visit, own, all),
                rates(visit, own),
                rows,
                board.late().getOrDefault(all ? "" : needs.of(visit.actor()).id(), 0L),
                n(own, "stage.declined") + n(own, "stage.joined"),
                new BoardView.Suggestions(
                        n(own, "flow.adopted"), n(own, "flow.adopted-part"), n(own, "flow.not-adopted")),
                all && visit.actor().role() == Role.ADMINISTRATOR ? choices() : List.of(),
                needs.departments().merges().stream()
                        .map(m ->
                                names.getOrDefault(m.gone(), m.gone()) + " → " + names.getOrDefault(m.into(), m.into()))
                        .toList(),
                form);
        var parts = Map.<String, Object>of("p", view);
        return form.wrong()
                ? desk.wrong(visit, "needs", BOARD, parts, java.util.Objects.requireNonNull(form.error("gone")))
                : desk.page(visit, "needs", BOARD, parts);
    }

    private List<Choice> choices() {
        return needs.departments().open().stream()
                .map(o -> new Choice(o.id(), o.name(), false))
                .toList();
    }

    private static long n(Map<String, Long> counts, String name) {
        return counts.getOrDefault(name, 0L);
    }

    private static List<BoardView.Bar> funnel(Visit visit, Map<String, Long> counts, boolean all) {
        long first = all ? n(counts, "flow.received") : n(counts, "flow.dispatched");
        var bars = new ArrayList<BoardView.Bar>();
        for (var step : List.of("received", "dispatched", "replied", "confirmed", "solved")) {
            if (step.equals("received") && !all) {
                continue;
            }
            long count = step.equals("confirmed")
                    ? n(counts, "flow.solved") + n(counts, "flow.half") + n(counts, "flow.not")
                    : n(counts, "flow." + step);
            bars.add(new BoardView.Bar(
                    visit.words.t("board." + step),
                    count,
                    first == 0 ? 0 : (int) Math.min(100, 100 * count / first),
                    switch (step) {
                        case "received" -> "/needs";
                        case "dispatched" -> "/needs?stage=working";
                        case "replied", "confirmed" -> "/needs?stage=replied";
                        default -> "/needs?stage=solved";
                    }));
        }
        return bars;
    }

    private static List<BoardView.Rate> rates(Visit visit, Map<String, Long> counts) {
        long solved = n(counts, "flow.solved");
        long reached = solved + n(counts, "flow.half") + n(counts, "flow.not");
        long inTime = n(counts, "flow.in-time");
        return List.of(
                rate(visit, "in-time", inTime, inTime + n(counts, "flow.late")),
                rate(visit, "resolution", solved, reached),
                rate(visit, "satisfaction", n(counts, "flow.satisfied"), n(counts, "flow.rated")),
                rate(visit, "reach", reached, reached + n(counts, "flow.unreached")));
    }

    private static BoardView.Rate rate(Visit visit, String name, long part, long whole) {
        return new BoardView.Rate(
                visit.words.t("board.rate." + name),
                percent(part, whole),
                part,
                whole,
                visit.words.t("board.rate." + name + ".why"));
    }

    private static String percent(long part, long whole) {
        return whole == 0 ? "" : Math.round(1000.0 * part / whole) / 10.0 + "%";
    }

    private static BoardView.Row row(
            Visit visit, String lead, String name, Map<String, Long> counts, long late, long lateParts) {
        long reached = n(counts, "flow.solved") + n(counts, "flow.half") + n(counts, "flow.not");
        long answered = n(counts, "flow.in-time") + n(counts, "flow.late");
        return new BoardView.Row(
                name,
                "/needs?lead=" + lead + "&stage=",
                n(counts, "stage.offered") + n(counts, "stage.working") + n(counts, "stage.extended"),
                late,
                lateParts,
                n(counts, "flow.bounced"),
                n(counts, "flow.replied"),
                reached < ENOUGH
                        ? visit.words.t("board.few", n(counts, "flow.solved"), reached)
                        : percent(n(counts, "flow.solved"), reached),
                answered < ENOUGH
                        ? visit.words.t("board.few", n(counts, "flow.in-time"), answered)
                        : percent(n(counts, "flow.in-time"), answered));
    }
}
