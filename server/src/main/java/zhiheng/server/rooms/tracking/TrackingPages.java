package zhiheng.server.rooms.tracking;

import io.vertx.ext.web.Router;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.policy.Node;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Figures;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** Nodes by day with their lights; the authority sets, the owner reports, others confirm. */
final class TrackingPages {
    private static final String TEMPLATE = "rooms/tracking/tracking";
    private static final int ROWS = 50;

    private final Desk desk;
    private final Tracking tracking;

    TrackingPages(Desk desk, Tracking tracking) {
        this.desk = desk;
        this.tracking = tracking;
    }

    void mount(Router router) {
        desk.get(
                router,
                "/tracking",
                visit -> desk.page(visit, "tracking", TEMPLATE, Map.of("p", view(visit, Form.EMPTY))));
        desk.post(router, "/tracking", visit -> done(visit, "title", () -> add(visit)));
        desk.post(
                router,
                "/tracking/:node/report",
                visit -> done(visit, "report", () -> {
                    var value = visit.typed("value");
                    tracking.report(
                            visit.actor(),
                            visit.in("node"),
                            visit.version(),
                            visit.typed("words"),
                            value.isEmpty() ? null : number(value),
                            visit.typed("evidence"));
                }));
        desk.post(
                router,
                "/tracking/:node/excuse",
                visit -> done(
                        visit,
                        "excuse",
                        () -> tracking.excuse(
                                visit.actor(), visit.in("node"), visit.version(), visit.typed("reason"))));
        desk.post(
                router,
                "/tracking/withdraw",
                visit -> done(
                        visit,
                        "withdraw",
                        () -> tracking.withdraw(visit.actor(), visit.typed("withdrawn"), visit.typed("reason"))));
        desk.post(
                router,
                "/tracking/:node/confirm",
                visit -> done(
                        visit,
                        "confirm",
                        () -> tracking.confirm(
                                visit.actor(), visit.in("node"), visit.version(), number(visit.typed("value")))));
    }

    private void add(Visit visit) {
        tracking.add(
                visit.actor(),
                visit.typed("policy"),
                visit.typed("measure"),
                visit.typed("owner"),
                visit.typed("title"),
                day(visit.typed("due")),
                visit.typed("indicator"),
                number(visit.typed("baseline")),
                number(visit.typed("target")));
    }

    private Reply done(Visit visit, String field, Runnable deed) {
        try {
            deed.run();
            visit.tell(visit.words.t("tracking.done"));
            return new Reply.Go("/tracking");
        } catch (Refusal e) {
            var said = visit.words.t(e.text());
            return switch (e.kind()) {
                case CONFLICT ->
                    desk.stale(visit, "tracking", TEMPLATE, Map.of("p", view(visit, visit.form(Map.of()))), said);
                case INVALID, MALFORMED ->
                    desk.wrong(
                            visit,
                            "tracking",
                            TEMPLATE,
                            Map.of("p", view(visit, visit.form(Map.of(field, said)))),
                            said);
                case FORBIDDEN, NOT_FOUND, UNAVAILABLE -> throw e;
            };
        }
    }

    private static double number(String typed) {
        if (!typed.matches("[-+]?[0-9]{1,12}(\\.[0-9]{1,6})?")) {
            throw Refusal.invalid("请填写数字，例如 40 或 0.5。", "Write a number such as 40 or 0.5.");
        }
        return Double.parseDouble(typed);
    }

    private static LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("日期请写作 2026-12-31。", "Write the day as 2026-12-31.");
        }
    }

    private TrackingView view(Visit visit, Form form) {
        var after = visit.query("after");
        var nodes = tracking.list(visit.actor(), after.isEmpty() ? null : after, ROWS);
        var names = tracking.departments().names();
        var own = tracking.of(visit.actor()).id();
        boolean changes = visit.actor().role().mayChange();
        return new TrackingView(
                nodes.stream().map(n -> row(visit, n, names, own, changes)).toList(),
                nodes.size() < ROWS
                        ? null
                        : "/tracking?after="
                                + URLEncoder.encode(TrackingApi.next(nodes.getLast()), StandardCharsets.UTF_8),
                tracking.sets(visit.actor())
                        ? tracking.departments().open().stream()
                                .map(o -> new Choice(o.id(), o.name(), o.id().equals(form.value("owner"))))
                                .toList()
                        : List.of(),
                tracking.openMeasures(visit.actor()).stream()
                        .map(m -> new Choice(
                                m.node(),
                                visit.words.t("tracking.withdraw.one", m.policy(), m.measure(), m.nodes()),
                                m.node().equals(form.value("withdrawn"))))
                        .toList(),
                form);
    }

    private TrackingView.Row row(Visit visit, Node n, Map<String, String> names, String own, boolean changes) {
        var light = n.light(tracking.today());
        boolean owns = n.owner().equals(own);
        boolean stands = n.state().excused().isEmpty();
        return new TrackingView.Row(
                n.id(),
                n.version(),
                n.policy(),
                n.measure(),
                n.title(),
                names.getOrDefault(n.owner(), n.owner()),
                n.due().toString(),
                n.indicator(),
                Figures.number(n.baseline()),
                Figures.number(n.target()),
                n.report(),
                said(n.reported()),
                said(n.confirmed()),
                new State(tone(light), visit.words.t("tracking.light." + light)),
                n.state().need().isEmpty() ? "" : "/needs/" + n.state().need(),
                n.state().evidence(),
                n.state().excused(),
                n.state().disputed(),
                changes && owns && stands,
                changes && !owns && stands && !n.state().disputed(),
                tracking.sets(visit.actor()) && stands);
    }

    private static String said(@Nullable Double value) {
        return value == null ? "" : Figures.number(value);
    }

    private static String tone(Node.Light light) {
        return switch (light) {
            case PLANNED -> "open";
            case GREY -> "not";
            case GREEN -> "met";
            case AMBER -> "doing";
            case RED -> "late";
            case EXCUSED -> "not";
        };
    }
}
