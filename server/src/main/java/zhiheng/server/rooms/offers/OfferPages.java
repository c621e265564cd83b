package zhiheng.server.rooms.offers;

import io.vertx.ext.web.Router;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.offers.Asking;
import zhiheng.office.offers.Fit;
import zhiheng.office.offers.Offer;
import zhiheng.office.offers.Round;
import zhiheng.packs.Fact;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.sandbox.SandboxKits;

/** What is offered and asked for, the forms for both, and the rounds of the authority. */
final class OfferPages {
    static final String PATH = "/offers";
    private static final String LIST = "rooms/offers/offers";
    private static final String ONE = "rooms/offers/offer";
    private static final int ROWS = 20;

    private final Site site;
    private final Desk desk;
    private final OfferDesk offers;
    private final RoundDesk rounds;
    private final SandboxKits kits;

    OfferPages(Site site, Desk desk, OfferDesk offers, RoundDesk rounds, SandboxKits kits) {
        this.site = site;
        this.desk = desk;
        this.offers = offers;
        this.rounds = rounds;
        this.kits = kits;
    }

    void mount(Router router) {
        desk.get(router, PATH, visit -> desk.page(visit, "offers", LIST, Map.of("p", list(visit, Form.EMPTY))));
        desk.post(
                router,
                PATH,
                visit -> listed(visit, "title", () -> PATH + "/" + offer(visit).id()));
        desk.post(
                router,
                PATH + "/askings",
                visit -> listed(
                        visit, "wanted", () -> AskingPages.path(ask(visit).id())));
        desk.post(
                router,
                PATH + "/rounds",
                visit -> listed(visit, "kind", () -> {
                    rounds.hold(visit.actor(), kind(visit.typed("kind")), method(visit.typed("method")));
                    return PATH;
                }));
        desk.post(router, PATH + "/kits/:kit", visit -> {
            var kit = visit.in("kit");
            return listed(visit, "amount-" + kit, () -> {
                kits.take(
                        visit.actor(),
                        kit,
                        visit.typed("place-" + kit),
                        number(visit.typed("amount-" + kit), "数量", "The amount"));
                return PATH + "#kit-" + kit;
            });
        });
        desk.get(router, PATH + "/:offer", visit -> one(visit, Form.EMPTY));
        desk.post(router, PATH + "/:offer", this::change);
    }

    private Offer offer(Visit visit) {
        return offers.offer(
                visit.actor(),
                new OfferDesk.OfferForm(
                        kind(visit.typed("kind")),
                        visit.typed("title"),
                        visit.typed("about"),
                        visit.typed("place"),
                        visit.typed("coordinates"),
                        visit.typed("unit"),
                        (int) number(visit.typed("capacity"), "名额", "Places"),
                        number(visit.typed("price"), "价格", "The price"),
                        day(visit.typed("starts")),
                        day(visit.typed("ends")),
                        visit.typed("measure"),
                        visit.typed("conditions")));
    }

    private Asking ask(Visit visit) {
        var most = visit.typed("most");
        var reach = visit.typed("reach");
        return offers.ask(
                visit.actor(),
                new OfferDesk.AskingForm(
                        kind(visit.typed("kind")),
                        visit.typed("wanted"),
                        visit.typed("about"),
                        visit.typed("place"),
                        visit.typed("coordinates"),
                        reach.isEmpty() ? 0 : (int) number(reach, "距离", "The distance"),
                        most.isEmpty() ? Asking.NO_LIMIT : number(most, "最高价", "The highest price"),
                        day(visit.typed("from"))));
    }

    private Reply listed(Visit visit, String field, java.util.function.Supplier<String> deed) {
        try {
            var to = deed.get();
            visit.tell(visit.words.t("offers.done"));
            return new Reply.Go(to);
        } catch (Refusal e) {
            return again(visit, e, LIST, field, form -> Map.of("p", list(visit, form)));
        }
    }

    private Reply again(
            Visit visit,
            Refusal e,
            String template,
            String field,
            java.util.function.Function<Form, Map<String, Object>> view) {
        if (e.kind() == Refusal.Kind.FORBIDDEN || e.kind() == Refusal.Kind.NOT_FOUND) {
            throw e;
        }
        var said = visit.words.t(e.text());
        var parts = view.apply(visit.form(Map.of(field, said)));
        return e.kind() == Refusal.Kind.CONFLICT
                ? desk.stale(visit, "offers", template, parts, said)
                : desk.wrong(visit, "offers", template, parts, said);
    }

    private Reply change(Visit visit) {
        try {
            offers.change(
                    visit.actor(),
                    visit.in("offer"),
                    visit.version(),
                    (int) number(visit.typed("capacity"), "名额", "Places"),
                    day(visit.typed("ends")),
                    ids(visit.typed("ranking")),
                    visit.typed("open").equals("1"));
            visit.tell(visit.words.t("offers.done"));
            return new Reply.Go(PATH + "/" + visit.in("offer"));
        } catch (Refusal e) {
            return again(visit, e, ONE, "capacity", form -> Map.of("p", view(visit, form)));
        }
    }

    static List<String> ids(String typed) {
        return Stream.of(typed.split("[\\s,，]+")).filter(id -> !id.isEmpty()).toList();
    }

    static long number(String typed, String zh, String en) {
        if (!typed.matches("[0-9]{1,9}")) {
            throw Refusal.invalid(zh + "须为不超过九位的整数。", en + " must be a whole number of at most nine digits.");
        }
        return Long.parseLong(typed);
    }

    private static LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("日期请写作 2026-12-31。", "Write the day as 2026-12-31.");
        }
    }

    private static Offer.Kind kind(String typed) {
        var kind = OffersApi.kind(typed);
        if (kind == null) {
            throw Refusal.invalid("请选择种类。", "Choose a kind.");
        }
        return kind;
    }

    private static Round.Method method(String typed) {
        return typed.equals(Round.Method.STABLE.name()) ? Round.Method.STABLE : Round.Method.ASSIGNMENT;
    }

    private Reply one(Visit visit, Form form) {
        return desk.page(visit, "offers", ONE, Map.of("p", view(visit, form)));
    }

    private OffersView list(Visit visit, Form form) {
        var actor = visit.actor();
        var words = visit.words;
        var kind = OffersApi.kind(visit.query("kind"));
        boolean own = visit.query("own").equals("1");
        var after = visit.query("after").replaceAll("[^0-9A-Za-z-]", "");
        var found = offers.offers(actor, own, kind, after.isEmpty() ? null : after, ROWS);
        var fits = offers.fits(actor, found);
        var names = offers.names();
        var cards = new ArrayList<OffersView.Card>();
        for (int i = 0; i < found.size(); i++) {
            cards.add(card(visit, found.get(i), fits.get(i), names));
        }
        return new OffersView(
                tabs(visit, kind, own),
                cards,
                own || !after.isEmpty() ? List.of() : kits(visit, kind),
                kits.places(actor).stream()
                        .map(p -> new Choice(p.id(), p.system(), false))
                        .toList(),
                found.size() < ROWS
                        ? null
                        : PATH + "?after=" + found.getLast().id() + (kind == null ? "" : "&kind=" + kind)
                                + (own ? "&own=1" : ""),
                offers.askings(actor, !offers.holds(actor), null, ROWS).stream()
                        .map(a -> new OffersView.Asked(
                                AskingPages.path(a.id()),
                                a.title(),
                                words.t(a.kind().text()),
                                state(visit, a.state())))
                        .toList(),
                offers.atOwner(actor, ROWS).stream().map(m -> matched(visit, m)).toList(),
                rounds.list(null, 5).stream().map(r -> held(visit, r)).toList(),
                offers.holds(actor),
                actor.role().mayChange(),
                Stream.of(Offer.Kind.values())
                        .map(k ->
                                new Choice(k.name(), words.t(k.text()), k.name().equals(form.value("kind"))))
                        .toList(),
                Stream.concat(
                                Stream.of(new Choice(
                                        "",
                                        words.t("offers.measure.none"),
                                        form.value("measure").isEmpty())),
                                offers.profiles().measures().stream()
                                        .map(m -> new Choice(
                                                m.id(), words.t(m.title()), m.id().equals(form.value("measure")))))
                        .toList(),
                Stream.of(Round.Method.values())
                        .map(m -> new Choice(
                                m.name(),
                                words.t("offers.method." + m),
                                m.name().equals(form.value("method"))))
                        .toList(),
                questions(visit),
                form);
    }

    private List<OffersView.Kit> kits(Visit visit, Offer.@Nullable Kind kind) {
        return kits.all().stream()
                .filter(k -> kind == null || KitOffersApi.kind(k) == kind)
                .map(k -> new OffersView.Kit(
                        k.id(),
                        visit.words.t(k.name()),
                        visit.words.t(KitOffersApi.kind(k).text()),
                        k.unit(),
                        k.taken(),
                        k.capacity(),
                        k.each()))
                .toList();
    }

    private List<OffersView.Tab> tabs(Visit visit, Offer.@Nullable Kind kind, boolean own) {
        var tabs = new ArrayList<OffersView.Tab>();
        tabs.add(new OffersView.Tab(PATH, visit.words.t("offers.all"), kind == null && !own));
        for (var k : Offer.Kind.values()) {
            tabs.add(new OffersView.Tab(PATH + "?kind=" + k, visit.words.t(k.text()), k == kind && !own));
        }
        tabs.add(new OffersView.Tab(PATH + "?own=1", visit.words.t("offers.own"), own));
        return tabs;
    }

    /** What conditions can be set on, as they are written. */
    private List<String> questions(Visit visit) {
        var library = offers.profiles().library();
        return library == null
                ? List.of()
                : library.facts().stream()
                        .filter(f -> f.type() != Fact.Type.DATE)
                        .map(f -> f.id() + ": " + values(f) + " — " + visit.words.t(f.question()))
                        .toList();
    }

    private static String values(Fact fact) {
        return switch (fact.type()) {
            case BOOL -> "yes, no";
            case NUMBER -> "10..300";
            case CHOICE, CHOICES ->
                String.join(", ", fact.options().stream().map(Fact.Option::id).toList());
            case DATE -> "";
        };
    }

    private OffersView.Card card(Visit visit, Offer o, Fit fit, Map<String, String> names) {
        var words = visit.words;
        var library = offers.profiles().library();
        boolean open = fit.why().stream().allMatch(w -> w.bar() == Fit.Bar.UNKNOWN);
        var state = fit.eligible()
                ? o.free() == 0 ? new State("doing", words.t("offers.full")) : new State("met", words.t("offers.may"))
                : open ? new State("open", words.t("offers.open")) : new State("not", words.t("offers.not"));
        var conditions = new ArrayList<String>();
        if (!o.measure().isEmpty()) {
            conditions.add(offers.profiles().measures().stream()
                    .filter(m -> m.id().equals(o.measure()))
                    .findFirst()
                    .map(m -> words.t(m.title()) + " (" + m.rule().article() + ")")
                    .orElse(o.measure()));
        }
        if (library != null) {
            o.conditions().forEach(c -> conditions.add(words.t(c.text(library))));
        }
        return new OffersView.Card(
                PATH + "/" + o.id(),
                o.title(),
                o.about(),
                words.t(o.kind().text()),
                names.getOrDefault(o.org(), o.org()),
                o.place().anywhere() ? words.t("offers.anywhere") : o.place().name(),
                o.unit(),
                o.price() == 0 ? words.t("offers.free") : words.t("offers.yuan", o.price()),
                o.taken(),
                o.capacity(),
                o.starts() + " – " + o.ends(),
                o.open() ? state : new State("exempt", words.t("offers.closed")),
                fit.why().stream().map(w -> words.t(w.text())).toList(),
                conditions);
    }

    private OffersView.Asked matched(Visit visit, Match m) {
        var told = offers.asking(visit.actor(), m.asking());
        return new OffersView.Asked(
                AskingPages.path(m.asking()),
                told.asking().title(),
                visit.words.t(told.asking().kind().text()),
                AskingPages.state(visit, m.on(offers.today())));
    }

    static State state(Visit visit, Asking.State state) {
        return new State(
                switch (state) {
                    case OPEN -> "open";
                    case PLACED -> "met";
                    case WITHDRAWN -> "not";
                },
                visit.words.t("offers.asking." + state));
    }

    private OffersView.Held held(Visit visit, MatchRows.Held r) {
        var words = visit.words;
        return new OffersView.Held(
                site.lexicon(visit).when(r.time()),
                words.t(r.kind().text()),
                words.t("offers.method." + r.method()),
                r.askings(),
                r.offers(),
                r.proposed(),
                r.method() == Round.Method.STABLE
                        ? words.t("offers.stable")
                        : words.t(
                                "offers.proof",
                                r.total(),
                                r.bound(),
                                String.format(Locale.ROOT, "%.2f", 100 * r.gap())),
                r.treeSize() + " · " + r.root().substring(0, 16));
    }

    private OfferView view(Visit visit, Form form) {
        var offer = offers.one(visit.actor(), visit.in("offer"));
        boolean own = offer.org().equals(visit.actor().orgId());
        var matches = own
                ? offers.atOwner(visit.actor(), 200).stream()
                        .filter(m -> m.offer().equals(offer.id()))
                        .toList()
                : List.<Match>of();
        return new OfferView(
                offer.id(),
                offer.version(),
                card(visit, offer, offers.fit(visit.actor(), offer), offers.names()),
                own && visit.actor().role().mayChange(),
                offer.open(),
                offer.ends().toString(),
                String.join("\n", offer.ranking()),
                own
                        ? offers.candidates(offer).stream()
                                .map(a -> new AskingView.Choice(a.id(), a.title()))
                                .toList()
                        : List.of(),
                matches.stream().map(m -> matched(visit, m)).toList(),
                form);
    }
}
