package zhiheng.server.rooms.contain;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import zhiheng.gateway.permit.PermitJson;
import zhiheng.office.acts.Json;
import zhiheng.office.input.Input;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Reply;
import zhiheng.server.rooms.contain.ContainmentRows.Row;
import zhiheng.server.rooms.gateway.GatewayAccess;

/**
 * What alerts did to a system's permit, and the way back.
 *
 * @param gated there where the gateway is
 */
public record ContainmentApi(GatewayAccess access, Optional<Containments> gated) {
    private static final String PATH = GatewayAccess.SYSTEM + "/containments";

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PATH, this::list),
                Endpoint.jsonIfAny(HttpMethod.POST, PATH + "/:containment/restore", this::restore));
    }

    private Containments containments() {
        access.host(); // says so where there is no gateway
        return gated.orElseThrow();
    }

    private Reply list(Call call) {
        var system = access.seen(call);
        var holding =
                containments().inForce(system).stream().map(Row::id).collect(Collectors.toCollection(HashSet::new));
        var rows = containments().of(system, call.query("cursor"), call.limit());
        var page = map("items", rows.stream().map(row -> json(row, holding)).toList());
        if (rows.size() == call.limit()) {
            page.put("next", rows.getLast().id());
        }
        return Reply.json(page);
    }

    private Reply restore(Call call) {
        var system = access.mayChange(call);
        var typed = call.json("reason").text("reason", "");
        var reason = typed.isEmpty() ? Containments.RESTORED : Input.required("理由", "reason", typed, Input.TEXT);
        var permit = containments()
                .restore(system, call.path("containment"), call.actor().id(), reason);
        return Reply.json(Json.readMap(PermitJson.write(permit)));
    }

    private static Map<String, Object> json(Row row, Set<String> holding) {
        var json = map(
                "id", row.id(),
                "alert", row.alert(),
                "time", row.time().toString(),
                "monitor", row.monitor(),
                "rule", row.rule(),
                "asked", word(row.asked()),
                "outcome", word(row.outcome()),
                "from", word(row.from()),
                "holds", word(row.holds()),
                "permitVersion", row.version(),
                "inForce", holding.contains(row.id()),
                "evidence", row.evidence().tree());
        var restored = row.restoredAt();
        if (restored != null) {
            json.put("restoredAt", restored.toString());
            json.put("restoredBy", row.restoredBy());
        }
        return json;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
