package zhiheng.server.rooms.offers;

import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import zhiheng.base.Refusal;
import zhiheng.office.offers.Asking;
import zhiheng.office.offers.Round;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** One asking: what rounds said to it, line by line, and the answers of both sides. */
final class AskingPages {
    private static final String TEMPLATE = "rooms/offers/asking";
    private final Desk desk;
    private final OfferDesk offers;

    private final RoundDesk rounds;
    private final AllianceDesk alliances;

    AskingPages(Desk desk, OfferDesk offers, RoundDesk rounds, AllianceDesk alliances) {
        this.desk = desk;
        this.offers = offers;
        this.rounds = rounds;
        this.alliances = alliances;
    }

    static String path(String asking) {
        return "/askings/" + asking;
    }

    void mount(Router router) {
        desk.get(router, "/askings/:asking", visit -> desk.page(visit, "offers", TEMPLATE, parts(visit, Form.EMPTY)));
        desk.post(
                router,
                "/askings/:asking/ranking",
                visit -> did(
                        visit,
                        "ranking",
                        () -> offers.rank(
                                visit.actor(),
                                visit.in("asking"),
                                visit.version(),
                                OfferPages.ids(visit.typed("ranking")))));
        desk.post(
                router,
                "/askings/:asking/withdraw",
                visit -> did(visit, "ranking", () -> offers.withdraw(visit.actor(), visit.in("asking"))));
        desk.post(
                router,
                "/askings/:asking/alliance",
                visit -> did(visit, "words", () -> alliances.open(visit.actor(), visit.in("asking"))));
        desk.post(
                router,
                "/askings/:asking/matches/:match",
                visit -> did(
                        visit,
                        "words",
                        () -> rounds.answer(
                                visit.actor(),
                                visit.in("match"),
                                visit.version(),
                                visit.typed("says").equals("yes"),
                                visit.typed("words"))));
        desk.post(
                router,
                "/askings/:asking/matches/:match/end",
                visit -> did(visit, "words", () -> rounds.end(visit.actor(), visit.in("match"), visit.version())));
    }

    private Reply did(Visit visit, String field, Runnable deed) {
        try {
            deed.run();
        } catch (Refusal e) {
            if (e.kind() == Refusal.Kind.FORBIDDEN || e.kind() == Refusal.Kind.NOT_FOUND) {
                throw e;
            }
            var said = visit.words.t(e.text());
            var parts = parts(visit, visit.form(Map.of(field, said)));
            return e.kind() == Refusal.Kind.CONFLICT
                    ? desk.stale(visit, "offers", TEMPLATE, parts, said)
                    : desk.wrong(visit, "offers", TEMPLATE, parts, said);
        }
        visit.tell(visit.words.t("offers.done"));
        return new Reply.Go(path(visit.in("asking")));
    }

    static State state(Visit visit, Match.State state) {
        return new State(
                switch (state) {
                    case NONE, REFUSED, ENDED -> "not";
                    case PROPOSED -> "doing";
                    case AGREED -> "met";
                    case LAPSED -> "gap";
                },
                visit.words.t("offers.match." + state));
    }

    private Map<String, Object> parts(Visit visit, Form form) {
        return Map.of("p", view(visit, form));
    }

    private AskingView view(Visit visit, Form form) {
        var told = offers.asking(visit.actor(), visit.in("asking"));
        var a = told.asking();
        var words = visit.words;
        var names = offers.names();
        boolean changes = visit.actor().role().mayChange();
        boolean own = a.org().equals(visit.actor().orgId()) && changes;
        boolean waits = a.state() == Asking.State.OPEN;
        var alliance = alliances.of(a.id());
        return new AskingView(
                a.id(),
                a.version(),
                a.title(),
                a.about(),
                words.t(a.kind().text()),
                names.getOrDefault(a.org(), a.org()),
                OfferPages.state(visit, a.state()),
                wishes(visit, a),
                own,
                waits,
                String.join("\n", a.ranking()),
                own && waits
                        ? offers.choices(a).stream()
                                .map(o -> new AskingView.Choice(o.id(), o.title()))
                                .toList()
                        : List.of(),
                told.matches().stream()
                        .map(m -> told(visit, m, told.titles(), names, changes))
                        .toList(),
                alliance == null ? "" : AlliancePages.path(alliance.id()),
                own && alliance == null && alliances.installed(),
                form);
    }

    private static List<String> wishes(Visit visit, Asking a) {
        var words = visit.words;
        var wishes = new ArrayList<String>();
        if (!a.place().anywhere()) {
            wishes.add(a.place().name() + (a.reach() == 0 ? "" : " · " + words.t("offers.within", a.reach())));
        }
        wishes.add(a.most() < 0 ? words.t("offers.no-limit") : words.t("offers.at-most", a.most()));
        wishes.add(words.t("offers.from-day", a.from().toString()));
        return wishes;
    }

    private AskingView.Told told(
            Visit visit, Match m, Map<String, String> titles, Map<String, String> names, boolean changes) {
        var words = visit.words;
        var state = m.on(offers.today());
        var me = visit.actor().orgId();
        boolean asks = m.askerOrg().equals(me);
        boolean owns = m.ownerOrg().equals(me);
        boolean silent = (asks ? m.asker() : m.owner()) == Match.Says.NOTHING;
        return new AskingView.Told(
                m.id(),
                m.version(),
                state(visit, state),
                m.offer().isEmpty() ? "" : titles.getOrDefault(m.offer(), m.offer()),
                names.getOrDefault(m.ownerOrg(), ""),
                words.t("offers.sides", words.t("offers.says." + m.asker()), words.t("offers.says." + m.owner())),
                m.words(),
                m.until().toString(),
                changes && state == Match.State.PROPOSED && (asks || owns) && silent,
                changes && state == Match.State.AGREED && (asks || owns),
                m.eligible(),
                m.lines().stream()
                        .map(l -> new AskingView.Line(
                                titles.getOrDefault(l.offer(), l.offer()), sort(visit, l.sort()), words.t(l.text())))
                        .toList());
    }

    private static State sort(Visit visit, Round.Line.Sort sort) {
        return new State(
                switch (sort) {
                    case GOT -> "met";
                    case NOT_ELIGIBLE -> "not";
                    case FULL, TAKEN -> "gap";
                    case LESS, RANKED -> "told";
                    case LEFT -> "doing";
                },
                visit.words.t("offers.line." + sort));
    }
}
