package zhiheng.server.rooms.law;

import static zhiheng.server.ground.http.JsonOut.map;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Problem;
import zhiheng.server.ground.http.Reply;

/** Search over the law, for programs. */
public record LawSearchApi(Supplier<LawSearch> search) {
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/api/v1/law/search", this::find));
    }

    private Reply find(Call call) {
        var query = call.query("q");
        if (query == null || query.isBlank()) {
            throw Problem.badRequest("请给出 q，例如 ?q=深度伪造。", "Give q, the words to look for, such as ?q=deep+fake.");
        }
        return Reply.json(json(query, search.get().find(query, call.limit())));
    }

    /** What was found, a stable contract of the command line and of REST. */
    public Map<String, Object> json(String query, List<LawSearch.Hit> hits) {
        return map(
                "q", LawSearch.typed(query),
                "byMeaning", search.get().byMeaning(),
                "items", hits.stream().map(LawSearchApi::hit).toList());
    }

    private static Map<String, Object> hit(LawSearch.Hit hit) {
        var text = hit.text();
        var pack = text.pack();
        var rule = text.rule();
        return map(
                "kind", LawSearch.kind(text.kind()),
                "id", text.id(),
                "pack", pack == null ? null : pack.id(),
                "rule", rule == null ? null : rule.id(),
                "article", rule == null ? null : rule.article(),
                "from", rule == null ? null : rule.from(),
                "to", rule == null ? null : rule.to(),
                "confidence", rule == null ? null : rule.confidence(),
                "title", FindingJson.text(text.title()),
                "text", FindingJson.text(text.text()),
                "everyWord", hit.every());
    }
}
