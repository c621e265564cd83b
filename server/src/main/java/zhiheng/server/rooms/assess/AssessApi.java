package zhiheng.server.rooms.assess;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import zhiheng.base.Refusal;
import zhiheng.drills.evidence.Exports;
import zhiheng.drills.evidence.Report;
import zhiheng.drills.evidence.Result;
import zhiheng.drills.suite.Part;
import zhiheng.drills.suite.Suite;
import zhiheng.office.duties.EvidenceFiles;
import zhiheng.office.people.Access;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Reply;

/** Suites, runs and their reports, for programs. */
record AssessApi(AssessDesk desk, Runs runs) {
    private static final String OF_SYSTEM = "/api/v1/systems/:id/assessments";
    private static final String ONE = "/api/v1/assessments/:run";

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/assessment-suites", this::suites),
                Endpoint.get(OF_SYSTEM, this::list),
                Endpoint.json(HttpMethod.POST, OF_SYSTEM, this::start),
                Endpoint.stream(HttpMethod.POST, OF_SYSTEM + "/reports", this::bring),
                Endpoint.post(OF_SYSTEM + "/model-changed", this::changed),
                Endpoint.get(ONE, this::one),
                Endpoint.get(ONE + "/report", this::report),
                Endpoint.get(ONE + "/changes", this::changes),
                Endpoint.post(ONE + "/stop", this::stop),
                Endpoint.json(HttpMethod.POST, ONE + "/evidence", this::prove));
    }

    private Reply suites(Call call) {
        var shelf = desk.shelf();
        return Reply.json(map(
                "items",
                shelf.suites().ids().stream().map(id -> suite(shelf.suite(id))).toList(),
                "next",
                null));
    }

    private static Object suite(Suite s) {
        return map(
                "id", s.id(),
                "version", s.version(),
                "title", map("zh", s.title().zh(), "en", s.title().en()),
                "prompts", s.probes().size(),
                "writtenByHand", s.parts().stream().mapToLong(Part::origins).sum(),
                "parts",
                        s.parts().stream()
                                .map(p -> map(
                                        "id", p.id(),
                                        "expect", p.expect().word(),
                                        "prompts", p.probes().size(),
                                        "writtenByHand", p.origins()))
                                .toList());
    }

    private Reply list(Call call) {
        var id = call.path("id");
        var runs = desk.of(call.actor(), id);
        var outdated = desk.outdated(id);
        return Reply.json(map(
                "items", runs.stream().map(AssessApi::json).toList(),
                "outdated",
                        runs.stream().map(RunRow::id).filter(outdated::contains).toList(),
                "proofs",
                        desk.proofs(call.actor(), id).stream()
                                .map(p -> map(
                                        "run", p.run(),
                                        "duty", p.duty(),
                                        "evidence", p.evidence(),
                                        "expires", p.expires(),
                                        "stands", p.ended() == null,
                                        "ended", p.ended(),
                                        "why",
                                                p.why() == null
                                                        ? null
                                                        : map(
                                                                "zh",
                                                                p.why().zh(),
                                                                "en",
                                                                p.why().en())))
                                .toList()));
    }

    private Reply start(Call call) {
        var json = call.json("suite", "judge", "model", "sequential", "perSecond");
        var run = runs.start(
                call.actor(),
                call.path("id"),
                json.text("suite"),
                json.text("judge", "rules"),
                new RunSettings(
                        json.text("model", ""),
                        json.has("sequential") && json.yes("sequential"),
                        json.whole("perSecond", 10)));
        return Reply.accepted(json(run)).with("Location", "/api/v1/assessments/" + run.id());
    }

    private Reply bring(Call call) throws IOException {
        var sent = call.file().path();
        if (Files.size(sent) > EvidenceFiles.MAX_BYTES) {
            throw Refusal.invalid("报告超过 20 MiB。", "The report is over 20 MiB.");
        }
        var run = desk.bring(call.actor(), call.path("id"), Files.readAllBytes(sent));
        return Reply.created(json(run), "/api/v1/assessments/" + run.id());
    }

    private Reply changed(Call call) {
        return Reply.json(map("fell", desk.modelChanged(call.actor(), call.path("id"))));
    }

    private Reply one(Call call) {
        var run = desk.run(call.actor(), call.path("run"));
        return Reply.json(
                run.report().isEmpty()
                        ? map("run", json(run))
                        : map("run", json(run), "results", results(desk.report(run))));
    }

    private static Object results(Report report) {
        return report.results().stream().map(AssessApi::result).toList();
    }

    private static Object result(Result r) {
        return map(
                "name", r.name(),
                "event", r.event(),
                "events", r.events(),
                "of", r.of(),
                "estimate", r.estimate(),
                "low", r.low(),
                "high", r.high(),
                "verdict", word(r.verdict()),
                "duties", r.duties(),
                "note", r.note());
    }

    private Reply report(Call call) {
        var run = desk.run(call.actor(), call.path("run"));
        var report = desk.report(run);
        var form = call.query("form");
        return switch (form == null ? "json" : form) {
            case "json" -> bytes("application/json", run.report());
            case "junit" -> bytes("application/xml", Exports.junit(report));
            case "sarif" -> bytes("application/sarif+json", Exports.sarif(report));
            default -> throw Refusal.invalid("form 为 json、junit 或 sarif。", "form is json, junit or sarif.");
        };
    }

    private static Reply bytes(String type, String text) {
        return Reply.bytes(type, text.getBytes(StandardCharsets.UTF_8));
    }

    private Reply changes(Call call) {
        var since = call.query("since");
        if (since == null) {
            throw Refusal.invalid("请用 since 指明与哪一次测评比较。", "Say with since which run it is held against.");
        }
        var before = desk.report(desk.run(call.actor(), since));
        var after = desk.report(desk.run(call.actor(), call.path("run")));
        return Reply.json(map(
                "changes",
                desk.compare(before, after).stream()
                        .map(c -> map(
                                "part", c.part(),
                                "prompts", c.pairs().pairs(),
                                "estimate", c.estimate(),
                                "low", c.low(),
                                "high", c.high(),
                                "moved", c.moved()))
                        .toList()));
    }

    private Reply stop(Call call) {
        Access.mayChange(call.actor());
        runs.stop(desk.run(call.actor(), call.path("run")).id());
        return Reply.nothing();
    }

    private Reply prove(Call call) {
        var proof = desk.prove(call.actor(), call.path("run"), call.json("duty").text("duty"));
        return Reply.json(map("evidence", proof.evidence(), "expires", proof.expires()))
                .at(201);
    }

    static Object json(RunRow r) {
        return map(
                "id", r.id(),
                "system", r.system(),
                "suite", r.suite(),
                "tool", r.tool(),
                "theirs", !r.tool().equals(Report.OWN),
                "model", r.model(),
                "judge", r.judge(),
                "state", word(r.state()),
                "trouble", r.trouble(),
                "heard", r.heard(),
                "planned", r.planned(),
                "failed", r.failed(),
                "taken", r.taken(),
                "time", r.time(),
                "ended", r.ended());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
