package zhiheng.server.rooms.incidents;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import zhiheng.base.Refusal;
import zhiheng.cases.cacao.Playbook;
import zhiheng.cases.cacao.PlaybookReader;
import zhiheng.cases.cacao.Run;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Reply;

/** Playbooks (CACAO 2.0): brought in, given out, run in the room of an incident; and the addresses that they may call. */
record PlaybooksApi(PlaybookShelf shelf, PlaybookRuns runs) {
    private static final String PATH = "/api/v1/playbooks";
    private static final String ADDRESSES = "/api/v1/playbook-addresses";
    private static final String RUNS = "/api/v1/incidents/:incident/runs";

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PATH, this::list),
                Endpoint.stream(HttpMethod.POST, PATH, this::take),
                Endpoint.get(PATH + "/:playbook", this::give),
                Endpoint.get(ADDRESSES, call -> Reply.json(map("items", shelf.addresses()))),
                Endpoint.json(HttpMethod.POST, ADDRESSES, this::listAddress),
                Endpoint.delete(ADDRESSES, this::unlist),
                Endpoint.get(RUNS, this::runs),
                Endpoint.json(HttpMethod.POST, RUNS, this::begin),
                Endpoint.json(HttpMethod.POST, RUNS + "/:run/steps/:step", this::step));
    }

    private Reply list(Call call) {
        return Reply.json(
                map("items", shelf.all(call.actor()).stream().map(this::json).toList()));
    }

    private Map<String, Object> json(Playbook p) {
        return map(
                "id", p.id(),
                "name", IncidentsApi.text(p.name()),
                "modified", p.modified(),
                "types", p.types(),
                "steps", p.steps().size(),
                "ships", shelf.ships(p),
                "runsHere", p.beyondUs().isEmpty());
    }

    private Reply take(Call call) throws IOException {
        var sent = call.file().path();
        if (Files.size(sent) > PlaybookReader.MAX_BYTES) {
            throw Refusal.invalid(
                    "剧本最大" + PlaybookReader.MAX_BYTES / 1024 + " KiB。",
                    "A playbook has " + PlaybookReader.MAX_BYTES / 1024 + " KiB at most.");
        }
        var playbook = shelf.take(call.actor(), text(Files.readAllBytes(sent)));
        return Reply.created(json(playbook), PATH + "/" + playbook.id());
    }

    static String text(byte[] sent) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(sent))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refusal.invalid("须为 UTF-8 文本。", "The file is not UTF-8 text.");
        }
    }

    private Reply give(Call call) {
        var playbook = shelf.one(call.actor(), call.path("playbook"));
        return Reply.bytes(Reply.JSON, playbook.text().getBytes(StandardCharsets.UTF_8));
    }

    private Reply listAddress(Call call) {
        shelf.list(call.actor(), call.json("address").text("address"));
        return Reply.json(map("items", shelf.addresses()));
    }

    private Reply unlist(Call call) {
        var address = call.query("address");
        shelf.unlist(call.actor(), address == null ? "" : address);
        return Reply.nothing();
    }

    private Reply runs(Call call) {
        return Reply.json(map(
                "items",
                runs.of(call.actor(), call.path("incident")).stream()
                        .map(PlaybooksApi::run)
                        .toList()));
    }

    private Reply begin(Call call) {
        var json = call.json("playbook", "values");
        var run = runs.begin(call.actor(), call.path("incident"), json.text("playbook"), json.named("values"));
        return Reply.created(run(run), "/api/v1/incidents/" + run.incident() + "/runs/" + run.id());
    }

    private Reply step(Call call) throws InterruptedException {
        var json = call.json("do", "answer", "words");
        var token = call.path("step");
        if (!token.matches("[0-9]{1,9}")) {
            throw zhiheng.office.people.Access.notFound();
        }
        return Reply.json(run(act(
                runs, call, Long.parseLong(token), json.text("do"), json.text("answer", ""), json.text("words", ""))));
    }

    private static PlaybookRun act(PlaybookRuns runs, Call call, long token, String deed, String answer, String words)
            throws InterruptedException {
        var incident = call.path("incident");
        var run = call.path("run");
        return switch (deed) {
            case "done" -> runs.done(call.actor(), incident, run, token, true, words);
            case "failed" -> runs.done(call.actor(), incident, run, token, false, words);
            case "choose" -> runs.choose(call.actor(), incident, run, token, answer, words);
            case "carry-out" -> runs.carryOut(call.actor(), incident, run, token);
            default ->
                throw Refusal.invalid(
                        "“do”须为 done、failed、choose 或 carry-out。", "'do' is done, failed, choose or carry-out.");
        };
    }

    private static Map<String, Object> run(PlaybookRun r) {
        return map(
                "id", r.id(),
                "playbook", r.playbook().id(),
                "name", IncidentsApi.text(r.playbook().name()),
                "state", IncidentsApi.word(r.run().state()),
                "begun", r.begun(),
                "moved", r.moved(),
                "steps",
                        r.run().tokens().stream()
                                .filter(t -> t.at() != Run.At.INNER)
                                .map(t -> step(r.playbook(), t))
                                .toList());
    }

    private static Map<String, Object> step(Playbook playbook, Run.Token t) {
        var step = playbook.step(t.step());
        return map(
                "step", t.id(),
                "id", step.id(),
                "name", IncidentsApi.text(step.name()),
                "way", step.type().asks() ? "decide" : IncidentsApi.word(step.way()),
                "answers", step.type().asks() ? PlaybookPages.answers(step) : List.of(),
                "at", IncidentsApi.word(t.at()));
    }
}
