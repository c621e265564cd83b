package zhiheng.server.rooms.review;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import zhiheng.gateway.Content;
import zhiheng.office.people.Access;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Problem;
import zhiheng.server.ground.http.Reply;
import zhiheng.server.rooms.gateway.GatewayAccess;
import zhiheng.server.rooms.review.HeldRows.HeldRow;

/**
 * The review queue and the kept contents. Every look and every decision is an act of the ledger.
 *
 * @param gated there where the gateway is
 */
public record ReviewApi(GatewayAccess access, Optional<ReviewDesk> gated) {
    private static final String SYSTEM = GatewayAccess.SYSTEM;

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(SYSTEM + "/held", this::waiting),
                Endpoint.get(SYSTEM + "/held/:held", this::read),
                Endpoint.json(HttpMethod.POST, SYSTEM + "/held/:held/decision", this::decide),
                Endpoint.json(HttpMethod.POST, SYSTEM + "/interactions/:interaction/content", this::content));
    }

    private ReviewDesk reviews() {
        access.host(); // says so where there is no gateway
        return gated.orElseThrow();
    }

    private Reply waiting(Call call) {
        var after = call.query("cursor");
        var rows = reviews().waiting(access.seen(call), after == null ? "" : after, call.limit());
        var page = map("items", rows.stream().map(ReviewApi::json).toList());
        if (rows.size() == call.limit()) {
            page.put("next", rows.getLast().id());
        }
        return Reply.json(page);
    }

    private static Map<String, Object> json(HeldRow row) {
        var json = map(
                "id", row.id(),
                "time", row.time().toString(),
                "until", row.until().toString(),
                "stage", row.stage().name().toLowerCase(Locale.ROOT),
                "reason", row.reason(),
                "surface", row.surface(),
                "permitVersion", row.permitVersion(),
                "state", row.state().name().toLowerCase(Locale.ROOT));
        if (!row.decidedBy().isEmpty()) {
            json.put("decidedBy", row.decidedBy());
            json.put("decidedAt", row.decidedAt());
            json.put("note", row.note());
        }
        return json;
    }

    private Reply read(Call call) {
        var system = access.seen(call);
        var row = reviews().row(system, call.path("held")).orElseThrow(Access::notFound);
        var json = json(row);
        if (row.sealed().length > 0) {
            json.put(
                    "content",
                    json(reviews().read(call.actor(), system, row.id()).content()));
        }
        return Reply.json(json);
    }

    private Reply decide(Call call) {
        var system = access.seen(call);
        var json = call.json("decision", "reason");
        var decision = json.text("decision");
        if (!decision.equals("release") && !decision.equals("reject")) {
            throw Problem.badRequest("decision 须为 release 或 reject。", "decision is release or reject.");
        }
        reviews().decide(call.actor(), system, call.path("held"), decision.equals("release"), json.text("reason", ""));
        return Reply.json(json(reviews().row(system, call.path("held")).orElseThrow(Access::notFound)));
    }

    private Reply content(Call call) {
        var system = access.seen(call);
        var reason = call.json("reason").text("reason", "");
        return Reply.json(json(access.host()
                .contents()
                .read(call.actor(), system, call.path("interaction"), reason)
                .orElseThrow(Access::notFound)));
    }

    /** Texts as they are, other media in Base64. */
    private static Map<String, Object> json(Content content) {
        var json = new LinkedHashMap<String, Object>();
        json.put("call", new String(content.call(), StandardCharsets.UTF_8));
        json.put("type", content.type());
        if (content.type().startsWith("application/json") || content.type().startsWith("text/")) {
            json.put("answer", new String(content.answer(), StandardCharsets.UTF_8));
        } else {
            json.put("answerBase64", Base64.getEncoder().encodeToString(content.answer()));
        }
        json.put("cut", content.cut());
        return json;
    }
}
