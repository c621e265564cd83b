package zhiheng.server.rooms.sso;

import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.server.ground.audit.SecurityEvent;
import zhiheng.server.ground.audit.SecurityLog;
import zhiheng.server.ground.http.Problem;
import zhiheng.server.ground.identity.Secrets;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Visit;

/** There and back. The way there is a link and no form: pages of ours send forms to nobody else. */
record SsoPages(
        Sso sso, Desk desk, SecurityLog security, @Nullable URI publicAddress) {
    private static final String BROWSER = "zhiheng-sso";
    private static final String PATH = "/sign-in/provider";

    void mount(Router router) {
        desk.open(router, PATH, this::begin);
        desk.open(router, PATH + "/back", this::back);
        desk.open(router, "/signed-out", this::signedOut);
    }

    private Reply begin(Visit visit) {
        var browser = Secrets.random();
        var origin =
                publicAddress == null ? visit.origin : publicAddress.toString().replaceAll("/$", "");
        try {
            var to = sso.begin(
                    browser, origin + PATH + "/back", visit.query("invitation"), Visit.ours(visit.query("to")));
            visit.keep(BROWSER, browser);
            return new Reply.Go(to.toString());
        } catch (Refusal e) {
            return failed(visit, e);
        }
    }

    private Reply back(Visit visit) {
        var browser = visit.kept(BROWSER);
        visit.keep(BROWSER, "");
        try {
            var answer =
                    new Sso.Answer(visit.query("state"), visit.query("code"), visit.query("iss"), visit.query("error"));
            var arrival = sso.end(answer, browser, visit.visitor);
            visit.signIn(arrival.session());
            return new Reply.Go(arrival.to());
        } catch (Refusal e) {
            security.note(SecurityEvent.Kind.SIGN_IN_FAILED, "", "", visit.remote, "provider");
            return failed(visit, e);
        }
    }

    private Reply failed(Visit visit, Refusal e) {
        return desk.refused(
                visit,
                Problem.from(e).status(),
                "rooms/sso/failed",
                Map.of("text", visit.words.t(e.text()), "label", sso.label()));
    }

    private Reply signedOut(Visit visit) {
        var there = sso.signOut();
        return desk.page(
                visit,
                "",
                "rooms/sso/signedout",
                Map.of("label", sso.label(), "there", there == null ? "" : there.toString()));
    }
}
