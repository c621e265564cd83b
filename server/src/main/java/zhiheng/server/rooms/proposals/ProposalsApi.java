package zhiheng.server.rooms.proposals;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import zhiheng.office.acts.Json;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Reply;

/** Proposals for programs. */
record ProposalsApi(Proposals proposals) {
    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/proposals", this::list),
                Endpoint.json(HttpMethod.POST, "/api/v1/proposals", this::open),
                Endpoint.get("/api/v1/proposals/:id", call -> Reply.json(full(call))),
                Endpoint.json(HttpMethod.POST, "/api/v1/proposals/:id/draft", this::draft),
                Endpoint.json(HttpMethod.POST, "/api/v1/proposals/:id/whatif", this::whatIf),
                Endpoint.json(HttpMethod.POST, "/api/v1/proposals/:id/decision", this::decide));
    }

    private Reply list(Call call) {
        var found = proposals.list(call.actor(), call.query("cursor"), call.limit());
        var page = new LinkedHashMap<String, Object>();
        page.put("items", found.stream().map(ProposalsApi::json).toList());
        if (found.size() == call.limit()) {
            page.put("next", found.getLast().id());
        }
        return Reply.json(page);
    }

    private static Map<String, Object> json(Proposal p) {
        return map(
                "id", p.id(),
                "title", p.title(),
                "grounds", p.grounds(),
                "over", p.over().name().toLowerCase(Locale.ROOT),
                "pack", p.pack(),
                "state", p.state().name().toLowerCase(Locale.ROOT),
                "decision", p.decision(),
                "opened", p.opened(),
                "report", p.report().isEmpty() ? null : Json.readMap(p.report()),
                "version", p.version());
    }

    private Map<String, Object> full(Call call) {
        var p = proposals.one(call.actor(), call.path("id"));
        var json = new LinkedHashMap<>(json(p));
        json.put("rules", p.rules());
        json.put("needs", proposals.count(p.id()));
        return json;
    }

    private Reply open(Call call) {
        var json = call.json("title", "grounds", "over", "pack", "needs");
        var draft = new Proposals.Draft(
                json.text("title"),
                json.text("grounds"),
                json.choice("over", Proposal.Over.class),
                json.text("pack"),
                new LinkedHashSet<>(json.texts("needs")));
        var p = proposals.open(call.actor(), draft);
        return Reply.created(json(p), "/api/v1/proposals/" + p.id());
    }

    private Reply draft(Call call) {
        var json = call.json("version", "rules");
        return Reply.json(json(proposals.draft(call.actor(), call.path("id"), call.version(json), json.text("rules"))));
    }

    private Reply whatIf(Call call) {
        var json = call.json("version", "from", "to");
        var from = json.date("from");
        var to = json.date("to");
        var period = from == null ? null : proposals.period(from, to == null ? proposals.today() : to);
        return Reply.json(json(proposals.whatIf(call.actor(), call.path("id"), call.version(json), period)));
    }

    private Reply decide(Call call) {
        var json = call.json("version", "adopt", "words");
        return Reply.json(json(proposals.decide(
                call.actor(), call.path("id"), call.version(json), json.yes("adopt"), json.text("words"))));
    }
}
