package zhiheng.server.rooms.incidents;

import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.people.Access;
import zhiheng.packs.Fact;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** The room of an incident: its clocks, who does what, what was said and done. Works by reload where no script runs. */
final class IncidentPages {
    private static final String TEMPLATE = "rooms/incidents/incident";
    private static final String PAGE = "/incidents/:incident";

    private final Site site;
    private final Desk desk;
    private final IncidentDesk incidents;
    private final Workroom work;
    private final Optional<Ladder> ladder;
    private final Streams streams;
    private final IncidentViews views;

    IncidentPages(
            Site site, Desk desk, IncidentDesk incidents, Workroom work, Optional<Ladder> ladder, Streams streams) {
        this.streams = streams;
        this.ladder = ladder;
        this.site = site;
        this.desk = desk;
        this.incidents = incidents;
        this.work = work;
        views = new IncidentViews(site, incidents, ladder);
    }

    /** Something that a form of the room does. */
    private interface Deed {
        void of(Visit visit, String incident);
    }

    void mount(Router router) {
        desk.get(router, "/incidents/stream", this::stream);
        desk.get(
                router,
                PAGE + "/moving",
                visit -> desk.page(
                        visit, "incidents", "rooms/incidents/tag/moving", Map.of("p", views.of(visit, Form.EMPTY))));
        desk.get(
                router,
                PAGE,
                visit -> desk.page(visit, "incidents", TEMPLATE, Map.of("p", views.of(visit, Form.EMPTY))));
        desk.get(
                router,
                PAGE + "/sheet",
                visit -> desk.page(
                        visit, "incidents", "rooms/incidents/sheet", Map.of("p", views.of(visit, Form.EMPTY))));
        desk.get(router, PAGE + "/evidence/:sha256", this::evidence);
        post(router, "/say", "words", (visit, id) -> {
            var answers = visit.typed("to");
            work.say(
                    visit.actor(),
                    id,
                    IncidentsApi.kind(visit.typed("say")),
                    visit.typed("words"),
                    answers.matches("[0-9]{1,18}") ? Long.valueOf(answers) : null);
        });
        post(
                router,
                "/roles",
                "person",
                (visit, id) -> work.role(visit.actor(), id, visit.typed("role"), visit.typed("person")));
        post(
                router,
                "/tasks",
                "task",
                (visit, id) -> work.task(visit.actor(), id, visit.typed("task"), visit.typed("owner"), due(visit)));
        post(router, "/tasks/:task/done", "task", (visit, id) -> work.done(visit.actor(), id, visit.in("task")));
        post(router, "/evidence", "evidence", (visit, id) -> work.capture(visit.actor(), id));
        post(router, "/answers", "answers", this::answer);
        post(router, "/measures", "target", this::take);
        post(
                router,
                "/measures/:measure/confirm",
                "target",
                (visit, id) -> ladder().confirm(visit.actor(), id, visit.in("measure")));
        post(
                router,
                "/measures/:measure/restore",
                "target",
                (visit, id) -> ladder().restore(
                                visit.actor(), id, visit.in("measure"), visit.words.t("incident.measure.by-hand")));
        post(
                router,
                "/close",
                "conclusion",
                (visit, id) -> work.close(visit.actor(), id, visit.version(), visit.typed("conclusion")));
    }

    /** @param field beside which a refusal is shown */
    private void post(Router router, String path, String field, Deed deed) {
        desk.post(router, PAGE + path, visit -> {
            var id = visit.in("incident");
            try {
                deed.of(visit, id);
                visit.tell(visit.words.t("incident.done"));
                return new Reply.Go("/incidents/" + id);
            } catch (Refusal e) {
                return switch (e.kind()) {
                    case INVALID, MALFORMED -> {
                        var view = views.of(visit, visit.form(Map.of(field, visit.words.t(e.text()))));
                        yield desk.wrong(visit, "incidents", TEMPLATE, Map.of("p", view), visit.words.t("error.form"));
                    }
                    case CONFLICT ->
                        desk.stale(
                                visit,
                                "incidents",
                                TEMPLATE,
                                Map.of("p", views.of(visit, visit.form(Map.of()))),
                                visit.words.t(e.text()));
                    case FORBIDDEN, NOT_FOUND, UNAVAILABLE -> throw e;
                };
            }
        });
    }

    /** What is put on record in these rooms from an entry on; every one of them must be the visitor's to see. */
    private Reply stream(Visit visit) {
        var rooms = Stream.of(visit.query("rooms").split(","))
                .limit(Streams.MOST_ROOMS)
                .collect(Collectors.toSet());
        rooms.forEach(room -> incidents.one(visit.actor(), room));
        var after = visit.lastEvent.isEmpty() ? visit.query("after") : visit.lastEvent;
        var stream = streams.open(rooms);
        var missed = after.isEmpty() ? List.<Entry>of() : incidents.after(rooms, after);
        return new Reply.Events(response -> Streams.begin(stream, response, missed));
    }

    private Ladder ladder() {
        return ladder.orElseThrow(IncidentsApi::noGateway);
    }

    private void take(Visit visit, String id) {
        var hours = visit.typed("hours");
        if (!hours.matches("[0-9]{1,4}")) {
            throw Refusal.invalid("时长须为1至720小时。", "The hours are from 1 to 720.");
        }
        var target = visit.typed("target");
        ladder().take(
                        visit.actor(),
                        id,
                        Level.of(visit.typed("level")),
                        target.isEmpty() ? "system" : target,
                        Long.parseLong(hours),
                        visit.typed("reason"));
    }

    private @Nullable Instant due(Visit visit) {
        var typed = visit.typed("due");
        try {
            return typed.isEmpty()
                    ? null
                    : LocalDateTime.parse(typed).atZone(site.zone(visit)).toInstant();
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("时间请写作 2026-11-29T14:30。", "Write the time as 2026-11-29T14:30.");
        }
    }

    private void answer(Visit visit, String id) {
        var facts = incidents.grading().orElseThrow(Access::notFound).facts();
        var given = new LinkedHashMap<String, @Nullable Object>();
        for (var name : visit.names()) {
            var fact = name.startsWith(IncidentViews.ANSWER)
                    ? facts.get(name.substring(IncidentViews.ANSWER.length()))
                    : null;
            if (fact != null && !visit.typed(name).isEmpty()) {
                given.put(fact.id(), value(fact, visit, name));
            }
        }
        incidents.answer(visit.actor(), id, visit.version(), given);
    }

    private static Object value(Fact fact, Visit visit, String name) {
        var typed = visit.typed(name);
        return switch (fact.type()) {
            case BOOL -> typed.equals("true");
            case CHOICE, DATE -> typed;
            case CHOICES ->
                visit.typedAll(name).stream()
                        .map(String::strip)
                        .filter(v -> !v.isEmpty() && !v.equals("none"))
                        .toList();
            case NUMBER -> {
                try {
                    yield Double.valueOf(typed);
                } catch (NumberFormatException e) {
                    throw Refusal.invalid("“" + typed + "”不是数字。", "'" + typed + "' is no number.");
                }
            }
        };
    }

    private Reply evidence(Visit visit) {
        var body = incidents.evidence(visit.actor(), visit.in("incident")).get(visit.in("sha256"));
        if (body == null) {
            throw Access.notFound();
        }
        return new Reply.Download(
                "application/json; charset=utf-8",
                "evidence-" + visit.in("sha256").substring(0, 12) + ".json",
                body.getBytes(StandardCharsets.UTF_8));
    }
}
