package zhiheng.server.rooms.people;

import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.people.Role;
import zhiheng.server.ground.identity.PasswordLink;
import zhiheng.server.ground.identity.Staff;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** Organisations, people and API tokens. */
public final class AdminPages {
    private static final String PAGE = "rooms/people/admin";

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
                        PAGE,
                        Map.of("p", view(visit, Form.EMPTY, Form.EMPTY, Form.EMPTY, null, null))));
        desk.post(router, "/admin/orgs", this::addOrg);
        desk.post(router, "/admin/people", this::invite);
        desk.post(router, "/admin/tokens", this::addToken);
        desk.post(router, "/admin/tokens/:id/revoke", visit -> {
            site.identity().revokeToken(visit.actor(), visit.in("id"));
            return new Reply.Go("/admin#tokens");
        });
    }

    static void administrator(Visit visit) {
        if (visit.actor().role() != Role.ADMINISTRATOR) {
            throw Refusal.forbidden("只有管理员可以进入管理页面，请联系管理员。", "Only an administrator may administer. Ask one.");
        }
    }

    private AdminView view(
            Visit visit, Form org, Form person, Form token, @Nullable String made, PersonView.@Nullable Made link) {
        administrator(visit);
        var actor = visit.actor();
        var words = visit.words;
        var lexicon = site.lexicon(visit);
        var orgs = site.office().orgs().seenBy(actor);
        var orgNames = new HashMap<String, String>();
        orgs.forEach(o -> orgNames.put(o.id(), o.name()));
        var people = site.identity().people(actor);
        var names = Site.names(people);
        return new AdminView(
                orgs.stream()
                        .map(o -> new AdminView.OrgRow(
                                o.id(),
                                o.name(),
                                words.t("org." + o.kind()),
                                o.number().value()))
                        .toList(),
                people.stream()
                        .map(p -> new AdminView.PersonRow(
                                p.id(),
                                p.name(),
                                p.login(),
                                words.t("role." + p.role()),
                                orgNames.getOrDefault(p.orgId(), ""),
                                PersonPages.state(visit, p)))
                        .toList(),
                site.identity().tokens(actor).stream()
                        .map(t -> new AdminView.TokenRow(
                                t.id(),
                                t.label(),
                                words.t("role." + t.role()),
                                names.getOrDefault(t.personId(), ""),
                                lexicon.on(t.createdAt()),
                                t.used() == null ? null : lexicon.sentence("token.used", t.used()),
                                lexicon.sentenceOn("token.until", t.expires()),
                                !t.revoked() && t.expires().isAfter(site.clock().instant()),
                                words.t(t.revoked() ? "token.off" : "token.expired")))
                        .toList(),
                OrgFields.of(visit, org),
                roles(visit, person.value("person-role")),
                roles(visit, token.value("token-role")),
                orgs.stream()
                        .map(o -> new Choice(o.id(), o.name(), o.id().equals(person.value("person-org"))))
                        .toList(),
                person,
                token,
                made,
                link);
    }

    static List<Choice> roles(Visit visit, String chosen) {
        return List.of(Role.PROVIDER, Role.OFFICER, Role.AUDITOR, Role.ADMINISTRATOR).stream()
                .map(r -> new Choice(
                        r.name(), visit.words.t("role." + r), r.name().equals(chosen)))
                .toList();
    }

    private Reply addOrg(Visit visit) {
        var errors = new Errors(visit);
        OrgFields.check(visit, errors);
        if (!errors.any()) {
            try {
                var org = site.office().orgs().create(visit.actor(), OrgFields.typed(visit));
                visit.tell(visit.words.t("org.added", org.name()));
                return new Reply.Go("/admin#orgs");
            } catch (Refusal e) {
                errors.add("org-name", said(visit, e));
            }
        }
        return wrong(visit, visit.form(errors.map()), Form.EMPTY, Form.EMPTY);
    }

    private Reply invite(Visit visit) {
        var errors = new Errors(visit)
                .required("person-name")
                .check("person-name", () -> Staff.name(visit.typed("person-name")))
                .required("person-login")
                .check("person-login", () -> Staff.login(visit.typed("person-login")));
        if (!errors.any()) {
            try {
                var details = new Staff.Details(
                        visit.typed("person-org"), visit.typed("person-name"), role(visit.typed("person-role")));
                var link = site.identity().staff().invite(visit.actor(), visit.typed("person-login"), details);
                return desk.page(
                        visit,
                        "admin",
                        PAGE,
                        Map.of("p", view(visit, Form.EMPTY, Form.EMPTY, Form.EMPTY, null, made(site, visit, link))));
            } catch (Refusal e) {
                errors.add(e.kind() == Refusal.Kind.CONFLICT ? "person-login" : "person-role", said(visit, e));
            }
        }
        return wrong(visit, Form.EMPTY, visit.form(errors.map()), Form.EMPTY);
    }

    static PersonView.Made made(Site site, Visit visit, PasswordLink link) {
        return new PersonView.Made(
                link.person().name(),
                visit.origin + link.path(),
                site.lexicon(visit).sentence("link.once", link.expires()));
    }

    private Reply addToken(Visit visit) {
        var errors = new Errors(visit).required("token-label");
        var days = visit.typed("token-days");
        if (!days.matches("[1-9][0-9]{0,2}") || Integer.parseInt(days) > 366) {
            errors.add("token-days", visit.words.t("token.days.wrong"));
        }
        if (!errors.any()) {
            try {
                var made = site.identity()
                        .createToken(
                                visit.actor(),
                                visit.typed("token-label"),
                                role(visit.typed("token-role")),
                                Duration.ofDays(Integer.parseInt(days)));
                return desk.page(
                        visit,
                        "admin",
                        PAGE,
                        Map.of("p", view(visit, Form.EMPTY, Form.EMPTY, Form.EMPTY, made.secret(), null)));
            } catch (Refusal e) {
                errors.add("token-label", said(visit, e));
            }
        }
        return wrong(visit, Form.EMPTY, Form.EMPTY, visit.form(errors.map()));
    }

    /** Unknown role: the least privileged one. */
    static Role role(String name) {
        return Arrays.stream(Role.values())
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElse(Role.AUDITOR);
    }

    static String said(Visit visit, Refusal e) {
        if (e.kind() == Refusal.Kind.FORBIDDEN) {
            throw e;
        }
        return visit.words.t(e.text());
    }

    private Reply wrong(Visit visit, Form org, Form person, Form token) {
        return desk.wrong(
                visit,
                "admin",
                PAGE,
                Map.of("p", view(visit, org, person, token, null, null)),
                visit.words.t("error.form"));
    }
}
