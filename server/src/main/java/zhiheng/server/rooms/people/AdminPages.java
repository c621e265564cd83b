package zhiheng.server.rooms.people;

import io.vertx.ext.web.Router;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** Organisations, people and API tokens. */
public final class AdminPages {
    private final Site site;
    private final Desk desk;

    public AdminPages(Site site, Desk desk) {
        this.site = site;
        this.desk = desk;
    }

    public void mount(Router router) {
        desk.get(
                router,
                "/admin",
                visit -> desk.page(
                        visit,
                        "admin",
                        "rooms/people/admin",
                        Map.of("p", view(visit, Form.EMPTY, Form.EMPTY, Form.EMPTY, null))));
        desk.post(router, "/admin/orgs", this::addOrg);
        desk.post(router, "/admin/people", this::addPerson);
        desk.post(router, "/admin/people/:id/disable", visit -> {
            site.identity().disablePerson(visit.actor(), visit.in("id"));
            return new Reply.Go("/admin#people");
        });
        desk.post(router, "/admin/tokens", this::addToken);
        desk.post(router, "/admin/tokens/:id/revoke", visit -> {
            site.identity().revokeToken(visit.actor(), visit.in("id"));
            return new Reply.Go("/admin#tokens");
        });
    }

    private AdminView view(Visit visit, Form org, Form person, Form token, @Nullable String made) {
        var actor = visit.actor();
        if (actor.role() != Role.ADMINISTRATOR) {
            throw Refusal.forbidden("只有管理员可以进入管理页面，请联系管理员。", "Only an administrator may administer. Ask one.");
        }
        var words = visit.words;
        var lexicon = site.lexicon(visit);
        var orgs = site.office().orgs().seenBy(actor);
        var orgNames = new HashMap<String, String>();
        orgs.forEach(o -> orgNames.put(o.id(), o.name()));
        var people = site.identity().people(actor);
        var names = Site.names(people);
        return new AdminView(
                orgs.stream()
                        .map(o -> new AdminView.OrgRow(o.name(), words.t("org." + o.kind())))
                        .toList(),
                people.stream()
                        .map(p -> new AdminView.PersonRow(
                                p.id(),
                                p.name(),
                                p.login(),
                                words.t("role." + p.role()),
                                orgNames.getOrDefault(p.orgId(), ""),
                                p.active(),
                                p.id().equals(actor.id())))
                        .toList(),
                site.identity().tokens(actor).stream()
                        .map(t -> new AdminView.TokenRow(
                                t.id(),
                                t.label(),
                                words.t("role." + t.role()),
                                names.getOrDefault(t.personId(), ""),
                                lexicon.day(t.createdAt()),
                                t.revoked()))
                        .toList(),
                Arrays.stream(Org.Kind.values())
                        .map(k -> new Choice(
                                k.name(), words.t("org." + k), k.name().equals(org.value("org-kind"))))
                        .toList(),
                roles(visit, person.value("person-role")),
                roles(visit, token.value("token-role")),
                orgs.stream()
                        .map(o -> new Choice(o.id(), o.name(), o.id().equals(person.value("person-org"))))
                        .toList(),
                org,
                person,
                token,
                made);
    }

    private static List<Choice> roles(Visit visit, String chosen) {
        return List.of(Role.PROVIDER, Role.OFFICER, Role.AUDITOR, Role.ADMINISTRATOR).stream()
                .map(r -> new Choice(
                        r.name(), visit.words.t("role." + r), r.name().equals(chosen)))
                .toList();
    }

    private Reply addOrg(Visit visit) {
        var errors = new Errors(visit).required("org-name");
        var kind = Arrays.stream(Org.Kind.values())
                .filter(k -> k.name().equals(visit.typed("org-kind")))
                .findFirst()
                .orElse(Org.Kind.PROVIDER);
        if (!errors.any()) {
            try {
                var org = site.office().orgs().create(visit.actor(), kind, visit.typed("org-name"));
                visit.tell(visit.words.t("org.added", org.name()));
                return new Reply.Go("/admin#orgs");
            } catch (Refusal e) {
                errors.add("org-name", said(visit, e));
            }
        }
        return wrong(visit, visit.form(errors.map()), Form.EMPTY, Form.EMPTY);
    }

    private Reply addPerson(Visit visit) {
        var errors = new Errors(visit)
                .required("person-name")
                .required("person-login")
                .required("person-password");
        if (visit.secret("person-password").length < Identity.MIN_PASSWORD) {
            errors.add("person-password", visit.words.t("password.help"));
        }
        var role = role(visit.typed("person-role"));
        if (!errors.any()) {
            try {
                var person = site.identity()
                        .createPerson(
                                visit.actor(),
                                visit.typed("person-org"),
                                visit.typed("person-login"),
                                visit.typed("person-name"),
                                role,
                                visit.secret("person-password"));
                visit.tell(visit.words.t("person.added", person.name()));
                return new Reply.Go("/admin#people");
            } catch (Refusal e) {
                errors.add("person-login", said(visit, e));
            }
        }
        return wrong(visit, Form.EMPTY, visit.form(errors.map()), Form.EMPTY);
    }

    private Reply addToken(Visit visit) {
        var errors = new Errors(visit).required("token-label");
        if (!errors.any()) {
            try {
                var made = site.identity()
                        .createToken(visit.actor(), visit.typed("token-label"), role(visit.typed("token-role")));
                return desk.page(
                        visit,
                        "admin",
                        "rooms/people/admin",
                        Map.of("p", view(visit, Form.EMPTY, Form.EMPTY, Form.EMPTY, made.secret())));
            } catch (Refusal e) {
                errors.add("token-label", said(visit, e));
            }
        }
        return wrong(visit, Form.EMPTY, Form.EMPTY, visit.form(errors.map()));
    }

    /** Unknown role: the least privileged one. */
    private static Role role(String name) {
        return Arrays.stream(Role.values())
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElse(Role.AUDITOR);
    }

    private static String said(Visit visit, Refusal e) {
        if (e.kind() == Refusal.Kind.FORBIDDEN) {
            throw e;
        }
        return visit.words.t(e.text());
    }

    private Reply wrong(Visit visit, Form org, Form person, Form token) {
        return desk.wrong(
                visit,
                "admin",
                "rooms/people/admin",
                Map.of("p", view(visit, org, person, token, null)),
                visit.words.t("error.form"));
    }
}
