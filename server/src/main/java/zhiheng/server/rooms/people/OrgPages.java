package zhiheng.server.rooms.people;

import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import zhiheng.base.Refusal;
import zhiheng.office.people.Access;
import zhiheng.office.people.Org;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.Now;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** One organisation, to be changed by an administrator. */
final class OrgPages {
    private static final String PAGE = "rooms/people/org";

    private final Site site;
    private final Desk desk;

    OrgPages(Site site, Desk desk) {
        this.site = site;
        this.desk = desk;
    }

    void mount(Router router) {
        desk.get(router, "/admin/orgs/:id", visit -> {
            var org = org(visit);
            var fields = OrgFields.of(visit, OrgFields.form(org));
            return desk.page(
                    visit,
                    "admin",
                    PAGE,
                    Map.of("p", new OrgView(action(org), version(org), org.name(), fields, null)));
        });
        desk.post(router, "/admin/orgs/:id", this::change);
    }

    private Org org(Visit visit) {
        AdminPages.administrator(visit);
        return site.office().orgs().find(visit.actor(), visit.in("id")).orElseThrow(Access::notFound);
    }

    private static String action(Org org) {
        return "/admin/orgs/" + org.id();
    }

    private static String version(Org org) {
        return Long.toString(org.version());
    }

    private Reply change(Visit visit) {
        var present = org(visit);
        var errors = new Errors(visit);
        OrgFields.check(visit, errors);
        var stale = visit.version() != present.version();
        if (!errors.any() && !stale) {
            try {
                var org = site.office()
                        .orgs()
                        .change(
                                visit.actor(),
                                present.id(),
                                visit.version(),
                                OrgFields.typed(visit),
                                site.identity().staff());
                visit.tell(visit.words.t("org.saved", org.name()));
                return new Reply.Go("/admin#orgs");
            } catch (Refusal e) {
                var moved = org(visit).version() != present.version();
                stale = moved;
                if (!moved) {
                    errors.add(e.kind() == Refusal.Kind.CONFLICT ? "org-name" : "org-kind", AdminPages.said(visit, e));
                }
            }
        }
        var now = org(visit);
        var fields = OrgFields.of(visit, visit.form(errors.map()));
        var view = new OrgView(action(now), version(now), now.name(), fields, stale ? now(visit, now) : null);
        return stale
                ? desk.stale(visit, "admin", PAGE, Map.of("p", view), visit.words.t("now.changed"))
                : desk.wrong(visit, "admin", PAGE, Map.of("p", view), visit.words.t("error.form"));
    }

    private static List<Now> now(Visit visit, Org org) {
        return List.of(
                new Now(visit.words.t("org.name"), org.name()),
                new Now(visit.words.t("org.kind"), visit.words.t("org." + org.kind())),
                new Now(
                        visit.words.t("org.number"),
                        org.number().value().isEmpty() ? "—" : org.number().value()));
    }
}
