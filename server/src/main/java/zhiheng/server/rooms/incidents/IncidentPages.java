package zhiheng.server.rooms.incidents;

import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.cases.Journey;
import zhiheng.cases.Light;
import zhiheng.cases.clocks.SideBySide.Ticking;
import zhiheng.office.people.Access;
import zhiheng.packs.Fact;
import zhiheng.packs.Finding;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** The room of an incident: its clocks, who does what, what was said and done. Works by reload where no script runs. */
final class IncidentPages {
    private static final String TEMPLATE = "rooms/incidents/incident";
    private static final String PAGE = "/incidents/:incident";
    private static final int MOST_QUESTIONS = 8;
    private static final String ANSWER = "a-";

    private final Site site;
    private final Desk desk;
    private final IncidentDesk incidents;
    private final Workroom work;
    private final Optional<Ladder> ladder;
    private final Streams streams;

    IncidentPages(
            Site site, Desk desk, IncidentDesk incidents, Workroom work, Optional<Ladder> ladder, Streams streams) {
        this.streams = streams;
        this.ladder = ladder;
        this.site = site;
        this.desk = desk;
        this.incidents = incidents;
        this.work = work;
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
                        visit, "incidents", "rooms/incidents/tag/moving", Map.of("p", view(visit, Form.EMPTY))));
        desk.get(router, PAGE, visit -> desk.page(visit, "incidents", TEMPLATE, Map.of("p", view(visit, Form.EMPTY))));
        desk.get(
                router,
                PAGE + "/sheet",
                visit -> desk.page(visit, "incidents", "rooms/incidents/sheet", Map.of("p", view(visit, Form.EMPTY))));
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
                        var view = view(visit, visit.form(Map.of(field, visit.words.t(e.text()))));
                        yield desk.wrong(visit, "incidents", TEMPLATE, Map.of("p", view), visit.words.t("error.form"));
                    }
                    case CONFLICT ->
                        desk.stale(
                                visit,
                                "incidents",
                                TEMPLATE,
                                Map.of("p", view(visit, visit.form(Map.of()))),
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
        return new Reply.Events(response -> stream.begin(response, missed));
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

    private IncidentView.Step step(Visit visit, Incident i, Measure m) {
        var expires = m.expires();
        var effect = ladder().effect(m);
        boolean may = i.open() && visit.actor().role().mayChange();
        var at = "/incidents/" + i.id() + "/measures/" + m.id();
        var millis = effect.firstRefusalMillis();
        return new IncidentView.Step(
                m.level() + " · " + visit.words.t(m.level().word.text) + " · " + visit.words.t(m.level().text),
                m.target(),
                m.reason(),
                new State(
                        switch (m.state()) {
                            case PROPOSED, BEGUN -> "open";
                            case HOLDS -> "doing";
                            case RESTORED, EXPIRED -> "met";
                            case OVERTAKEN -> "told";
                        },
                        visit.words.t("incident.measure." + m.state())),
                expires == null ? null : site.lexicon(visit).when(expires),
                m.held() == null
                        ? ""
                        : millis == null
                                ? visit.words.t("incident.measure.none")
                                : visit.words.t("incident.measure.effect", millis, effect.refused(), effect.clean()),
                may
                                && m.state() == Measure.State.PROPOSED
                                && !m.proposedBy().equals(visit.actor().id())
                        ? at + "/confirm"
                        : "",
                may && m.state() == Measure.State.HOLDS ? at + "/restore" : "");
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
            var fact = name.startsWith(ANSWER) ? facts.get(name.substring(ANSWER.length())) : null;
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

    private IncidentView view(Visit visit, Form form) {
        var actor = visit.actor();
        var i = incidents.one(actor, visit.in("incident"));
        var words = visit.words;
        var lexicon = site.lexicon(visit);
        var note = i.note();
        var ended = i.ended();
        var fromAlert = i.source() == Incident.Source.ALERT || i.source() == Incident.Source.RULE;
        return new IncidentView(
                "/incidents/" + i.id(),
                i.id(),
                i.title(),
                i.systemName(),
                "/systems/" + i.system(),
                words.t("incident.source." + i.source()),
                fromAlert ? "/alerts/" + i.reference() : "",
                IncidentListPages.graded(visit, i.grade()),
                i.colour() == null ? null : IncidentListPages.graded(visit, i.colour()),
                note.rule().isEmpty() ? "" : lexicon.article(note.article()) + " · " + words.t(note.text()),
                note.rule().isEmpty() ? "" : words.t(note.certainty()),
                note.atLeast(),
                i.open(),
                i.open() && actor.role().mayChange(),
                lexicon.when(i.opened()),
                ended == null ? null : lexicon.when(ended),
                form.typed().isEmpty() || visit.version() < 0 ? i.seq() : visit.version(),
                incidents.entries(actor, i.id()).getLast().id(),
                incidents.clocks(actor, i.id()).stream()
                        .map(t -> clock(visit, t))
                        .toList(),
                incidents.regimes(actor, i.id()).stream()
                        .map(r -> new IncidentView.Regime(
                                words.t(r.procedure().name()),
                                "/cases/" + r.c().id(),
                                new State(
                                        Journey.worst(r.c(), incidents.now()).tone(),
                                        words.t(r.procedure()
                                                .stage(r.c().stage())
                                                .name()))))
                        .toList(),
                incidents.roles(actor, i.id()).entrySet().stream()
                        .map(e -> new IncidentView.Role(words.t("incident.role." + e.getKey()), e.getValue()))
                        .toList(),
                incidents.tasks(actor, i.id()).stream()
                        .map(t -> job(visit, i, t))
                        .toList(),
                record(visit, i),
                incidents.evidence(actor, i.id()).keySet().stream()
                        .map(sha -> new IncidentView.Piece(sha, "/incidents/" + i.id() + "/evidence/" + sha))
                        .toList(),
                questions(visit, i, form),
                ladder.map(l -> l.of(actor, i.id())).orElse(List.of()).stream()
                        .map(m -> step(visit, i, m))
                        .toList(),
                ladder.isEmpty()
                        ? List.of()
                        : Stream.of(Level.values())
                                .map(l -> new Choice(
                                        l.name(),
                                        l + " · " + words.t(l.word.text) + " · " + words.t(l.text),
                                        l.name().equals(form.value("level"))))
                                .toList(),
                Stream.of(Entry.Kind.DECISION, Entry.Kind.FACT, Entry.Kind.QUESTION)
                        .map(k -> new Choice(
                                IncidentListPages.id(k),
                                words.t("incident.kind." + k),
                                IncidentListPages.id(k).equals(form.value("say"))))
                        .toList(),
                Workroom.ROLES.stream()
                        .map(r -> new Choice(r, words.t("incident.role." + r), r.equals(form.value("role"))))
                        .toList(),
                form);
    }

    private IncidentView.Clock clock(Visit visit, Ticking t) {
        var lexicon = site.lexicon(visit);
        var ends = t.ends();
        return new IncidentView.Clock(
                visit.words.t(t.name()),
                visit.words.t(t.regime()),
                t.ref(),
                "/cases/" + t.caseId(),
                new State(t.light().tone(), visit.words.t(t.light().word())),
                lexicon.when(t.from()),
                ends == null ? null : lexicon.when(ends),
                t.needs().stream().map(visit.words::t).toList());
    }

    private IncidentView.Job job(Visit visit, Incident i, Task t) {
        var light = t.done() != null ? Light.DONE : t.late(incidents.now()) ? Light.LATE : Light.UNDER_WAY;
        var due = t.due();
        return new IncidentView.Job(
                t.title(),
                t.owner(),
                new State(light.tone(), visit.words.t(light.word())),
                due == null ? null : site.lexicon(visit).when(due),
                t.done() == null && i.open() && visit.actor().role().mayChange()
                        ? "/incidents/" + i.id() + "/tasks/" + t.id() + "/done"
                        : "");
    }

    private List<IncidentView.Line> record(Visit visit, Incident i) {
        var names = site.people(visit);
        var lexicon = site.lexicon(visit);
        return incidents.entries(visit.actor(), i.id()).reversed().stream()
                .map(e -> new IncidentView.Line(
                        e.seq(),
                        visit.words.t("incident.kind." + e.kind()),
                        switch (e.kind()) {
                            case DECISION -> "told";
                            case QUESTION -> "open";
                            case CLOSED, RESTORED, TASK_DONE, REPORTED, CORRECTED -> "met";
                            default -> "doing";
                        },
                        words(visit, e),
                        e.person().equals(IncidentDesk.ITSELF.id())
                                ? visit.words.t("incident.itself")
                                : names.getOrDefault(e.person(), e.person()),
                        lexicon.whenExactly(e.time()),
                        e.ledgerIndex() < 0 ? "" : "/ledger/" + e.ledgerIndex()))
                .toList();
    }

    private static String words(Visit visit, Entry e) {
        var said = new ArrayList<String>();
        if (!e.words().isEmpty()) {
            said.add(e.words());
        }
        for (var name : List.of(
                "answers",
                "role",
                "grade",
                "procedure",
                "level",
                "target",
                "form",
                "kind",
                "outcome",
                "due",
                "sha256")) {
            var value = e.about().get(name);
            if (value != null) {
                said.add(visit.words.t("incident.about." + name) + " " + value);
            }
        }
        return String.join(" · ", said);
    }

    private List<IncidentView.Question> questions(Visit visit, Incident i, Form form) {
        var grading = incidents.grading();
        if (grading.isEmpty() || !i.open()) {
            return List.of();
        }
        var facts = grading.get().facts();
        return incidents.grade(i.note().answers()).questions().stream()
                .map(Finding.Open::fact)
                .filter(facts::containsKey)
                .limit(MOST_QUESTIONS)
                .map(facts::get)
                .map(fact -> question(visit, fact, form))
                .toList();
    }

    private static IncidentView.Question question(Visit visit, Fact fact, Form form) {
        var name = ANSWER + fact.id();
        var options = new ArrayList<Choice>();
        options.add(
                new Choice("", visit.words.t("answer.unknown"), form.value(name).isEmpty()));
        switch (fact.type()) {
            case BOOL -> {
                options.add(new Choice(
                        "true", visit.words.t("answer.yes"), form.value(name).equals("true")));
                options.add(new Choice(
                        "false", visit.words.t("answer.no"), form.value(name).equals("false")));
            }
            case CHOICE, CHOICES -> {
                if (fact.type() == Fact.Type.CHOICES) {
                    options.add(new Choice(
                            "none",
                            visit.words.t("answer.none"),
                            form.value(name).equals("none")));
                }
                fact.options()
                        .forEach(o -> options.add(new Choice(
                                o.id(),
                                visit.words.t(o.label()),
                                form.value(name).equals(o.id()))));
            }
            case NUMBER, DATE -> options.clear();
        }
        return new IncidentView.Question(
                name,
                visit.words.t(fact.question()),
                visit.words.t(fact.help()),
                fact.type().name(),
                options);
    }
}
