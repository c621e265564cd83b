package zhiheng.server.rooms.people;

import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.Optional;
import zhiheng.base.Refusal;
import zhiheng.server.ground.identity.Entry;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.ground.identity.Staff;
import zhiheng.server.ground.identity.TooManyAttempts;
import zhiheng.server.ground.identity.Way;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.sso.Sso;

/** First administrator, sign in, sign out. */
public final class EntryPages {
    private static final String SETUP = "rooms/people/setup";
    private static final String SIGN_IN = "rooms/people/signin";
    private static final String CODE = "rooms/people/code";
    private static final Form FIRST = new Form(Map.of("org-kind", "AUTHORITY"), Map.of());

    private final Site site;
    private final Desk desk;
    private final Optional<Sso> sso;

    public EntryPages(Site site, Desk desk, Optional<Sso> sso) {
        this.site = site;
        this.desk = desk;
        this.sso = sso;
    }

    public void mount(Router router) {
        desk.open(router, "/setup", this::setupForm);
        desk.openPost(router, "/setup", this::setUp);
        desk.open(
                router,
                "/sign-in",
                visit -> visit.session() != null
                        ? new Reply.Go(Visit.ours(visit.query("to")))
                        : desk.page(visit, "", SIGN_IN, parts(Form.EMPTY, Visit.ours(visit.query("to")))));
        desk.openPost(router, "/sign-in", this::signIn);
        desk.openPost(router, "/sign-in/code", this::signInByCode);
        desk.post(router, "/sign-out", visit -> {
            var way = visit.own().way();
            visit.signOut(site.identity());
            return new Reply.Go(way == Way.PROVIDER && sso.isPresent() ? "/signed-out" : "/sign-in");
        });
    }

    private Map<String, Object> parts(Form form, String to) {
        return Map.of(
                "form",
                form,
                "to",
                to,
                "fresh",
                site.identity().withoutAdministrator(),
                "by",
                sso.map(Sso::label).orElse(""));
    }

    private static Map<String, Object> parts(Visit visit, String token, Form form) {
        return Map.of("token", token, "form", form, "org", OrgFields.of(visit, form));
    }

    private Reply setupForm(Visit visit) {
        var token = visit.query("token");
        return site.identity().setupOpen(token)
                ? desk.page(visit, "", SETUP, parts(visit, token, FIRST))
                : desk.refusal(visit, 404, visit.words.t("error.not-found"), visit.words.t("setup.used"));
    }

    private Reply setUp(Visit visit) {
        var token = visit.typed("token");
        var login = visit.typed("login");
        if (!site.identity().setupOpen(token)) {
            return desk.refusal(visit, 409, visit.words.t("error.refused"), visit.words.t("setup.used"));
        }
        var errors = new Errors(visit);
        OrgFields.check(visit, errors);
        errors.required("name")
                .check("name", () -> Staff.name(visit.typed("name")))
                .required("login")
                .check("login", () -> Staff.login(login))
                .required("password")
                .check(
                        "password",
                        () -> Identity.checkPassword(visit.secret("password"), login, visit.typed("org-name")));
        if (!errors.any()) {
            try {
                site.identity()
                        .setUp(token, OrgFields.typed(visit), login, visit.typed("name"), visit.secret("password"));
                var session = site.identity()
                        .signIn(login, visit.secret("password"), visit.visitor)
                        .orElseThrow();
                visit.signIn(session);
                visit.tell(visit.words.t("setup.done"));
                return new Reply.Go("/systems");
            } catch (Refusal e) {
                errors.add("login", visit.words.t(e.text()));
            }
        }
        return desk.wrong(visit, "", SETUP, parts(visit, token, visit.form(errors.map())), visit.words.t("error.form"));
    }

    private Reply signIn(Visit visit) {
        var to = Visit.ours(visit.typed("to"));
        String problem;
        try {
            switch (site.identity().enter(visit.typed("login"), visit.secret("password"), visit.visitor)) {
                case Entry.In in -> {
                    visit.signIn(in.session());
                    return new Reply.Go(to);
                }
                case Entry.CodeWanted wanted -> {
                    return desk.page(visit, "", CODE, code(wanted.ticket(), to, Map.of()));
                }
                case Entry.Refused refused -> problem = visit.words.t("sign-in.wrong");
            }
        } catch (TooManyAttempts e) {
            problem = visit.words.t(e.text());
        }
        return desk.wrong(visit, "", SIGN_IN, parts(visit.form(Map.of("password", problem)), to), problem);
    }

    private static Map<String, Object> code(String ticket, String to, Map<String, String> errors) {
        return Map.of("ticket", ticket, "to", to, "form", new Form(Map.of(), errors));
    }

    private Reply signInByCode(Visit visit) {
        var to = Visit.ours(visit.typed("to"));
        var ticket = visit.typed("ticket");
        String problem;
        try {
            if (site.identity().enterCode(ticket, visit.typed("code"), visit.visitor) instanceof Entry.In in) {
                visit.signIn(in.session());
                return new Reply.Go(to);
            }
            problem = visit.words.t("sign-in.code.wrong");
        } catch (TooManyAttempts e) {
            problem = visit.words.t(e.text());
        }
        if (!site.identity().ticketOpen(ticket)) {
            var late = visit.words.t("sign-in.code.late");
            return desk.wrong(visit, "", SIGN_IN, parts(new Form(Map.of(), Map.of("login", late)), to), late);
        }
        return desk.wrong(visit, "", CODE, code(ticket, to, Map.of("code", problem)), problem);
    }
}
