package zhiheng.server.rooms.people;

import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.ground.identity.Staff;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** An officer's colleagues: who they are, and how another one comes in. */
record ColleaguesPages(Site site, Desk desk) {
    private static final String PAGE = "rooms/people/colleagues";

    void mount(Router router) {
        desk.get(
                router,
                "/people",
                visit -> desk.page(visit, "people", PAGE, Map.of("p", view(visit, Form.EMPTY, null))));
        desk.post(router, "/people", this::invite);
    }

    private ColleaguesView view(Visit visit, Form form, PersonView.@Nullable Made link) {
        return new ColleaguesView(
                site.office()
                        .orgs()
                        .find(visit.actor(), visit.actor().orgId())
                        .map(Org::name)
                        .orElse(""),
                site.identity().staff().colleagues(visit.actor()).stream()
                        .map(p -> new ColleaguesView.Row(
                                p.name(), p.login(), visit.words.t("role." + p.role()), PersonPages.state(visit, p)))
                        .toList(),
                List.of(Role.OFFICER, Role.AUDITOR).stream()
                        .map(r -> new Choice(
                                r.name(), visit.words.t("role." + r), r.name().equals(form.value("person-role"))))
                        .toList(),
                form,
                link);
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
                        visit.actor().orgId(), visit.typed("person-name"), AdminPages.role(visit.typed("person-role")));
                var link = site.identity().staff().invite(visit.actor(), visit.typed("person-login"), details);
                return desk.page(
                        visit,
                        "people",
                        PAGE,
                        Map.of("p", view(visit, Form.EMPTY, AdminPages.made(site, visit, link))));
            } catch (Refusal e) {
                errors.add(
                        e.kind() == Refusal.Kind.CONFLICT ? "person-login" : "person-role", AdminPages.said(visit, e));
            }
        }
        return desk.wrong(
                visit,
                "people",
                PAGE,
                Map.of("p", view(visit, visit.form(errors.map()), null)),
                visit.words.t("error.form"));
    }
}
