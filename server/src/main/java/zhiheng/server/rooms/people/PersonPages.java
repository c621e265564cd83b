package zhiheng.server.rooms.people;

import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.people.Access;
import zhiheng.office.people.Org;
import zhiheng.server.ground.identity.Person;
import zhiheng.server.ground.identity.Staff;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Now;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.sso.Sso;

/** One person, as an administrator changes it: name, role, organisation, a new link, off and on again. */
final class PersonPages {
    private static final String PAGE = "rooms/people/person";

    private final Site site;
    private final Desk desk;
    private final Optional<Sso> sso;

    PersonPages(Site site, Desk desk, Optional<Sso> sso) {
        this.site = site;
        this.desk = desk;
        this.sso = sso;
    }

    void mount(Router router) {
        desk.get(router, "/admin/people/:id", visit -> page(visit, null));
        desk.post(router, "/admin/people/:id", this::change);
        desk.post(router, "/admin/people/:id/link", visit -> {
            var link = site.identity().staff().link(visit.actor(), visit.in("id"));
            return page(visit, AdminPages.made(site, visit, link));
        });
        desk.post(router, "/admin/people/:id/factor", visit -> {
            site.identity().factor().reset(visit.actor(), visit.in("id"));
            visit.tell(visit.words.t("factor.reset.done"));
            return new Reply.Go("/admin/people/" + visit.in("id"));
        });
        desk.post(router, "/admin/people/:id/provider", visit -> {
            sso.orElseThrow(Access::notFound).unlink(visit.actor(), visit.in("id"));
            visit.tell(visit.words.t("sso.unlinked"));
            return new Reply.Go("/admin/people/" + visit.in("id"));
        });
        desk.post(router, "/admin/people/:id/disable", visit -> {
            site.identity().staff().disable(visit.actor(), visit.in("id"));
            return new Reply.Go("/admin#people");
        });
        desk.post(router, "/admin/people/:id/enable", visit -> {
            site.identity().staff().enable(visit.actor(), visit.in("id"));
            return new Reply.Go("/admin#people");
        });
    }

    private Reply page(Visit visit, PersonView.@Nullable Made link) {
        var person = person(visit);
        return desk.page(visit, "admin", PAGE, Map.of("p", view(visit, person, form(person), null, link)));
    }

    private Person person(Visit visit) {
        return site.identity().staff().one(visit.actor(), visit.in("id"));
    }

    private static Form form(Person person) {
        return new Form(
                Map.of(
                        "person-name", person.name(),
                        "person-role", person.role().name(),
                        "person-org", person.orgId()),
                Map.of());
    }

    private PersonView view(
            Visit visit, Person person, Form form, @Nullable List<Now> now, PersonView.@Nullable Made link) {
        return new PersonView(
                "/admin/people/" + person.id(),
                Long.toString(person.version()),
                person.name(),
                person.login(),
                state(visit, person),
                person.active(),
                person.id().equals(visit.actor().id()),
                site.identity().factor().on(person.id()),
                sso.filter(s -> s.linked(person.id())).map(Sso::label).orElse(""),
                AdminPages.roles(visit, form.value("person-role")),
                site.office().orgs().seenBy(visit.actor()).stream()
                        .map(o -> new Choice(o.id(), o.name(), o.id().equals(form.value("person-org"))))
                        .toList(),
                form,
                now,
                link);
    }

    static State state(Visit visit, Person person) {
        if (!person.active()) {
            return new State("not", visit.words.t("person.off"));
        }
        return person.entered()
                ? new State("met", visit.words.t("person.on"))
                : new State("doing", visit.words.t("person.invited"));
    }

    private Reply change(Visit visit) {
        var present = person(visit);
        var errors = new Errors(visit)
                .required("person-name")
                .check("person-name", () -> Staff.name(visit.typed("person-name")));
        var stale = visit.version() != present.version();
        if (!errors.any() && !stale) {
            try {
                var details = new Staff.Details(
                        visit.typed("person-org"),
                        visit.typed("person-name"),
                        AdminPages.role(visit.typed("person-role")));
                var changed = site.identity().staff().change(visit.actor(), present.id(), visit.version(), details);
                visit.tell(visit.words.t("person.saved", changed.name()));
                return new Reply.Go("/admin#people");
            } catch (Refusal e) {
                stale = person(visit).version() != present.version();
                errors.add("person-role", AdminPages.said(visit, e));
            }
        }
        var now = person(visit);
        var typed = visit.form(stale ? Map.of() : errors.map());
        var view = view(visit, now, typed, stale ? now(visit, now) : null, null);
        return stale
                ? desk.stale(visit, "admin", PAGE, Map.of("p", view), visit.words.t("now.changed"))
                : desk.wrong(visit, "admin", PAGE, Map.of("p", view), visit.words.t("error.form"));
    }

    private List<Now> now(Visit visit, Person person) {
        return List.of(
                new Now(visit.words.t("person.name"), person.name()),
                new Now(visit.words.t("role"), visit.words.t("role." + person.role())),
                new Now(
                        visit.words.t("org"),
                        site.office()
                                .orgs()
                                .find(visit.actor(), person.orgId())
                                .map(Org::name)
                                .orElse("—")));
    }
}
