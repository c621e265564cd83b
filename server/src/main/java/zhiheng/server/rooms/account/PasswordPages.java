package zhiheng.server.rooms.account;

import io.vertx.ext.web.Router;
import java.util.Map;
import zhiheng.base.Refusal;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.ground.identity.Person;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** What a one-time link opens: whom it was made for sets a password. Opening the page does not use the link up. */
final class PasswordPages {
    private static final String PAGE = "rooms/account/newpassword";
    private static final String PATH = "/password/new";

    private final Site site;
    private final Desk desk;
    private final String by;

    /** @param by the identity provider by which one can come in instead; "" for none */
    PasswordPages(Site site, Desk desk, String by) {
        this.site = site;
        this.desk = desk;
        this.by = by;
    }

    void mount(Router router) {
        desk.open(router, PATH, visit -> {
            var token = visit.query("token");
            return site.identity()
                    .own()
                    .invited(token)
                    .map(person -> desk.page(visit, "", PAGE, parts(person, token, Form.EMPTY)))
                    .orElseGet(() -> gone(visit));
        });
        desk.openPost(router, PATH, this::set);
    }

    private Map<String, Object> parts(Person person, String token, Form form) {
        return Map.of("name", person.name(), "login", person.login(), "token", token, "form", form, "by", by);
    }

    private Reply gone(Visit visit) {
        return desk.refusal(visit, 404, visit.words.t("error.not-found"), visit.words.t("password.link.gone"));
    }

    private Reply set(Visit visit) {
        var token = visit.typed("token");
        var own = site.identity().own();
        var whose = own.invited(token);
        if (whose.isEmpty()) {
            return gone(visit);
        }
        var login = whose.get().login();
        var errors = new Errors(visit).required("password");
        if (!errors.any()) {
            errors.check("password", () -> Identity.checkPassword(visit.secret("password"), login));
        }
        if (!visit.raw("password").equals(visit.raw("again-password"))) {
            errors.add("again-password", visit.words.t("password.differs"));
        }
        if (!errors.any()) {
            try {
                own.enter(token, visit.secret("password"));
                visit.tell(visit.words.t("password.set", login));
                return new Reply.Go("/sign-in");
            } catch (Refusal e) {
                if (e.kind() != Refusal.Kind.INVALID) {
                    return gone(visit);
                }
                errors.add("password", visit.words.t(e.text()));
            }
        }
        return desk.wrong(
                visit, "", PAGE, parts(whose.get(), token, visit.form(errors.map())), visit.words.t("error.form"));
    }
}
