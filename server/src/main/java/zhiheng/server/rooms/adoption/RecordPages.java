package zhiheng.server.rooms.adoption;

import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import zhiheng.base.Refusal;
import zhiheng.office.jobs.Occupations;
import zhiheng.office.jobs.RoleChange;
import zhiheng.packs.Finding;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Visit;

/** One record: who keeps it changes it, role by role; others see it without numbers. */
final class RecordPages {
    private static final String TEMPLATE = "rooms/adoption/record";
    private static final String PATH = AdoptionPages.PATH + "/:id";
    private final Desk desk;
    private final AdoptionDesk adoption;

    RecordPages(Desk desk, AdoptionDesk adoption) {
        this.desk = desk;
        this.adoption = adoption;
    }

    void mount(Router router) {
        desk.get(router, PATH, visit -> desk.page(visit, "adoption", TEMPLATE, Map.of("p", view(visit, Form.EMPTY))));
        desk.post(
                router,
                PATH,
                visit -> did(visit, "task", () -> {
                    var now = adoption.one(visit.actor(), visit.in("id"));
                    adoption.change(
                            visit.actor(), visit.in("id"), visit.version(), AdoptionForm.said(visit), now.roles());
                }));
        desk.post(
                router,
                PATH + "/roles",
                visit -> did(visit, "before", () -> {
                    var role = AdoptionForm.role(visit);
                    adoption.role(visit.actor(), visit.in("id"), visit.version(), role.occupation(), role);
                }));
        desk.post(
                router,
                PATH + "/roles/:code/remove",
                visit -> did(
                        visit,
                        "before",
                        () -> adoption.role(visit.actor(), visit.in("id"), visit.version(), visit.in("code"), null)));
        desk.post(router, PATH + "/remove", visit -> {
            adoption.remove(visit.actor(), visit.in("id"), visit.version());
            visit.tell(visit.words.t("adoption.done"));
            return new Reply.Go(AdoptionPages.PATH);
        });
    }

    private Reply did(Visit visit, String field, Runnable deed) {
        try {
            deed.run();
        } catch (Refusal e) {
            if (e.kind() == Refusal.Kind.FORBIDDEN || e.kind() == Refusal.Kind.NOT_FOUND) {
                throw e;
            }
            var said = visit.words.t(e.text());
            var view = Map.<String, Object>of("p", view(visit, visit.form(Map.of(field, said))));
            return e.kind() == Refusal.Kind.CONFLICT
                    ? desk.stale(visit, "adoption", TEMPLATE, view, said)
                    : desk.wrong(visit, "adoption", TEMPLATE, view, said);
        }
        visit.tell(visit.words.t("adoption.done"));
        return new Reply.Go(AdoptionPages.PATH + "/" + visit.in("id"));
    }

    private RecordView view(Visit visit, Form form) {
        var a = adoption.one(visit.actor(), visit.in("id"));
        var words = visit.words;
        boolean own = a.org().equals(visit.actor().orgId());
        return new RecordView(
                a.id(),
                a.version(),
                adoption.systemName(visit.actor(), a.system()).orElse(a.system()),
                "/systems/" + a.system(),
                adoption.names().getOrDefault(a.org(), a.org()),
                facts(visit, a, own),
                own,
                own && visit.actor().role().mayChange(),
                a.roles().stream().map(r -> role(visit, r)).toList(),
                adoption.notes(visit.actor(), a).stream()
                        .map(n -> note(visit, a, n))
                        .toList(),
                Occupations.groups().entrySet().stream()
                        .filter(e -> e.getKey().length() == 2)
                        .map(e -> new Choice(
                                e.getKey(),
                                e.getKey() + " " + words.t(e.getValue()),
                                e.getKey().equals(form.value("occupation"))))
                        .toList(),
                AdoptionForm.fields(visit, List.of(), a.where(), a.protections(), a.highRisk()),
                form.wrong() ? form : filled(a));
    }

    private static Form filled(Adoption a) {
        var informed = a.informed();
        return new Form(
                Map.of(
                        "task", a.task(),
                        "starts", a.starts().toString(),
                        "informed", informed == null ? "" : informed.toString(),
                        "heard", a.heard() ? "1" : "",
                        "offered", String.valueOf(a.offered()),
                        "finished", String.valueOf(a.finished())),
                Map.of());
    }

    private static List<AdoptionView.Figure> facts(Visit visit, Adoption a, boolean own) {
        var words = visit.words;
        var informed = a.informed();
        var facts = new ArrayList<AdoptionView.Figure>();
        facts.add(new AdoptionView.Figure(words.t("adoption.task"), a.task()));
        facts.add(new AdoptionView.Figure(words.t("adoption.starts"), a.starts().toString()));
        facts.add(new AdoptionView.Figure(
                words.t("adoption.where"),
                AdoptionPages.said(visit, a.where(), Adoption.Where.class, "adoption.where.")));
        facts.add(new AdoptionView.Figure(words.t("adoption.risk"), words.t("adoption.risk." + a.highRisk())));
        facts.add(new AdoptionView.Figure(
                words.t("adoption.informed"), informed == null ? words.t("adoption.told.NOT") : informed.toString()));
        facts.add(new AdoptionView.Figure(
                words.t("adoption.heard"), words.t(a.heard() ? "adoption.yes" : "adoption.no")));
        facts.add(new AdoptionView.Figure(
                words.t("adoption.protections"),
                AdoptionPages.said(visit, a.protections(), Adoption.Protection.class, "adoption.protection.")));
        if (own) {
            facts.add(new AdoptionView.Figure(words.t("adoption.training"), a.finished() + " / " + a.offered()));
        }
        return facts;
    }

    private static RecordView.Role role(Visit visit, RoleChange r) {
        var title = Occupations.title(r.occupation());
        return new RecordView.Role(
                r.occupation(),
                title == null ? "" : visit.words.t(title),
                List.of(
                        String.valueOf(r.before()),
                        String.valueOf(r.stayed()),
                        String.valueOf(r.moved()),
                        String.valueOf(r.retrained()),
                        String.valueOf(r.left()),
                        String.valueOf(r.created()),
                        r.notHired() == RoleChange.UNKNOWN ? "?" : String.valueOf(r.notHired()),
                        AdoptionPages.signed(r.net())));
    }

    private RecordView.Note note(Visit visit, Adoption a, Finding.Note n) {
        boolean later = n.from().isAfter(adoption.today());
        return new RecordView.Note(
                n.article(),
                visit.words.t(n.text()),
                later ? visit.words.t("adoption.from", n.from().toString()) : "",
                adoption.owes(visit.actor(), a.system(), n.ref())
                        ? "/systems/" + a.system() + "/duties/" + n.ref()
                        : "");
    }
}
