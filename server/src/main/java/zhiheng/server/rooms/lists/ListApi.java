package zhiheng.server.rooms.lists;

import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.List;
import zhiheng.base.Refusal;
import zhiheng.office.lists.ActList;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.http.Paging;
import zhiheng.server.ground.http.Reply;

/** Lists, checks and acts for programs. */
record ListApi(ListDesk desk) {
    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(
                        "/api/v1/lists",
                        call -> Reply.json(
                                JsonOut.page(Paging.page(desk.lists().all(), ActList::id, call), ListJson::list))),
                Endpoint.get("/api/v1/lists/:id", call -> Reply.json(ListJson.list(desk.list(call.path("id"))))),
                Endpoint.json(HttpMethod.POST, "/api/v1/lists/:id/check", this::check),
                Endpoint.get("/api/v1/list-acts", this::acts),
                Endpoint.json(HttpMethod.POST, "/api/v1/list-acts", this::enter),
                Endpoint.get("/api/v1/list-acts/:id", this::act),
                Endpoint.json(HttpMethod.POST, "/api/v1/list-acts/:id/deliberation", this::deliberate),
                Endpoint.json(HttpMethod.POST, "/api/v1/list-acts/:id/close", this::close),
                Endpoint.json(HttpMethod.POST, "/api/v1/list-acts/:id/decision", this::decide),
                Endpoint.get(
                        "/api/v1/list-priors",
                        call -> Reply.json(JsonOut.page(
                                Paging.page(desk.priors(call.actor()), ListAct.Prior::id, call), ListJson::prior))),
                Endpoint.json(HttpMethod.POST, "/api/v1/list-priors", this::prior));
    }

    /** Stores nothing. */
    private Reply check(Call call) {
        var json = call.json("facts", "asOf");
        var day = json.date("asOf");
        return Reply.json(ListJson.check(
                desk.check(desk.list(call.path("id")), json.answers("facts"), day == null ? desk.today() : day)));
    }

    private Reply acts(Call call) {
        var acts = desk.acts(call.actor(), call.query("cursor"), call.limit());
        var page = new LinkedHashMap<String, Object>();
        page.put("items", acts.stream().map(a -> ListJson.act(a, List.of())).toList());
        if (acts.size() == call.limit()) {
            page.put("next", acts.getLast().id());
        }
        return Reply.json(page);
    }

    private Reply enter(Call call) {
        var json = call.json("list", "title", "day", "facts", "prior");
        var day = json.date("day");
        var act = desk.enter(
                call.actor(),
                json.text("list"),
                json.text("title"),
                day == null ? desk.today() : day,
                json.answers("facts"),
                json.text("prior", ""));
        return Reply.created(ListJson.act(act, List.of()), "/api/v1/list-acts/" + act.id());
    }

    private Reply act(Call call) {
        var act = desk.act(call.actor(), call.path("id"));
        var json = ListJson.act(act, desk.deliberations(act));
        desk.maybeCheck(act).ifPresent(check -> json.put("check", ListJson.check(check)));
        return Reply.json(json);
    }

    private Reply deliberate(Call call) {
        var json = call.json("outcome", "words");
        var prior = desk.deliberate(
                call.actor(),
                call.path("id"),
                outcome(json.text("outcome"), ListAct.Outcome.class),
                json.text("words"));
        return Reply.created(ListJson.prior(prior), "/api/v1/list-acts/" + call.path("id"));
    }

    private Reply close(Call call) {
        var json = call.json("version", "done", "words");
        var act = desk.close(call.actor(), call.path("id"), call.version(json), json.yes("done"), json.text("words"));
        return Reply.json(ListJson.act(act, desk.deliberations(act)));
    }

    private Reply decide(Call call) {
        var json = call.json("version", "outcome", "words");
        var act = desk.decide(
                call.actor(),
                call.path("id"),
                call.version(json),
                outcome(json.text("outcome"), ListAct.State.class),
                json.text("words"));
        return Reply.json(ListJson.act(act, List.of()));
    }

    private Reply prior(Call call) {
        var json = call.json("title", "words");
        var prior = desk.decideBefore(call.actor(), json.text("title"), json.text("words"));
        return Reply.created(ListJson.prior(prior), "/api/v1/list-priors");
    }

    static <E extends Enum<E>> E outcome(String word, Class<E> type) {
        for (var constant : type.getEnumConstants()) {
            if (ListJson.word(constant).equals(word)) {
                return constant;
            }
        }
        throw Refusal.invalid("没有这种结果。", "There is no such outcome.").at("outcome");
    }
}
