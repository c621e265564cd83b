package zhiheng.server.rooms.documents;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.office.duties.EvidenceRecords;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.http.Reply;

/** The library over REST, with the filters of the page. */
record DocumentsApi(Documents documents) {
    private static final String ONE = "/api/v1/documents/:id";
    private static final int MOST = 500;

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/documents", this::list),
                Endpoint.get(ONE, call -> Reply.json(whole(call))),
                Endpoint.json(HttpMethod.POST, ONE + "/serve", this::serve),
                Endpoint.json(HttpMethod.POST, ONE + "/withdraw", this::withdraw));
    }

    private Reply list(Call call) {
        var page = documents.list(call.actor(), DocumentFilter.of(call::query), call.query("cursor"), call.limit());
        return Reply.json(JsonOut.page(page, this::json));
    }

    private Map<String, Object> whole(Call call) {
        var json = json(documents.one(call.actor(), call.path("id")));
        json.put(
                "serves",
                documents.records(call.actor(), call.path("id")).stream()
                        .map(DocumentsApi::json)
                        .toList());
        return json;
    }

    private Map<String, Object> json(Document d) {
        return map(
                "id", d.id(),
                "orgId", d.orgId(),
                "title", d.title(),
                "link", d.link(),
                "fileName", d.fileName(),
                "kind", small(d.kind()),
                "size", d.size(),
                "sha256", d.sha256(),
                "expires", d.expires(),
                "state", small(d.state(documents.office().today())),
                "duties", d.duties(),
                "systems", d.systems(),
                "erased", d.erased(),
                "addedBy", d.addedBy(),
                "addedAt", d.addedAt());
    }

    private static String small(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> json(DocumentRecord r) {
        return map(
                "evidence", r.evidence(),
                "systemId", r.systemId(),
                "system", r.systemName(),
                "duty", r.duty(),
                "pack", r.pack(),
                "state", r.overdue() ? "OVERDUE" : r.state(),
                "ledgerIndex", r.ledgerIndex() < 0 ? null : r.ledgerIndex(),
                "withdrawal", withdrawal(r.withdrawal()));
    }

    private static @Nullable Map<String, Object> withdrawal(DocumentRecord.@Nullable Withdrawal w) {
        return w == null
                ? null
                : map(
                        "day",
                        w.day(),
                        "at",
                        w.at(),
                        "by",
                        w.by().isEmpty() ? null : w.by(),
                        "reason",
                        w.reason().isEmpty() ? null : w.reason());
    }

    private Reply serve(Call call) {
        var duties = call.json("duties").objects("duties", MOST, "systemId", "duty").stream()
                .map(d -> new EvidenceRecords.Served(d.text("systemId"), d.text("duty")))
                .toList();
        documents.serve(call.actor(), call.path("id"), duties);
        return Reply.json(whole(call));
    }

    private Reply withdraw(Call call) {
        var json = call.json("reason", "erase");
        documents.withdraw(call.actor(), call.path("id"), json.text("reason"), json.yes("erase"));
        return Reply.json(whole(call));
    }
}
