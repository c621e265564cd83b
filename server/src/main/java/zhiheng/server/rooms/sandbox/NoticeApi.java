package zhiheng.server.rooms.sandbox;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import zhiheng.base.Text;
import zhiheng.office.people.Access;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Peer;
import zhiheng.server.ground.http.Reply;

/** Public notices, comments on them and the queue by REST. */
record NoticeApi(Notices notices, Queue queue) {
    private static final String NOTICES = "/api/v1/sandbox-notices";
    private static final String COMMENTS = "/api/v1/sandboxes/:case/comments";

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.open(HttpMethod.GET, NOTICES, Endpoint.Body.NONE, this::all),
                Endpoint.open(HttpMethod.GET, NOTICES + "/:case", Endpoint.Body.NONE, this::one),
                Endpoint.open(HttpMethod.POST, NOTICES + "/:case/comments", Endpoint.Body.JSON, this::comment),
                Endpoint.json(HttpMethod.PUT, "/api/v1/sandboxes/:case/notice", this::write),
                Endpoint.get(COMMENTS, this::comments),
                Endpoint.json(HttpMethod.POST, COMMENTS, this::file),
                Endpoint.get("/api/v1/sandboxes/:case/comments-document", this::document),
                Endpoint.json(HttpMethod.POST, COMMENTS + "/:comment", this::answer),
                Endpoint.get("/api/v1/sandboxes", this::queue));
    }

    private Reply all(Call call) {
        return Reply.json(
                map("items", notices.all().stream().map(NoticeApi::tree).toList()));
    }

    private Reply one(Call call) {
        return Reply.json(tree(notices.of(call.path("case")).orElseThrow(Access::notFound)));
    }

    private static Map<String, Object> tree(Notices.Notice n) {
        return map(
                "case", n.id(),
                "system", n.system(),
                "procedure", text(n.procedure()),
                "text", n.text(),
                "since", n.since(),
                "closes", n.closes(),
                "open", n.open(),
                "comments",
                        n.answered().stream()
                                .map(c -> map("time", c.time(), "text", c.text(), "answer", c.answer()))
                                .toList());
    }

    private Reply comment(Call call) {
        var receipt = notices.take(call.path("case"), call.json("text").text("text"), Peer.address(call.request()));
        return Reply.json(map("receipt", receipt)).at(201);
    }

    private Reply write(Call call) {
        notices.write(call.actor(), call.path("case"), call.json("text").text("text", ""), null);
        return Reply.nothing();
    }

    private Reply comments(Call call) {
        return Reply.json(map(
                "items",
                notices.comments(call.actor(), call.path("case")).stream()
                        .map(c -> map(
                                "id", c.id(),
                                "time", c.time(),
                                "text", c.text(),
                                "answer", c.answer(),
                                "shown", c.shown(),
                                "answered", c.answered()))
                        .toList()));
    }

    private Reply file(Call call) {
        notices.file(call.actor(), call.path("case"), call.json("version").whole("version"));
        return Reply.nothing();
    }

    /** Byte for byte what the case's document names the SHA-256 of. */
    private Reply document(Call call) {
        var body = notices.document(call.actor(), call.path("case")).orElseThrow(Access::notFound);
        return Reply.bytes("application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private Reply answer(Call call) {
        var json = call.json("answer", "shown");
        notices.answer(
                call.actor(),
                call.path("case"),
                call.path("comment"),
                json.text("answer", ""),
                json.has("shown") && json.yes("shown"),
                null);
        return Reply.nothing();
    }

    private Reply queue(Call call) {
        var order = queue.of(call.actor());
        return Reply.json(map(
                "whole", order.whole(),
                "items",
                        order.places().stream()
                                .map(p -> map(
                                        "case", p.p().c().id(),
                                        "system", p.p().c().subject(),
                                        "name", p.system(),
                                        "stage", p.p().c().stage(),
                                        "waiting", p.waiting(),
                                        "since", p.since(),
                                        "first",
                                                p.first().stream()
                                                        .map(c -> text(c.priority()))
                                                        .toList(),
                                        "conflicts", p.p().c().excluded().size()))
                                .toList()));
    }

    private static Map<String, Object> text(Text text) {
        return map("zh", text.zh(), "en", text.en());
    }
}
