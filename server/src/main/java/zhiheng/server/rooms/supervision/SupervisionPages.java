package zhiheng.server.rooms.supervision;

import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.policy.ActivityAndEffect;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** Departments by activity and effect, the acts of supervision, and the form that enters one. */
final class SupervisionPages {
    private static final String TEMPLATE = "rooms/supervision/supervision";
    private static final int ROWS = 50;

    private final Desk desk;
    private final Supervision supervision;

    SupervisionPages(Desk desk, Supervision supervision) {
        this.desk = desk;
        this.supervision = supervision;
    }

    void mount(Router router) {
        desk.get(
                router,
                "/supervision",
                visit -> desk.page(visit, "supervision", TEMPLATE, Map.of("p", view(visit, Form.EMPTY))));
        desk.post(router, "/supervision", this::enter);
    }

    private Reply enter(Visit visit) {
        try {
            var sort = Arrays.stream(SupervisionAct.Sort.values())
                    .filter(s -> s.name().equals(visit.typed("sort")))
                    .findFirst()
                    .orElseThrow(() -> Refusal.invalid("请选择类别。", "Choose what it was."));
            var minutes = visit.typed("minutes");
            if (!minutes.matches("[0-9]{1,6}")) {
                throw Refusal.invalid("耗时请填写分钟数。", "Write the minutes as a number.");
            }
            supervision.enter(
                    visit.actor(),
                    new Supervision.Entry(
                            visit.typed("org"),
                            sort,
                            JsonIn.date("held", visit.typed("held")),
                            Integer.parseInt(minutes),
                            visit.typed("purpose"),
                            visit.typed("findings")
                                    .lines()
                                    .map(String::strip)
                                    .filter(l -> !l.isEmpty())
                                    .toList(),
                            task(visit)));
            visit.tell(visit.words.t("supervision.done"));
            return new Reply.Go("/supervision");
        } catch (Refusal e) {
            if (e.kind() == Refusal.Kind.FORBIDDEN) {
                throw e;
            }
            var said = visit.words.t(e.text());
            return desk.wrong(
                    visit,
                    "supervision",
                    TEMPLATE,
                    Map.of("p", view(visit, visit.form(Map.of("purpose", said)))),
                    said);
        }
    }

    private static Supervision.@Nullable Task task(Visit visit) {
        var title = visit.typed("title");
        return title.isEmpty()
                ? null
                : new Supervision.Task(
                        title,
                        JsonIn.date("due", visit.typed("due")),
                        visit.typed("indicator"),
                        number(visit.typed("baseline")),
                        number(visit.typed("target")));
    }

    private static double number(String typed) {
        if (!typed.matches("[-+]?[0-9]{1,12}(\\.[0-9]{1,6})?")) {
            throw Refusal.invalid("基线和目标请填写数字。", "Baseline and target are numbers such as 40 or 0.5.");
        }
        return Double.parseDouble(typed);
    }

    private SupervisionView view(Visit visit, Form form) {
        var names = supervision.departments().names();
        var after = visit.query("after");
        var acts = supervision.list(visit.actor(), after.isEmpty() ? null : after, ROWS);
        var rows = new ArrayList<SupervisionView.Row>();
        supervision
                .effect(visit.actor())
                .forEach((org, v) -> rows.add(row(visit, org, names.getOrDefault(org, org), v)));
        return new SupervisionView(
                rows,
                acts.stream().map(a -> act(visit, a, names)).toList(),
                Arrays.stream(SupervisionAct.Sort.values())
                        .map(s -> new Choice(
                                s.name(),
                                visit.words.t("supervision.sort." + s),
                                s.name().equals(form.value("sort"))))
                        .toList(),
                supervision.enters(visit.actor())
                        ? supervision.departments().open().stream()
                                .map(o -> new Choice(o.id(), o.name(), o.id().equals(form.value("org"))))
                                .toList()
                        : List.of(),
                acts.size() < ROWS
                        ? null
                        : "/supervision?after=" + acts.getLast().id(),
                form);
    }

    private static SupervisionView.Row row(Visit visit, String org, String name, ActivityAndEffect v) {
        var tone = switch (v.verdict()) {
            case EFFECT -> "met";
            case BUSY_WITHOUT_EFFECT -> "late";
            case QUIET -> "open";
            case NOT_MEASURED -> "not";
        };
        return new SupervisionView.Row(
                name,
                "/needs?lead=" + org + "&stage=",
                new State(tone, visit.words.t("supervision.verdict." + v.verdict())),
                v.acts(),
                v.minutes(),
                v.idleMinutes(),
                v.nodesReached() + " / " + v.nodesDue(),
                v.solved() + " / " + v.asked());
    }

    private static SupervisionView.Act act(Visit visit, SupervisionAct a, Map<String, String> names) {
        return new SupervisionView.Act(
                names.getOrDefault(a.org(), a.org()),
                visit.words.t("supervision.sort." + a.sort()),
                a.held().toString(),
                a.minutes(),
                a.purpose(),
                a.became().stream()
                        .map(b -> b.startsWith("need/")
                                ? new SupervisionView.Link(
                                        "/needs/" + b.substring("need/".length()), visit.words.t("supervision.need"))
                                : new SupervisionView.Link("/tracking", visit.words.t("supervision.task")))
                        .toList());
    }
}
