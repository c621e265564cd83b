package zhiheng.server.rooms.incidents;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.cases.clocks.SideBySide.Ticking;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.http.Reply;
import zhiheng.server.rooms.watch.Light;

/** Incidents of all systems that the caller may see: opened, graded, worked on, closed. */
record IncidentsApi(IncidentDesk desk, Workroom work, Optional<Ladder> ladder) {
    private static final String PATH = "/api/v1/incidents";
    private static final String ONE = PATH + "/:incident";

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PATH, this::list),
                Endpoint.json(HttpMethod.POST, PATH, this::open),
                Endpoint.get(PATH + "/medians", this::medians),
                Endpoint.get(ONE, call -> Reply.json(whole(call))),
                Endpoint.json(HttpMethod.POST, ONE + "/answers", this::answer),
                Endpoint.json(HttpMethod.POST, ONE + "/entries", this::say),
                Endpoint.json(HttpMethod.POST, ONE + "/roles", this::role),
                Endpoint.json(HttpMethod.POST, ONE + "/tasks", this::task),
                Endpoint.post(ONE + "/tasks/:task/done", this::done),
                Endpoint.post(ONE + "/evidence", this::capture),
                Endpoint.get(ONE + "/evidence/:sha256", this::evidence),
                Endpoint.json(HttpMethod.POST, ONE + "/measures", this::take),
                Endpoint.post(ONE + "/measures/:measure/confirm", this::confirm),
                Endpoint.json(HttpMethod.POST, ONE + "/measures/:measure/restore", this::restore),
                Endpoint.json(HttpMethod.POST, ONE + "/close", this::close));
    }

    private Reply list(Call call) {
        var ended = call.query("ended");
        var filter = new IncidentFilter(
                call.query("system"),
                call.query("reference"),
                ended == null ? null : Boolean.valueOf(ended.equals("true")),
                call.query("cursor"),
                call.limit());
        return Reply.json(JsonOut.page(desk.list(call.actor(), filter), IncidentsApi::json));
    }

    private Reply medians(Call call) {
        return Reply.json(map(
                "items",
                desk.medians(call.actor()).stream()
                        .map(m ->
                                map("from", "detect", "to", m.name(), "median", text(m.middle()), "incidents", m.of()))
                        .toList()));
    }

    private static @Nullable String text(@Nullable Duration took) {
        return took == null ? null : took.toString();
    }

    private Reply open(Call call) {
        var json = call.json("system", "title", "source", "reference", "answers", "words");
        var source = json.has("source") ? json.choice("source", Incident.Source.class) : Incident.Source.REST;
        if (source == Incident.Source.RULE) {
            throw Refusal.invalid(
                    "“rule”由规则使用。", "'rule' is for what rules open; say alert, complaint, person or rest.");
        }
        var answers = json.has("answers") ? json.answers("answers") : Map.<String, Object>of();
        var words = json.text("words", "");
        var opened = source == Incident.Source.ALERT
                ? desk.openFromAlert(
                        call.actor(),
                        json.text("system"),
                        json.text("reference"),
                        json.text("title", ""),
                        answers,
                        words)
                : desk.open(
                        call.actor(),
                        json.text("system"),
                        json.text("title"),
                        source,
                        json.text("reference", ""),
                        null,
                        List.of(),
                        answers,
                        words);
        return Reply.created(whole(call, opened.id()), PATH + "/" + opened.id());
    }

    private Reply answer(Call call) {
        var json = call.json("version", "answers");
        desk.answer(call.actor(), call.path("incident"), call.version(json), json.facts("answers"));
        return Reply.json(whole(call));
    }

    private Reply say(Call call) {
        var json = call.json("say", "words", "answers");
        var kind = kind(json.text("say"));
        work.say(call.actor(), call.path("incident"), kind, json.text("words"), json.numberOrNull("answers"));
        return Reply.json(whole(call));
    }

    static Entry.Kind kind(String word) {
        return Stream.of(Entry.Kind.values())
                .filter(Entry.Kind::said)
                .filter(k -> word(k).equals(word))
                .findFirst()
                .orElseThrow(() ->
                        Refusal.invalid("“say”须为 decision、fact 或 question。", "'say' is decision, fact or question."));
    }

    private Reply role(Call call) {
        var json = call.json("role", "person");
        work.role(call.actor(), call.path("incident"), json.text("role"), json.text("person"));
        return Reply.json(whole(call));
    }

    private Reply task(Call call) {
        var json = call.json("title", "owner", "due");
        work.task(
                call.actor(),
                call.path("incident"),
                json.text("title"),
                json.text("owner"),
                json.has("due") ? json.instant("due") : null);
        return Reply.json(whole(call));
    }

    private Reply done(Call call) {
        work.done(call.actor(), call.path("incident"), call.path("task"));
        return Reply.json(whole(call));
    }

    private Reply capture(Call call) {
        var sha256 = work.capture(call.actor(), call.path("incident"));
        return Reply.json(map("sha256", sha256));
    }

    private Reply evidence(Call call) {
        var body = desk.evidence(call.actor(), call.path("incident")).get(call.path("sha256"));
        if (body == null) {
            throw zhiheng.office.people.Access.notFound();
        }
        return Reply.bytes(Reply.JSON, body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private Ladder present() {
        return ladder.orElseThrow(IncidentsApi::noGateway);
    }

    static Refusal noGateway() {
        return Refusal.conflict("本服务器未启用网关，无许可可改。", "This server runs no gateway, so there is no permit to change.");
    }

    private Reply take(Call call) {
        var json = call.json("level", "target", "hours", "reason");
        present()
                .take(
                        call.actor(),
                        call.path("incident"),
                        Level.of(json.text("level")),
                        json.text("target", "system"),
                        json.whole("hours"),
                        json.text("reason"));
        return Reply.json(whole(call));
    }

    private Reply confirm(Call call) {
        present().confirm(call.actor(), call.path("incident"), call.path("measure"));
        return Reply.json(whole(call));
    }

    private Reply restore(Call call) {
        var json = call.json("reason");
        present().restore(call.actor(), call.path("incident"), call.path("measure"), json.text("reason"));
        return Reply.json(whole(call));
    }

    private Map<String, Object> measure(Measure m) {
        var effect = present().effect(m);
        return map(
                "id", m.id(),
                "level", m.level().name(),
                "word", text(m.level().word.text),
                "text", text(m.level().text),
                "target", m.target(),
                "state", word(m.state()),
                "reason", m.reason(),
                "permitVersion", m.version(),
                "proposedBy", m.proposedBy(),
                "confirmedBy", m.confirmedBy(),
                "held", m.held(),
                "expires", m.expires(),
                "ended", m.ended(),
                "firstRefusalMillis", effect.firstRefusalMillis(),
                "refused", effect.refused(),
                "refusedWithNothingFound", effect.clean());
    }

    private Reply close(Call call) {
        var json = call.json("version", "words");
        work.close(call.actor(), call.path("incident"), call.version(json), json.text("words"));
        return Reply.json(whole(call));
    }

    private Map<String, Object> whole(Call call) {
        return whole(call, call.path("incident"));
    }

    private Map<String, Object> whole(Call call, String id) {
        var actor = call.actor();
        var incident = desk.one(actor, id);
        var json = json(incident);
        json.put("why", incident.note().tree());
        json.put(
                "questions",
                desk.grade(incident.note().answers()).questions().stream()
                        .map(q -> map("fact", q.fact(), "question", text(q.question())))
                        .toList());
        json.put(
                "clocks",
                desk.clocks(actor, id).stream().map(IncidentsApi::clock).toList());
        json.put(
                "cases",
                desk.regimes(actor, id).stream()
                        .map(r -> map(
                                "procedure", r.procedure().id(),
                                "case", r.c().id(),
                                "stage", r.c().stage(),
                                "ended", r.c().ended()))
                        .toList());
        var times = desk.timeline(actor, incident);
        json.put(
                "times",
                map(
                        "detect", times.detect(),
                        "ack", times.ack(),
                        "contain", times.contain(),
                        "recover", times.recover(),
                        "report", times.report()));
        json.put("roles", desk.roles(actor, id));
        json.put(
                "tasks",
                desk.tasks(actor, id).stream()
                        .map(t -> map(
                                "id", t.id(),
                                "title", t.title(),
                                "owner", t.owner(),
                                "due", t.due(),
                                "done", t.done(),
                                "late", t.late(desk.now())))
                        .toList());
        json.put(
                "measures",
                ladder.map(l -> l.of(actor, id)).orElse(List.of()).stream()
                        .map(this::measure)
                        .toList());
        json.put("evidence", List.copyOf(desk.evidence(actor, id).keySet()));
        json.put(
                "record",
                desk.entries(actor, id).stream().map(IncidentsApi::entry).toList());
        return json;
    }

    private static Map<String, Object> json(Incident i) {
        return map(
                "id", i.id(),
                "version", i.seq(),
                "system", i.system(),
                "systemName", i.systemName(),
                "title", i.title(),
                "source", word(i.source()),
                "reference", i.reference(),
                "colour", Light.id(i.colour()),
                "grade", Light.id(i.grade()),
                "opened", i.opened(),
                "ended", i.ended());
    }

    private static Map<String, Object> clock(Ticking t) {
        return map(
                "procedure", t.procedure(),
                "case", t.caseId(),
                "deadline", t.deadline(),
                "regime", text(t.regime()),
                "name", text(t.name()),
                "ref", t.ref(),
                "state", word(t.state()),
                "light", text(t.light().word()),
                "from", t.from(),
                "ends", t.ends(),
                "settled", t.settled(),
                "needs", t.needs().stream().map(IncidentsApi::text).toList());
    }

    static Map<String, Object> entry(Entry e) {
        return map(
                "id", e.id(),
                "incident", e.incident(),
                "seq", e.seq(),
                "time", e.time(),
                "kind", word(e.kind()),
                "person", e.person(),
                "words", e.words(),
                "about", e.about(),
                "ledgerIndex", e.ledgerIndex() < 0 ? null : e.ledgerIndex());
    }

    static Map<String, Object> text(Text text) {
        return map("zh", text.zh(), "en", text.en());
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
