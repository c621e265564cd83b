package zhiheng.server.rooms.sandbox;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.office.duties.Sha256;
import zhiheng.office.sandbox.Assessment;
import zhiheng.office.sandbox.TermsRule;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Reply;

/** Applications by REST, and the terms that they lead to. */
record ApplicationApi(Applications applications) {
    private static final String PATH = "/api/v1/sandboxes/:case/application";

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PATH, this::one),
                Endpoint.json(HttpMethod.POST, PATH, this::save),
                Endpoint.get(PATH + "/proposal", this::proposal));
    }

    private Reply one(Call call) {
        return Reply.json(tree(applications.of(call.actor(), call.path("case"))));
    }

    private Reply save(Call call) {
        var json = call.json("saves", "answers", "version", "file");
        try {
            var saved = applications.save(call.actor(), call.path("case"), json.whole("saves"), AnswersJson.read(json));
            if (json.has("file") && json.yes("file")) {
                saved = applications.file(call.actor(), call.path("case"), json.whole("version"));
            }
            return Reply.json(tree(saved));
        } catch (Applications.Unfit e) {
            var first = e.faults().entrySet().stream()
                    .min(Map.Entry.comparingByKey())
                    .orElseThrow();
            throw Refusal.invalid(
                    first.getKey() + "：" + first.getValue().text().zh(),
                    first.getKey() + ": " + first.getValue().text().en());
        }
    }

    private static Map<String, Object> tree(Applications.Filled f) {
        var a = f.assessment();
        return map(
                "case", f.p().c().id(),
                "version", f.p().c().step(),
                "number", f.row().number(),
                "saves", f.row().saves(),
                "criteriaVersion", f.criteria().version(),
                "filed", f.row().filed(),
                "body", f.row().body().isEmpty() ? null : f.row().body(),
                "sha256", f.row().body().isEmpty() ? null : Sha256.of(f.row().body()),
                "answered", a.answered(),
                "asked", a.asked(),
                "score", map("least", a.least(), "most", a.most()),
                "first", a.first().stream().map(c -> text(c.priority())).toList(),
                "criteria", a.lines().stream().map(ApplicationApi::line).toList());
    }

    private static Map<String, Object> line(Assessment.Line line) {
        var c = line.criterion();
        return map(
                "id", c.id(),
                "group", word(c.group()),
                "question", text(c.question()),
                "evidence", c.shown() ? text(c.evidence()) : null,
                "weight", c.weight(),
                "must", c.must(),
                "ref", c.ref(),
                "confidence", c.confidence(),
                "answer",
                        map(
                                "says", word(line.answer().says()),
                                "words", line.answer().words(),
                                "evidence", line.answer().evidence()),
                "standing", word(line.standing()),
                "points", line.points(),
                "hinders", line.hinders());
    }

    private Reply proposal(Call call) {
        var f = applications.of(call.actor(), call.path("case"));
        var proposed = applications.proposed(call.actor(), f);
        return Reply.json(map(
                "terms", TermsJson.tree(proposed.terms()),
                "because", proposed.because().stream().map(ApplicationApi::rule).toList()));
    }

    private static Map<String, Object> rule(TermsRule rule) {
        var sets = new java.util.TreeMap<String, Object>();
        rule.bounds().forEach((bound, value) -> sets.put(bound.key(), value));
        return map("rule", rule.id(), "sets", sets, "reason", text(rule.reason()));
    }

    private static Map<String, Object> text(Text text) {
        return map("zh", text.zh(), "en", text.en());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
