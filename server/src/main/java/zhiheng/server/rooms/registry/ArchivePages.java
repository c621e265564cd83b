package zhiheng.server.rooms.registry;

import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import zhiheng.base.Refusal;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.SystemQuery;
import zhiheng.server.ground.page.Aside;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** Systems put aside: archived, merged into another, taken back. */
record ArchivePages(Site site, Desk desk) {
    private static final int OFFERED = 200;

    private interface Deed {
        AiSystem done(long version);
    }

    void mount(Router router) {
        desk.get(
                router,
                "/systems/:id/archive",
                visit -> desk.page(visit, "systems", "rooms/registry/archive", Map.of("p", view(visit, Form.EMPTY))));
        desk.post(
                router,
                "/systems/:id/archive",
                visit -> doing(
                        visit,
                        "archive.done",
                        v -> site.office().archives().archive(visit.actor(), visit.in("id"), v)));
        desk.post(
                router,
                "/systems/:id/unarchive",
                visit -> doing(
                        visit,
                        "archive.back",
                        v -> site.office().archives().unarchive(visit.actor(), visit.in("id"), v)));
        desk.post(
                router,
                "/systems/:id/merge",
                visit -> doing(
                        visit,
                        "archive.merged",
                        v -> site.office().archives().merge(visit.actor(), visit.in("id"), v, visit.typed("into"))));
    }

    private ArchiveView view(Visit visit, Form form) {
        var system = site.office().registry().system(visit.actor(), visit.in("id"));
        var archive = system.archive();
        return new ArchiveView(
                system.name(),
                "/systems/" + system.id(),
                Long.toString(system.version()),
                archive == null ? "" : site.lexicon(visit).day(archive.at()),
                archive == null ? others(visit, system, form.value("into")) : List.of(),
                form);
    }

    private List<Choice> others(Visit visit, AiSystem system, String chosen) {
        var choices = new ArrayList<Choice>();
        choices.add(new Choice("", visit.words.t("archive.into.none"), chosen.isEmpty()));
        site
                .office()
                .registry()
                .systems(visit.actor(), new SystemQuery(null, system.orgId(), null, null, null, OFFERED))
                .items()
                .stream()
                .filter(row -> !row.id().equals(system.id()))
                .forEach(row ->
                        choices.add(new Choice(row.id(), row.name(), row.id().equals(chosen))));
        return choices;
    }

    private Reply doing(Visit visit, String said, Deed deed) {
        try {
            var system = deed.done(visit.version());
            visit.tell(visit.words.t(said, system.name()));
            return new Reply.Go("/systems/" + system.id());
        } catch (Refusal e) {
            var why = visit.words.t(e.text());
            return switch (e.kind()) {
                case CONFLICT ->
                    desk.stale(
                            visit,
                            "systems",
                            "rooms/registry/archive",
                            Map.of("p", view(visit, visit.form(Map.of()))),
                            why);
                case INVALID, NOT_FOUND ->
                    desk.wrong(
                            visit,
                            "systems",
                            "rooms/registry/archive",
                            Map.of("p", view(visit, visit.form(Map.of("into", why)))),
                            why);
                case MALFORMED, FORBIDDEN, UNAVAILABLE -> throw e;
            };
        }
    }

    /** What the dossier says of it: that it is put aside, and what was merged into it. */
    List<Aside.Line> about(Visit visit, String id) {
        var lines = new ArrayList<Aside.Line>();
        var system = site.office().registry().system(visit.actor(), id);
        var archive = system.archive();
        if (archive != null) {
            var day = site.lexicon(visit).day(archive.at());
            lines.add(new Aside.Line(
                    new State("not", visit.words.t("archive.since", day)), "/systems/" + id + "/archive"));
            if (!archive.into().isEmpty()) {
                var name = site.office()
                        .registry()
                        .nameOf(visit.actor(), archive.into())
                        .orElse("—");
                lines.add(new Aside.Line(
                        new State("told", visit.words.t("archive.into.now", name)), "/systems/" + archive.into()));
            }
        }
        site.office()
                .archives()
                .mergedInto(visit.actor(), id)
                .forEach(s -> lines.add(new Aside.Line(
                        new State("told", visit.words.t("archive.from", s.name())), "/systems/" + s.id())));
        return lines;
    }
}
