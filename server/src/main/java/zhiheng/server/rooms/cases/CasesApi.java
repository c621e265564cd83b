package zhiheng.server.rooms.cases;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.cases.Bpmn;
import zhiheng.cases.Case;
import zhiheng.cases.Event;
import zhiheng.cases.Journey;
import zhiheng.cases.Light;
import zhiheng.cases.Procedure;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.http.Language;
import zhiheng.server.ground.http.Reply;
import zhiheng.server.rooms.cases.CaseDesk.Deeding;

/** Cases of all systems that the caller may see: open, act, list, journey; and the procedures that they move by. */
record CasesApi(CaseDesk desk) {
    private static final String PATH = "/api/v1/cases";
    private static final String PROCEDURES = "/api/v1/procedures";
    private static final List<String> DEEDS = List.of("act", "file", "vote", "measure", "say", "exclude", "adopt");

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PROCEDURES, this::procedures),
                Endpoint.get(PROCEDURES + "/:procedure/bpmn", this::bpmn),
                Endpoint.get(PATH, this::list),
                Endpoint.json(HttpMethod.POST, PATH, this::open),
                Endpoint.get(PATH + "/:case", this::one),
                Endpoint.json(HttpMethod.POST, PATH + "/:case/acts", this::act));
    }

    private Reply procedures(Call call) {
        return Reply.json(map(
                "items",
                desk.procedures().all().stream()
                        .map(p -> map(
                                "id", p.id(),
                                "version", p.version(),
                                "pack", p.pack(),
                                "kind", word(p.kind()),
                                "jurisdiction", p.jurisdiction(),
                                "name", text(p.name()),
                                "about", text(p.about()),
                                "ref", p.cite().ref(),
                                "stages",
                                        p.stages().stream()
                                                .map(Procedure.Stage::id)
                                                .toList()))
                        .toList()));
    }

    private Reply bpmn(Call call) {
        var procedure = desk.procedures().of(call.path("procedure"));
        var xml = Bpmn.xml(procedure, Language.of(call.request()));
        return Reply.bytes("application/xml; charset=utf-8", xml.getBytes(StandardCharsets.UTF_8));
    }

    private Reply list(Call call) {
        var kind = call.query("kind");
        var ended = call.query("ended");
        var filter = new CaseFilter(
                call.query("system"),
                kind == null ? null : kind(kind),
                ended == null ? null : Boolean.valueOf(ended.equals("true")),
                call.query("cursor"),
                call.limit());
        var now = desk.now();
        return Reply.json(JsonOut.page(desk.list(call.actor(), filter), row -> json(row, now)));
    }

    private static Procedure.Kind kind(String text) {
        return Stream.of(Procedure.Kind.values())
                .filter(k -> word(k).equals(text))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        "“kind”须为 sandbox、incident、problem 或 drill。",
                        "'kind' is sandbox, incident, problem or drill."));
    }

    private Reply open(Call call) {
        var json = call.json("procedure", "system", "words");
        var opened = desk.open(call.actor(), json.text("procedure"), json.text("system"), json.text("words", ""));
        return Reply.created(whole(call, opened.id()), PATH + "/" + opened.id());
    }

    private Reply one(Call call) {
        return Reply.json(whole(call, call.path("case")));
    }

    private Reply act(Call call) {
        var json = call.json(
                "version",
                "act",
                "happened",
                "file",
                "vote",
                "yes",
                "measure",
                "lower",
                "upper",
                "sample",
                "say",
                "exclude",
                "adopt",
                "words");
        var given = DEEDS.stream().filter(json::has).toList();
        if (given.size() != 1) {
            throw Refusal.invalid(
                    "须恰有一项：" + String.join("、", DEEDS) + "。", "Give exactly one of " + String.join(", ", DEEDS) + ".");
        }
        var id = call.path("case");
        if (given.getFirst().equals("adopt")) {
            desk.adopt(call.actor(), id, json.whole("version"));
        } else {
            desk.act(call.actor(), id, json.whole("version"), json.text("words", ""), event(given.getFirst(), json));
        }
        return Reply.json(whole(call, id));
    }

    private static Function<Deeding, Event> event(String deed, JsonIn json) {
        var what = json.text(deed);
        return switch (deed) {
            case "act" -> {
                var happened = json.has("happened") ? json.instant("happened") : null;
                yield by -> new Event.Act(what, by.who(), by.at(), happened == null ? by.at() : happened);
            }
            case "file" -> by -> new Event.File(what, said(by), by.who(), by.at());
            case "vote" -> by -> new Event.Vote(what, json.yes("yes"), by.who(), by.at());
            case "measure" ->
                by -> new Event.Measure(
                        what, json.number("lower"), json.number("upper"), json.whole("sample"), by.who(), by.at());
            case "say" -> by -> new Event.Note(sort(what), said(by), by.who(), by.at());
            default -> by -> new Event.Exclude(what, by.who(), by.at());
        };
    }

    static String said(Deeding by) {
        if (by.digest().isEmpty()) {
            throw Refusal.invalid("请写明内容或其链接（words）。", "Give the text, or a link to it, in 'words'.");
        }
        return by.digest();
    }

    static Event.Note.Sort sort(String text) {
        return Stream.of(Event.Note.Sort.values())
                .filter(s -> word(s).equals(text))
                .findFirst()
                .orElseThrow(() ->
                        Refusal.invalid("“say”须为 decision、fact 或 question。", "'say' is decision, fact or question."));
    }

    private Map<String, Object> whole(Call call, String id) {
        var actor = call.actor();
        var row = desk.one(actor, id);
        var c = row.c();
        var procedure = desk.procedure(c);
        var now = desk.now();
        var journey = Journey.of(procedure, c, now);
        var json = json(row, now);
        json.put("seats", c.seats());
        json.put(
                "pending",
                c.pending() == null
                        ? Map.of()
                        : map("act", c.pending().event(), "by", c.pending().by()));
        json.put(
                "moves",
                procedure.stage(c.stage()).moves().stream()
                        .map(m -> map("act", m.event(), "name", text(m.name()), "to", m.to()))
                        .toList());
        json.put(
                "journey",
                journey.stages().stream()
                        .map(s -> map(
                                "stage",
                                s.id(),
                                "name",
                                text(s.name()),
                                "light",
                                light(s.light()),
                                "entered",
                                s.entered()))
                        .toList());
        json.put("clocks", journey.clocks().stream().map(CasesApi::clock).toList());
        json.put(
                "story",
                desk.steps(actor, id).stream()
                        .map(step -> step(procedure, step))
                        .toList());
        return json;
    }

    private static Map<String, Object> clock(Journey.Ticking t) {
        return map(
                "deadline", t.clock().deadline(),
                "name", text(t.name()),
                "light", light(t.light()),
                "state", word(t.clock().state()),
                "from", t.clock().from(),
                "ends", t.clock().ends(),
                "unpublished", t.clock().unpublished() == 0 ? null : t.clock().unpublished());
    }

    private static Map<String, Object> step(Procedure procedure, StepRow step) {
        return map(
                "step", step.step(),
                "words", step.words(),
                "ledgerIndex", step.ledgerIndex() < 0 ? null : step.ledgerIndex(),
                "deeds",
                        step.deeds().stream()
                                .map(d -> map(
                                        "at", d.at(),
                                        "deed", word(d.sort()),
                                        "of", d.subject(),
                                        "by", d.by(),
                                        "detail", d.detail(),
                                        "text", text(Journey.tell(procedure, d))))
                                .toList());
    }

    private Map<String, Object> json(CaseRow row, Instant now) {
        Case c = row.c();
        return map(
                "id", c.id(),
                "version", c.step(),
                "system", c.subject(),
                "systemName", row.systemName(),
                "procedure", c.procedure(),
                "procedureVersion", c.version(),
                "stage", c.stage(),
                "ended", c.ended(),
                "light", light(Journey.worst(c, now)),
                "opened", c.opened(),
                "last", c.last());
    }

    private static Map<String, Object> light(Light light) {
        return map("tone", light.tone(), "shape", light.shape(), "word", text(light.word()));
    }

    private static Map<String, Object> text(Text text) {
        return map("zh", text.zh(), "en", text.en());
    }

    private static String word(@Nullable Enum<?> constant) {
        return constant == null ? "" : constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
