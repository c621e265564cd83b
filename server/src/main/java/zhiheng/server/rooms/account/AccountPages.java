package zhiheng.server.rooms.account;

import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.Objects;
import zhiheng.base.Refusal;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** The own account: another password, and where one is signed in. */
final class AccountPages {
    private static final String PAGE = "rooms/account/account";

    private final Site site;
    private final Desk desk;

    AccountPages(Site site, Desk desk) {
        this.site = site;
        this.desk = desk;
    }

    void mount(Router router) {
        desk.get(router, "/account", visit -> desk.page(visit, "account", PAGE, Map.of("p", view(visit, Form.EMPTY))));
        desk.post(router, "/account/password", this::password);
        desk.post(router, "/account/sessions/end", visit -> {
            site.identity().own().endAll(visit.own());
            return new Reply.Go("/sign-in");
        });
        desk.post(router, "/account/sessions/:id/end", visit -> {
            site.identity().own().end(visit.own(), visit.in("id"));
            visit.tell(visit.words.t("account.ended"));
            return new Reply.Go("/account#places");
        });
    }

    private AccountView view(Visit visit, Form form) {
        var session = visit.own();
        var person = session.person();
        var lexicon = site.lexicon(visit);
        return new AccountView(
                person.name(),
                person.login(),
                visit.words.t("role." + person.role()),
                site.office()
                        .orgs()
                        .find(session.actor(), person.orgId())
                        .map(org -> org.name())
                        .orElse(""),
                site.identity().factor().on(person.id())
                        ? new State("met", visit.words.t("factor.on"))
                        : new State("open", visit.words.t("factor.off")),
                site.identity().own().places(session).stream()
                        .map(place -> new AccountView.Place(
                                place.id(),
                                place.agent().isEmpty() ? visit.words.t("account.no-agent") : place.agent(),
                                place.address(),
                                lexicon.when(place.started()),
                                lexicon.when(place.used()),
                                place.here()))
                        .toList(),
                form);
    }

    private Reply password(Visit visit) {
        var login = visit.own().person().login();
        var errors = new Errors(visit).required("old-password").required("new-password");
        if (!visit.raw("new-password").isEmpty()) {
            errors.check("new-password", () -> Identity.checkPassword(visit.secret("new-password"), login));
        }
        if (!Objects.equals(visit.raw("new-password"), visit.raw("again-password"))) {
            errors.add("again-password", visit.words.t("password.differs"));
        }
        if (!errors.any()) {
            try {
                site.identity()
                        .own()
                        .changePassword(visit.own(), visit.secret("old-password"), visit.secret("new-password"));
                visit.tell(visit.words.t("password.changed"));
                return new Reply.Go("/account");
            } catch (Refusal e) {
                if (e.kind() != Refusal.Kind.INVALID) {
                    throw e;
                }
                errors.add(e.where().equals("old") ? "old-password" : "new-password", visit.words.t(e.text()));
            }
        }
        return desk.wrong(
                visit,
                "account",
                PAGE,
                Map.of("p", view(visit, visit.form(errors.map()))),
                visit.words.t("error.form"));
    }
}
