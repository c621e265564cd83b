package zhiheng.server.rooms.offers;

import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** Alliances: found by partners, led by the asker. */
final class AlliancePages {
    private static final String TEMPLATE = "rooms/offers/alliance";
    private static final int ROWS = 50;
    private final Desk desk;
    private final OfferDesk offers;
    private final AllianceDesk alliances;

    AlliancePages(Desk desk, OfferDesk offers, AllianceDesk alliances) {
        this.desk = desk;
        this.offers = offers;
        this.alliances = alliances;
    }

    static String path(String alliance) {
        return "/alliances/" + alliance;
    }

    void mount(Router router) {
        desk.get(router, "/alliances", visit -> desk.page(visit, "offers", TEMPLATE, parts(visit, null, Form.EMPTY)));
        desk.get(
                router,
                "/alliances/:alliance",
                visit -> desk.page(
                        visit, "offers", TEMPLATE, parts(visit, alliances.one(visit.in("alliance")), Form.EMPTY)));
        desk.post(router, "/alliances/:alliance", this::act);
    }

    private Reply act(Visit visit) {
        var id = visit.in("alliance");
        try {
            alliances.act(
                    visit.actor(), id, visit.version(), visit.typed("deed"), visit.typed("org"), visit.typed("words"));
        } catch (Refusal e) {
            if (e.kind() == Refusal.Kind.FORBIDDEN || e.kind() == Refusal.Kind.NOT_FOUND) {
                throw e;
            }
            var said = visit.words.t(e.text());
            var parts = parts(visit, alliances.one(id), visit.form(Map.of(visit.typed("deed"), said)));
            return e.kind() == Refusal.Kind.CONFLICT
                    ? desk.stale(visit, "offers", TEMPLATE, parts, said)
                    : desk.wrong(visit, "offers", TEMPLATE, parts, said);
        }
        visit.tell(visit.words.t("offers.done"));
        return new Reply.Go(path(id));
    }

    private Map<String, Object> parts(Visit visit, @Nullable Alliance one, Form form) {
        var all = one == null
                ? alliances.list(null, ROWS).stream()
                        .map(a -> new OffersView.Asked(
                                path(a.id()), a.title(), offers.names().getOrDefault(a.lead(), ""), state(visit, a)))
                        .toList()
                : List.<OffersView.Asked>of();
        return Map.of("p", new AllianceView(all, one == null ? null : view(visit, one), form));
    }

    private State state(Visit visit, Alliance a) {
        var stage = a.c().stage();
        return new State(
                switch (stage) {
                    case "forming" -> "open";
                    case "working" -> "doing";
                    case "finished" -> "met";
                    default -> "not";
                },
                visit.words.t(alliances.procedure(a).stage(stage).name()));
    }

    private AllianceView.One view(Visit visit, Alliance a) {
        var names = offers.names();
        var me = visit.actor().orgId();
        boolean leads = a.lead().equals(me) && visit.actor().role().mayChange();
        return new AllianceView.One(
                a.id(),
                a.c().step(),
                a.title(),
                AskingPages.path(a.asking()),
                names.getOrDefault(a.lead(), a.lead()),
                state(visit, a),
                a.plan(),
                a.result(),
                a.members().stream()
                        .map(m -> new AllianceView.Member(
                                names.getOrDefault(m.org(), m.org()),
                                m.part(),
                                new State(
                                        switch (m.state()) {
                                            case ASKED -> "open";
                                            case JOINED -> "met";
                                            case LEFT -> "not";
                                        },
                                        visit.words.t("alliance.member." + m.state())),
                                leads && !a.c().ended() && m.state() == Alliance.State.ASKED ? m.org() : ""))
                        .toList(),
                visit.actor().role().mayChange() && !a.c().ended() ? deeds(visit, a, leads) : List.of());
    }

    private List<AllianceView.Deed> deeds(Visit visit, Alliance a, boolean leads) {
        var deeds = new ArrayList<AllianceView.Deed>();
        boolean forming = a.c().stage().equals("forming");
        if (leads) {
            deeds.add(deed(visit, forming ? "start" : "finish", true));
        } else if (a.has(visit.actor().orgId())) {
            deeds.add(deed(visit, "leave", false));
        } else if (!offers.holds(visit.actor())) {
            deeds.add(deed(visit, "join", true));
        }
        if (leads || offers.holds(visit.actor())) {
            deeds.add(deed(visit, "dissolve", false));
        }
        return deeds;
    }

    private static AllianceView.Deed deed(Visit visit, String name, boolean words) {
        return new AllianceView.Deed(
                name, visit.words.t("alliance.deed." + name), words ? visit.words.t("alliance.words." + name) : "");
    }
}
