package zhiheng.server.rooms.account;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import zhiheng.base.Refusal;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Reply;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.ground.identity.Session;

/** The own account over REST: for who is signed in, not for a token, which is no person. */
record AccountApi(Identity identity) {
    private static final String SESSIONS = "/api/v1/account/sessions";

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.json(HttpMethod.PUT, "/api/v1/account/password", this::changePassword),
                Endpoint.open(HttpMethod.POST, "/api/v1/password", Endpoint.Body.JSON, this::enter),
                Endpoint.get(SESSIONS, this::places),
                Endpoint.delete(SESSIONS, call -> {
                    identity.own().endAll(session(call));
                    return Reply.nothing();
                }),
                Endpoint.delete(SESSIONS + "/:id", call -> {
                    identity.own().end(session(call), call.path("id"));
                    return Reply.nothing();
                }));
    }

    private static Session session(Call call) {
        return call.caller()
                .session()
                .orElseThrow(() -> Refusal.forbidden(
                        "请用登录名和密码登录后操作，令牌不代表个人账号。",
                        "Sign in with login and password for this; a token has no account of its own."));
    }

    private Reply changePassword(Call call) {
        var json = call.json("old", "password");
        identity.own()
                .changePassword(
                        session(call),
                        json.text("old").toCharArray(),
                        json.text("password").toCharArray());
        return Reply.nothing();
    }

    private Reply enter(Call call) {
        var json = call.json("token", "password");
        var person =
                identity.own().enter(json.text("token"), json.text("password").toCharArray());
        return Reply.json(map("id", person.id(), "login", person.login()));
    }

    private Reply places(Call call) {
        return Reply.json(map(
                "items",
                identity.own().places(session(call)).stream()
                        .map(place -> map(
                                "id", place.id(),
                                "started", place.started(),
                                "used", place.used(),
                                "address", place.address(),
                                "agent", place.agent(),
                                "here", place.here()))
                        .toList()));
    }
}
