package zhiheng.server.rooms.sandbox;

import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import zhiheng.base.Refusal;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** The kits on offer: how much of each is out and with whom. */
final class KitPages {
    private static final String TEMPLATE = "rooms/sandbox/kits";
    private static final String PATH = "/sandbox-kits";

    private final Site site;
    private final Desk desk;
    private final Kits kits;
    private final Queue queue;

    KitPages(Site site, Desk desk, Kits kits, Queue queue) {
        this.site = site;
        this.desk = desk;
        this.kits = kits;
        this.queue = queue;
    }

    void mount(Router router) {
        desk.get(router, PATH, visit -> desk.page(visit, "sandboxes", TEMPLATE, Map.of("p", view(visit, Form.EMPTY))));
        desk.post(
                router,
                PATH,
                visit -> did(visit, "kit.offered", "capacity", () -> {
                    kits.offer(
                            visit.actor(),
                            sort(visit.typed("sort")),
                            visit.typed("zh"),
                            visit.typed("en"),
                            visit.typed("unit"),
                            number(visit.typed("capacity")),
                            number(visit.typed("each")));
                }));
        desk.post(router, PATH + "/:kit/grants", visit -> {
            var kit = visit.in("kit");
            return did(visit, "kit.granted", "amount-" + kit, () -> {
                kits.grant(visit.actor(), kit, visit.typed("case-" + kit), number(visit.typed("amount-" + kit)));
            });
        });
        desk.post(router, PATH + "/:kit/capacity", visit -> {
            var kit = visit.in("kit");
            return did(visit, "kit.resized", "capacity-" + kit, () -> {
                kits.resize(visit.actor(), kit, number(visit.typed("capacity-" + kit)), visit.typed("was"));
            });
        });
        desk.post(
                router,
                PATH + "/grants/:grant",
                visit -> did(visit, "kit.returned", "", () -> {
                    kits.giveBack(visit.actor(), visit.in("grant"));
                }));
    }

    private Reply did(Visit visit, String word, String field, Runnable deed) {
        try {
            deed.run();
        } catch (Refusal e) {
            if (e.kind() == Refusal.Kind.FORBIDDEN || e.kind() == Refusal.Kind.NOT_FOUND) {
                throw e;
            }
            var said = visit.words.t(e.text());
            var view = Map.<String, Object>of("p", view(visit, visit.form(Map.of(field, said))));
            return e.kind() == Refusal.Kind.CONFLICT
                    ? desk.stale(visit, "sandboxes", TEMPLATE, view, said)
                    : desk.wrong(visit, "sandboxes", TEMPLATE, view, said);
        }
        visit.tell(visit.words.t(word));
        return new Reply.Go(PATH);
    }

    private static KitRows.Sort sort(String typed) {
        return Stream.of(KitRows.Sort.values())
                .filter(s -> s.name().equals(typed))
                .findFirst()
                .orElse(KitRows.Sort.COMPUTE);
    }

    private static long number(String typed) {
        return typed.matches("[0-9]{1,10}") ? Long.parseLong(typed) : 0;
    }

    private KitsView view(Visit visit, Form form) {
        var words = visit.words;
        boolean officer = visit.actor().role() == zhiheng.office.people.Role.ADMINISTRATOR
                || visit.actor().role() == zhiheng.office.people.Role.OFFICER;
        var places = queue.of(visit.actor()).places();
        return new KitsView(
                kits.all().stream()
                        .map(k -> new KitsView.Kit(
                                k.id(),
                                words.language().equals("zh") ? k.nameZh() : k.nameEn(),
                                words.t("kit.sort." + k.sort()),
                                k.unit(),
                                k.capacity(),
                                k.granted(),
                                k.each(),
                                out(visit, k, places)))
                        .toList(),
                officer,
                Stream.of(KitRows.Sort.values())
                        .map(s -> new Choice(
                                s.name(), words.t("kit.sort." + s), s.name().equals(form.value("sort"))))
                        .toList(),
                officer
                        ? places.stream()
                                .map(p -> new Choice(p.p().c().id(), p.system() + " · " + p.org(), false))
                                .toList()
                        : List.of(),
                form);
    }

    private List<KitsView.Out> out(Visit visit, KitRows.Kit kit, List<Queue.Place> places) {
        return kits.out(visit.actor(), kit.id()).stream()
                .map(g -> new KitsView.Out(
                        PATH + "/grants/" + g.id(),
                        g.amount() + " " + kit.unit(),
                        places.stream()
                                .filter(p -> p.p().c().id().equals(g.caseId()))
                                .map(Queue.Place::system)
                                .findFirst()
                                .orElse(g.caseId()),
                        "/sandboxes/" + g.caseId(),
                        site.lexicon(visit).when(g.time())))
                .toList();
    }
}
