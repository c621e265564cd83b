package zhiheng.server.rooms.reminders;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Reply;

/** What the caller was told, over REST. A token is no person, and is told nothing. */
record ReminderApi(ReminderRows rows) {
    private static final int MOST = 1_000;

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/inbox", this::list),
                Endpoint.json(HttpMethod.POST, "/api/v1/inbox/seen", this::seen));
    }

    private Reply list(Call call) {
        var person = call.actor().id();
        int limit = call.limit();
        var found = rows.of(person, call.query("cursor"), "true".equals(call.query("unread")), limit);
        var answer = map(
                "unread",
                rows.unread(person, MOST),
                "items",
                found.stream().map(ReminderApi::json).toList());
        if (found.size() == limit) {
            answer.put("next", found.getLast().id());
        }
        return Reply.json(answer);
    }

    private static Object json(Reminder r) {
        return map(
                "id", r.id(),
                "kind", r.kind(),
                "urgent", r.urgent(),
                "title", map("zh", r.title().zh(), "en", r.title().en()),
                "detail", map("zh", r.detail().zh(), "en", r.detail().en()),
                "href", r.href(),
                "day", r.day(),
                "zone", r.zone() == null ? null : r.zone().getId(),
                "made", r.made(),
                "seen", r.read());
    }

    private Reply seen(Call call) {
        var json = call.json("id", "older");
        int seen = rows.seen(call.actor().id(), json.text("id"), json.has("older") && json.yes("older"));
        return Reply.json(map("seen", seen));
    }
}
