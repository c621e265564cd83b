package zhiheng.server.rooms.people;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Peer;
import zhiheng.server.ground.http.Problem;
import zhiheng.server.ground.http.Reply;
import zhiheng.server.ground.identity.Entry;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.ground.identity.Session;
import zhiheng.server.ground.identity.Visitor;

/** Sign-in for programs that prefer a cookie to a token. */
public record SessionApi(Identity identity) {
    public List<Endpoint> endpoints() {
        var path = "/api/v1/session";
        return List.of(
                Endpoint.open(HttpMethod.POST, path, Endpoint.Body.JSON, this::signIn),
                Endpoint.get(path, SessionApi::self),
                Endpoint.delete(path, this::signOut));
    }

    private Reply signIn(Call call) {
        var json = call.json("login", "password", "code");
        var agent = call.request().getHeader("User-Agent");
        var visitor = new Visitor(Peer.address(call.request()), agent == null ? "" : agent);
        var entry = identity.enter(json.text("login"), json.text("password").toCharArray(), visitor);
        var code = json.text("code", "");
        if (entry instanceof Entry.CodeWanted wanted) {
            if (code.isEmpty()) {
                throw Problem.codeWanted();
            }
            entry = identity.enterCode(wanted.ticket(), code, visitor);
        }
        if (!(entry instanceof Entry.In in)) {
            throw Problem.wrongPassword();
        }
        var session = in.session();
        return Reply.json(map(
                        "person",
                        PeopleJson.person(session.person()),
                        "csrf",
                        session.csrf(),
                        "expires",
                        session.expires()))
                .with("Set-Cookie", cookie(call, session.id(), Identity.SESSION.toSeconds()));
    }

    private static Reply self(Call call) {
        var actor = call.actor();
        return Reply.json(map(
                "id", actor.id(),
                "orgId", actor.orgId(),
                "role", actor.role(),
                "csrf", call.caller().session().map(Session::csrf).orElse(null)));
    }

    private Reply signOut(Call call) {
        call.caller().session().ifPresent(session -> identity.signOut(session.id()));
        return Reply.nothing().with("Set-Cookie", cookie(call, "", 0));
    }

    private static String cookie(Call call, String value, long seconds) {
        var https = Peer.https(call.request());
        return Session.cookie(https) + "=" + value + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Lax"
                + (https ? "; Secure" : "");
    }
}
