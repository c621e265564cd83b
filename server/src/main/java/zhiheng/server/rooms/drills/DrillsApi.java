package zhiheng.server.rooms.drills;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import zhiheng.base.Text;
import zhiheng.drills.exercise.Conduct.Deed;
import zhiheng.drills.exercise.Scenario;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Reply;

/** Drills for programs. */
record DrillsApi(DrillDesk desk, Runner runner, Scoring scoring) {
    private static final String ALL = "/api/v1/drills";
    private static final String ONE = ALL + "/:drill";

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/drill-scenarios", this::scenarios),
                Endpoint.get(ALL, this::list),
                Endpoint.json(HttpMethod.POST, ALL, this::plan),
                Endpoint.get(ONE, call -> Reply.json(whole(call))),
                Endpoint.get(ONE + "/record", this::record),
                Endpoint.jsonIfAny(HttpMethod.POST, ONE + "/brief", call -> move(call, Deed.BRIEF)),
                Endpoint.jsonIfAny(HttpMethod.POST, ONE + "/cancel", call -> move(call, Deed.CANCEL)),
                Endpoint.post(ONE + "/begin", this::begin),
                Endpoint.json(HttpMethod.POST, ONE + "/injects", this::inject),
                Endpoint.json(HttpMethod.POST, ONE + "/withdrawals", this::withdraw),
                Endpoint.json(HttpMethod.POST, ONE + "/entries", this::say),
                Endpoint.jsonIfAny(HttpMethod.POST, ONE + "/pause", call -> move(call, Deed.PAUSE)),
                Endpoint.jsonIfAny(HttpMethod.POST, ONE + "/resume", call -> move(call, Deed.RESUME)),
                Endpoint.json(HttpMethod.POST, ONE + "/stop", call -> move(call, Deed.STOP)),
                Endpoint.jsonIfAny(HttpMethod.POST, ONE + "/end", call -> move(call, Deed.END)),
                Endpoint.post(ONE + "/score", this::score),
                Endpoint.jsonIfAny(HttpMethod.POST, ONE + "/close", call -> move(call, Deed.CLOSE)),
                Endpoint.stream(HttpMethod.POST, ONE + "/findings/:finding/done", this::mend));
    }

    private Reply scenarios(Call call) {
        return Reply.json(map(
                "items",
                desk.scenarios().all().stream()
                        .map(k -> k.scenario())
                        .map(s -> map(
                                "id", s.id(),
                                "version", s.version(),
                                "name", text(s.name()),
                                "sector", word(s.sector()),
                                "forms", s.forms().stream().map(DrillsApi::word).toList(),
                                "ends", s.ends().toString(),
                                "systems",
                                        s.systems().stream()
                                                .map(Scenario.Slot::id)
                                                .toList(),
                                "seats",
                                        s.seats().stream()
                                                .map(seat -> map("id", seat.id(), "part", word(seat.part())))
                                                .toList(),
                                "injects",
                                        s.injects().stream()
                                                .map(i -> map(
                                                        "id", i.id(),
                                                        "at", i.at().toString(),
                                                        "attack", word(i.attack()),
                                                        "atlas", i.atlas(),
                                                        "name", text(i.name())))
                                                .toList()))
                        .toList()));
    }

    private Reply list(Call call) {
        var drills = desk.list(call.actor(), call.query("system"), call.query("cursor"), call.limit());
        var page = new LinkedHashMap<String, Object>();
        page.put("items", drills.stream().map(this::json).toList());
        if (drills.size() == call.limit()) {
            page.put("next", drills.getLast().id());
        }
        return Reply.json(page);
    }

    private Map<String, Object> json(Drill d) {
        var total = scoring.total(d.id());
        return map(
                "id", d.id(),
                "scenario", d.scenarioId(),
                "form", word(d.form()),
                "tempo", d.tempo(),
                "state", word(d.state()),
                "day", d.day() == null ? null : d.day().toString(),
                "began", d.began(),
                "ended", d.ended(),
                "pausedSeconds",
                        d.began() == null ? 0 : desk.pauses(d.id()).sum().toSeconds(),
                "why", d.why(),
                "systems", d.systems(),
                "grade", total.isEmpty() ? null : total,
                "version", d.seq());
    }

    private Map<String, Object> whole(Call call) {
        return whole(call, call.path("drill"));
    }

    private Map<String, Object> whole(Call call, String id) {
        var drill = desk.one(call.actor(), id);
        var json = new LinkedHashMap<>(json(drill));
        var seats = new LinkedHashMap<String, Object>();
        drill.seats().forEach((seat, who) -> seats.put(seat, map("org", who.org(), "person", who.person())));
        json.put("seats", seats);
        json.put(
                "entries",
                desk.entries(call.actor(), id, "").stream()
                        .map(DrillsApi::entry)
                        .toList());
        if (drill.began() != null) {
            json.put("score", ScoreJson.of(scoring.of(call.actor(), id).score()));
        }
        json.put(
                "findings",
                scoring.mendings(call.actor(), id).stream().map(DrillsApi::json).toList());
        return json;
    }

    static Map<String, Object> entry(DrillEntry e) {
        return map(
                "id", e.id(),
                "drill", e.drill(),
                "seq", e.seq(),
                "time", e.time(),
                "kind", word(e.kind()),
                "person", e.person(),
                "seat", e.seat(),
                "inject", e.inject(),
                "detail", e.detail(),
                "words", e.words(),
                "ledgerIndex", e.ledgerIndex() < 0 ? null : e.ledgerIndex());
    }

    private static Map<String, Object> json(Mending m) {
        return map(
                "id", m.id(),
                "code", m.code(),
                "inject", m.inject(),
                "grade", m.letter(),
                "repeat", m.repeated(),
                "title", text(m.title()),
                "due", m.due().toString(),
                "done", m.done(),
                "words", m.words(),
                "sha256", m.sha256());
    }

    private static Map<String, Object> text(Text text) {
        return map("zh", text.zh(), "en", text.en());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Reply plan(Call call) {
        var json = call.json("scenario", "form", "tempo", "day", "systems", "seats");
        var drill = desk.plan(
                call.actor(),
                json.text("scenario"),
                json.choice("form", Scenario.Form.class),
                json.whole("tempo", 1),
                json.has("day") ? json.date("day") : null,
                json.named("systems"),
                json.has("seats") ? json.named("seats") : Map.of());
        return Reply.created(whole(call, drill.id()), ALL + "/" + drill.id());
    }

    private Reply move(Call call, Deed deed) {
        desk.move(call.actor(), call.path("drill"), deed, call.json("words").text("words", ""));
        return Reply.json(whole(call));
    }

    private Reply begin(Call call) {
        runner.begin(call.actor(), call.path("drill"));
        return Reply.json(whole(call));
    }

    private Reply inject(Call call) {
        desk.inject(call.actor(), call.path("drill"), call.json("inject").text("inject"));
        return Reply.json(whole(call));
    }

    private Reply withdraw(Call call) {
        desk.withdraw(call.actor(), call.path("drill"), call.json("inject").text("inject"));
        return Reply.json(whole(call));
    }

    private Reply say(Call call) {
        var json = call.json("kind", "inject", "detail", "words");
        desk.say(
                call.actor(),
                call.path("drill"),
                DeedWords.kind(json.text("kind")),
                json.text("inject", ""),
                json.text("detail", ""),
                json.text("words", ""));
        return Reply.json(whole(call));
    }

    private Reply score(Call call) {
        scoring.score(call.actor(), call.path("drill"));
        return Reply.json(whole(call));
    }

    /** As the shell reads it: {@code ./zhiheng drill score FILE}. */
    private Reply record(Call call) {
        return Reply.bytes(
                Reply.JSON, scoring.record(call.actor(), call.path("drill")).getBytes(StandardCharsets.UTF_8));
    }

    private Reply mend(Call call) throws IOException {
        var sent = call.file().path();
        // one that is too large is refused by its size, without being read whole
        var file = Files.size(sent) > Scoring.MOST_BYTES ? new byte[Scoring.MOST_BYTES + 1] : Files.readAllBytes(sent);
        var words = call.query("words");
        var name = call.query("name");
        scoring.mend(
                call.actor(),
                call.path("drill"),
                call.path("finding"),
                words == null ? "" : words,
                name == null ? "evidence" : name,
                file);
        return Reply.json(whole(call));
    }
}
