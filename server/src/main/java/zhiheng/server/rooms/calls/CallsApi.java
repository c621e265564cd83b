package zhiheng.server.rooms.calls;

import static zhiheng.server.ground.http.JsonOut.map;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.gateway.permit.Users;
import zhiheng.office.people.Access;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Problem;
import zhiheng.server.ground.http.Reply;
import zhiheng.server.rooms.gateway.GatewayAccess;
import zhiheng.server.rooms.traffic.CallFilter;
import zhiheng.server.rooms.traffic.CallFilter.Outcome;
import zhiheng.server.rooms.traffic.Traffic;

/** The calls of a system: searched, traced from an answer, counted. */
public record CallsApi(GatewayAccess access, Clock clock) {
    private static final String SYSTEM = GatewayAccess.SYSTEM;

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(SYSTEM + "/interactions", this::search),
                Endpoint.get(SYSTEM + "/interactions/:call", this::one),
                Endpoint.get(SYSTEM + "/traffic", this::traffic),
                Endpoint.get("/api/v1/interactions/by-answer/:sha256", this::byAnswer));
    }

    private Reply search(Call call) {
        var page = access.host()
                .interactions()
                .search(filter(call, access.seen(call)), call.query("cursor"), false, call.limit());
        var json = map("items", page.calls().stream().map(CallJson::of).toList());
        if (page.older() != null) {
            json.put("next", page.older());
        }
        if (page.searchedTo() != null) {
            json.put("searchedTo", page.searchedTo().toString());
        }
        return Reply.json(json);
    }

    private static CallFilter filter(Call call, String system) {
        var user = call.query("user");
        boolean anyClause = "*".equals(call.query("clause"));
        return new CallFilter(
                system,
                moment(call, "from"),
                moment(call, "to"),
                anyClause ? Outcome.REFUSED : chosen("outcome", text(call, "outcome"), Outcome.values(), Outcome.ANY),
                anyClause ? "" : text(call, "clause"),
                text(call, "detection"),
                text(call, "model"),
                Math.toIntExact(number(call, "status", 3)),
                text(call, "surface"),
                user == null ? null : Users.hash(system, user),
                number(call, "permitVersion", 15));
    }

    private static String text(Call call, String name) {
        var text = call.query(name);
        return text == null ? "" : text;
    }

    private static long number(Call call, String name, int digits) {
        var text = text(call, name);
        if (text.isEmpty()) {
            return 0;
        }
        if (!text.matches("[0-9]{1," + digits + "}")) {
            throw Problem.badRequest(
                    "“" + name + "”须为至多" + digits + "位的整数。",
                    "'" + name + "' must be a whole number of " + digits + " digits at most.");
        }
        return Long.parseLong(text);
    }

    private static @Nullable Instant moment(Call call, String name) {
        var text = call.query(name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Problem.badRequest(
                    "“" + name + "”须为时刻，例如 2026-11-24T08:00:00Z。",
                    "'" + name + "' must be a moment such as 2026-11-24T08:00:00Z.");
        }
    }

    private static <E extends Enum<E>> E chosen(String name, String text, E[] values, E otherwise) {
        if (text.isEmpty()) {
            return otherwise;
        }
        for (var value : values) {
            if (value.name().equalsIgnoreCase(text)) {
                return value;
            }
        }
        var known = java.util.Arrays.stream(values)
                .map(v -> v.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw Problem.badRequest("“" + name + "”须为其中之一：" + known, "'" + name + "' is one of " + known + ".");
    }

    private Reply one(Call call) {
        var system = access.seen(call);
        return access.host()
                .interactions()
                .byId(call.path("call"))
                .filter(i -> i.system().equals(system))
                .map(i -> Reply.json(CallJson.of(i)))
                .orElseThrow(Access::notFound);
    }

    private Reply byAnswer(Call call) {
        var rows = access.host().interactions().byAnswer(call.path("sha256"));
        return Reply.json(map(
                "items",
                rows.stream()
                        .filter(i -> isSeen(call, i.system()))
                        .map(CallJson::of)
                        .toList()));
    }

    private boolean isSeen(Call call, String system) {
        try {
            access.office().registry().system(call.actor(), system);
            return true;
        } catch (Refusal e) {
            return false;
        }
    }

    private Reply traffic(Call call) {
        var system = access.seen(call);
        var span = chosen("span", text(call, "span"), Traffic.Span.values(), Traffic.Span.HOUR);
        var traffic = access.host().interactions().traffic(system, span, clock.instant());
        var stretches = new ArrayList<Map<String, Object>>();
        for (var stretch : traffic.stretches()) {
            var json = map("start", stretch.start().toString(), "counts", stretch.counts());
            double median = Traffic.quantile(stretch, .5);
            if (!Double.isNaN(median)) {
                json.put("p50Millis", median);
                json.put("p99Millis", Traffic.quantile(stretch, .99));
            }
            stretches.add(json);
        }
        return Reply.json(map("stepSeconds", span.step().toSeconds(), "stretches", stretches));
    }
}
