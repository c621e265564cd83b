package zhiheng.server.rooms.fleet;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.gateway.permit.PermitState;
import zhiheng.office.people.Actor;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Reply;

/** The fleet as an administrator rules it. Every change is an act of the ledger. */
record FleetApi(Supplier<FleetDesk> desk) {
    private static final String FLEET = "/api/v1/fleet";
    private static final int DAYS = 30;

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(FLEET, this::all),
                Endpoint.json(HttpMethod.POST, FLEET + "/tokens", this::create),
                Endpoint.delete(FLEET + "/tokens/:token", this::revokeToken),
                Endpoint.delete(FLEET + "/gateways/:gateway", this::revoke),
                Endpoint.json(HttpMethod.PUT, FLEET + "/cut-off", this::cutOff));
    }

    static void mustSeeAll(Actor actor) {
        if (!actor.role().seesAll()) {
            throw Refusal.forbidden(
                    "网关涉及所有系统，仅供能查看全部系统的角色。", "Gateways are of all systems; ask somebody who sees them all.");
        }
    }

    private Reply all(Call call) {
        mustSeeAll(call.actor());
        return Reply.json(map(
                "gateways",
                desk.get().enrolment().members().stream().map(this::said).toList(),
                "tokens",
                desk.get().enrolment().tokens().stream()
                        .map(t -> map(
                                "id",
                                t.id(),
                                "label",
                                t.label(),
                                "systems",
                                said(t.systems()),
                                "createdAt",
                                t.createdAt(),
                                "expiresAt",
                                t.expiresAt(),
                                "revoked",
                                t.revoked()))
                        .toList(),
                "cutOff",
                said(desk.get().enrolment().cutOff())));
    }

    private Map<String, Object> said(Member m) {
        var standing = Standing.of(m, desk.get(), desk.get().clock().instant());
        return map(
                "id", m.id(),
                "name", m.name(),
                "token", m.token(),
                "systems", said(m.systems()),
                "enrolledAt", m.enrolledAt(),
                "seenAt", standing.heard(),
                "state", standing.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                "behind", standing.behind(),
                "version", m.version(),
                "revoked", m.revoked());
    }

    private static List<String> said(@Nullable List<String> systems) {
        return systems == null ? List.of(Member.ALL) : systems;
    }

    private static Map<String, Object> said(CutOff c) {
        return map(
                "afterSeconds", c.after().toSeconds(),
                "state", c.stateId(),
                "stopSeconds", c.stop().toSeconds());
    }

    private Reply create(Call call) {
        var json = call.json("label", "systems", "days");
        var systems = json.texts("systems");
        var made = desk.get()
                .enrolment()
                .create(
                        call.actor(),
                        json.text("label"),
                        systems.equals(List.of(Member.ALL)) ? null : systems,
                        Duration.ofDays(json.whole("days", DAYS)));
        return Reply.created(map("id", made.id(), "token", made.token()), FLEET + "/tokens/" + made.id());
    }

    private Reply revokeToken(Call call) {
        desk.get().enrolment().revokeToken(call.actor(), call.path("token"));
        return Reply.nothing();
    }

    private Reply revoke(Call call) {
        desk.get().revoke(call.actor(), call.path("gateway"));
        return Reply.nothing();
    }

    private Reply cutOff(Call call) {
        var json = call.json("afterSeconds", "state", "stopSeconds");
        var state = json.choice("state", PermitState.class);
        var cutOff = new CutOff(
                Duration.ofSeconds(json.whole("afterSeconds")), state, Duration.ofSeconds(json.whole("stopSeconds")));
        desk.get().enrolment().set(call.actor(), cutOff);
        return Reply.json(said(cutOff));
    }
}
