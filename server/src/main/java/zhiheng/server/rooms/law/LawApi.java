package zhiheng.server.rooms.law;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import zhiheng.office.Office;
import zhiheng.office.people.Access;
import zhiheng.packs.Fact;
import zhiheng.packs.Facts;
import zhiheng.packs.LegalDays;
import zhiheng.packs.Pack;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.http.Paging;
import zhiheng.server.ground.http.Problem;
import zhiheng.server.ground.http.Reply;

/** What the packs say: of facts sent along, of the registry between two dates, and of themselves. */
public record LawApi(Office office, PackLibrary library) {
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.json(HttpMethod.POST, "/api/v1/classify", this::classify),
                Endpoint.get("/api/v1/changes", this::changes),
                Endpoint.get(
                        "/api/v1/packs",
                        call -> Reply.json(JsonOut.page(Paging.page(library.packs(), Pack::id, call), LawJson::pack))),
                Endpoint.get("/api/v1/packs/:id", call -> Reply.json(LawJson.pack(pack(call)))),
                Endpoint.get(
                        "/api/v1/packs/:id/rules",
                        call -> Reply.json(JsonOut.page(
                                Paging.page(pack(call).rules(), Pack.Rule::id, call),
                                rule -> LawJson.rule(pack(call), rule)))),
                Endpoint.get(
                        "/api/v1/facts",
                        call -> Reply.json(JsonOut.page(Paging.page(library.facts(), Fact::id, call), LawJson::fact))));
    }

    /** Stores nothing. */
    private Reply classify(Call call) {
        var json = call.json("name", "description", "purpose", "facts", "asOf", "packs");
        var facts = Facts.of(library, json.answers("facts"));
        var asOf = json.date("asOf");
        var days = asOf == null ? office.days() : LegalDays.on(asOf);
        var packs = json.texts("packs");
        packs.forEach(this::known);
        var finding = packs.isEmpty() ? library.evaluate(facts, days) : library.evaluate(facts, days, packs);
        return Reply.json(FindingJson.of(json.text("name", ""), finding));
    }

    private void known(String pack) {
        var ids = library.packs().stream().map(Pack::id).toList();
        if (!ids.contains(pack)) {
            throw Problem.badRequest(
                    "没有规则包“" + pack + "”。可用：" + String.join("、", ids) + "。",
                    "There is no pack '" + pack + "'. Known: " + String.join(", ", ids) + ".");
        }
    }

    private Reply changes(Call call) {
        var from = call.date("from");
        var to = call.date("to");
        if (from == null || to == null) {
            throw Problem.badRequest(
                    "请给出 from 和 to，例如 ?from=2026-08-01&to=2027-12-02。",
                    "Give from and to, such as ?from=2026-08-01&to=2027-12-02.");
        }
        var page = office.lawChanges().between(call.actor(), from, to, call.query("cursor"), call.limit());
        return Reply.json(JsonOut.page(page, LawJson::diff).entrySet().stream()
                .collect(
                        () -> map("from", from, "to", to),
                        (all, member) -> all.put(member.getKey(), member.getValue()),
                        java.util.Map::putAll));
    }

    private Pack pack(Call call) {
        return library.packs().stream()
                .filter(pack -> pack.id().equals(call.path("id")))
                .findFirst()
                .orElseThrow(Access::notFound);
    }
}
