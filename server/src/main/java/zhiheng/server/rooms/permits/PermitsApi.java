package zhiheng.server.rooms.permits;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import zhiheng.base.BadValue;
import zhiheng.base.JsonReader;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitJson;
import zhiheng.gateway.permit.PermitState;
import zhiheng.office.acts.Json;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.ground.http.Problem;
import zhiheng.server.ground.http.Reply;
import zhiheng.server.rooms.gateway.GatewayAccess;

/** The permit of a system: read, changed, tried on the calls of a day. Every change is an act of the ledger. */
public record PermitsApi(GatewayAccess access, Clock clock) {
    private static final String PERMIT = GatewayAccess.SYSTEM + "/permit";

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PERMIT, this::permit),
                Endpoint.json(HttpMethod.PUT, PERMIT, this::setPermit),
                Endpoint.json(HttpMethod.POST, PERMIT + "/state", this::setState),
                Endpoint.json(HttpMethod.POST, PERMIT + "/preview", this::preview));
    }

    private Reply permit(Call call) {
        var system = access.seen(call);
        var permit = access.host().permits().of(system);
        if (permit == null) {
            throw Access.notFound();
        }
        return permitReply(permit, false);
    }

    /** @param changed just now; where its entry is still to be written the answer is 202 */
    private Reply permitReply(Permit permit, boolean changed) {
        var json = new LinkedHashMap<String, Object>(Json.readMap(PermitJson.write(permit)));
        var used = access.host().permits().used(permit.system());
        if (used != null) {
            json.put(
                    "used",
                    map(
                            "calls", used.calls(),
                            "users", used.users(),
                            "tokens", used.tokens(),
                            "concurrent", used.concurrent()));
        }
        boolean unwritten = access.host().permits().isUnwritten(permit.system());
        if (unwritten) {
            json.put("unwritten", true);
            json.put("awaited", access.host().permits().awaited(permit.system()));
            if (!access.host().permits().isNoted(permit.system())) {
                json.put("noted", false);
            }
        }
        var reply = changed && unwritten ? Reply.accepted(json) : Reply.json(json);
        return reply.with("ETag", "\"" + permit.version() + "\"");
    }

    private Reply setPermit(Call call) {
        var system = access.mayChange(call);
        var body = body(call, "reason");
        return change(call, permit(body, system), body.text("reason", ""));
    }

    /** A permit, what answers tell beside it, and {@code more}. As deep as the schema of a tool may be. */
    private static JsonIn body(Call call, String... more) {
        var keys = new ArrayList<>(PermitJson.fields());
        keys.add("used");
        keys.add("unwritten");
        keys.add("awaited");
        keys.add("noted");
        keys.addAll(List.of(more));
        return call.json(JsonReader.Limits.RECORD, keys.toArray(String[]::new));
    }

    /** The permit that a body holds, with what stands beside it in requests and answers left out. */
    private static Permit permit(JsonIn body, String system) {
        var json = body.without("reason", "used", "unwritten", "awaited", "noted", "day");
        json.put("system", system);
        try {
            return PermitJson.readTyped(zhiheng.base.Json.write(json));
        } catch (IllegalArgumentException e) {
            var said = BadValue.said(e);
            throw Problem.badRequest("许可有误：" + said.zh(), "The permit is wrong: " + said.en());
        }
    }

    private Reply setState(Call call) {
        var system = access.mayChange(call);
        var json = call.json("state", "reason");
        var permit = access.host().permits().of(system);
        if (permit == null) {
            throw Access.notFound();
        }
        for (var state : PermitState.values()) {
            if (state.name().equalsIgnoreCase(json.text("state"))) {
                return change(call, permit.with(state), json.text("reason", ""));
            }
        }
        throw Problem.badRequest(
                "state 须为 open、throttled、degraded、review 或 stopped。",
                "state is open, throttled, degraded, review or stopped.");
    }

    private Reply change(Call call, Permit wanted, String reason) {
        var why = Input.required("理由", "reason", reason, Input.TEXT);
        return permitReply(access.host().permits().change(wanted, call.actor().id(), why), true);
    }

    /** What a permit would have said to the calls of a day; changes nothing. */
    private Reply preview(Call call) {
        var system = access.seen(call);
        var body = body(call, "reason", "day");
        boolean today = body.text("day", "").equals("today");
        var outcome = PermitReplay.run(access.host(), permit(body, system), today, clock);
        var examples = outcome.examples().stream()
                .map(e -> map("id", e.call().id(), "clause", e.clause().id(), "detail", e.detail()))
                .toList();
        return Reply.json(map(
                "calls", outcome.calls(),
                "unread", outcome.unread(),
                "passed", outcome.passed(),
                "passedThen", outcome.passedThen(),
                "refused", outcome.refused(),
                "refusedThen", outcome.refusedThen(),
                "stopped", outcome.stopped(),
                "freed", outcome.freed(),
                "users", outcome.users(),
                "elsewhere", outcome.elsewhere(),
                "notRun", outcome.newInspectors(),
                "examples", examples));
    }
}
