package zhiheng.server.rooms.offers;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import zhiheng.office.offers.Asking;
import zhiheng.office.offers.Condition;
import zhiheng.office.offers.Offer;
import zhiheng.office.offers.Place;
import zhiheng.office.offers.Round;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.ground.http.Reply;

/** Offers, askings, rounds and their answers for programs. */
record OffersApi(OfferDesk desk, RoundDesk rounds) {
    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/offers", this::offers),
                Endpoint.json(HttpMethod.POST, "/api/v1/offers", this::offer),
                Endpoint.get(
                        "/api/v1/offers/:id", call -> Reply.json(told(call, desk.one(call.actor(), call.path("id"))))),
                Endpoint.json(HttpMethod.PATCH, "/api/v1/offers/:id", this::change),
                Endpoint.get("/api/v1/askings", this::askings),
                Endpoint.json(HttpMethod.POST, "/api/v1/askings", this::ask),
                Endpoint.get("/api/v1/askings/:id", this::asking),
                Endpoint.json(HttpMethod.POST, "/api/v1/askings/:id/ranking", this::rank),
                Endpoint.post("/api/v1/askings/:id/withdraw", this::withdraw),
                Endpoint.get("/api/v1/offer-rounds", this::rounds),
                Endpoint.json(HttpMethod.POST, "/api/v1/offer-rounds", this::hold),
                Endpoint.get("/api/v1/offer-matches", this::matches),
                Endpoint.json(HttpMethod.POST, "/api/v1/offer-matches/:id/answer", this::answer),
                Endpoint.json(HttpMethod.POST, "/api/v1/offer-matches/:id/end", this::end));
    }

    private static <T> Reply page(
            Call call, List<T> items, Function<T, String> id, Function<T, Map<String, Object>> json) {
        var page = new LinkedHashMap<String, Object>();
        page.put("items", items.stream().map(json).toList());
        if (items.size() == call.limit()) {
            page.put("next", id.apply(items.getLast()));
        }
        return Reply.json(page);
    }

    private Reply offers(Call call) {
        var kind = call.query("kind");
        return page(
                call,
                desk.offers(
                        call.actor(),
                        "true".equals(call.query("own")),
                        kind == null ? null : kind(kind),
                        call.query("cursor"),
                        call.limit()),
                Offer::id,
                OffersApi::json);
    }

    static Offer.@Nullable Kind kind(String text) {
        for (var kind : Offer.Kind.values()) {
            if (kind.name().equalsIgnoreCase(text)) {
                return kind;
            }
        }
        return null;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> json(Place place) {
        return map("name", place.name(), "latitude", place.latitude(), "longitude", place.longitude());
    }

    private static Map<String, Object> json(Offer o) {
        return map(
                "id", o.id(),
                "org", o.org(),
                "kind", word(o.kind()),
                "title", o.title(),
                "about", o.about(),
                "place", json(o.place()),
                "unit", o.unit(),
                "capacity", o.capacity(),
                "taken", o.taken(),
                "price", o.price(),
                "starts", o.starts(),
                "ends", o.ends(),
                "measure", o.measure(),
                "conditions", o.conditions().stream().map(Condition::line).toList(),
                "open", o.open(),
                "version", o.version());
    }

    /** With what stands between it and the caller's own organisation. */
    private Map<String, Object> told(Call call, Offer offer) {
        var fit = desk.fit(call.actor(), offer);
        var json = new LinkedHashMap<>(json(offer));
        json.put("eligible", fit.eligible());
        json.put(
                "whyNot",
                fit.why().stream()
                        .map(w -> map(
                                "bar",
                                word(w.bar()),
                                "zh",
                                w.text().zh(),
                                "en",
                                w.text().en()))
                        .toList());
        return json;
    }

    private Reply offer(Call call) {
        var json = call.json(
                "kind",
                "title",
                "about",
                "place",
                "coordinates",
                "unit",
                "capacity",
                "price",
                "starts",
                "ends",
                "measure",
                "conditions");
        var made = desk.offer(
                call.actor(),
                new OfferDesk.OfferForm(
                        json.choice("kind", Offer.Kind.class),
                        json.text("title"),
                        json.text("about", ""),
                        json.text("place", ""),
                        json.text("coordinates", ""),
                        json.text("unit"),
                        json.whole("capacity", 0),
                        json.has("price") ? json.whole("price") : 0,
                        day(json, "starts"),
                        day(json, "ends"),
                        json.text("measure", ""),
                        String.join("\n", json.texts("conditions"))));
        return Reply.created(json(made), "/api/v1/offers/" + made.id());
    }

    private LocalDate day(JsonIn json, String key) {
        var day = json.date(key);
        return day == null ? desk.today() : day;
    }

    private Reply change(Call call) {
        var json = call.json("version", "capacity", "ends", "ranking", "open");
        var now = desk.one(call.actor(), call.path("id"));
        var ends = json.date("ends");
        return Reply.json(json(desk.change(
                call.actor(),
                call.path("id"),
                call.version(json),
                json.whole("capacity", now.capacity()),
                ends == null ? now.ends() : ends,
                json.has("ranking") ? json.texts("ranking") : now.ranking(),
                json.has("open") ? json.yes("open") : now.open())));
    }

    private static Map<String, Object> json(Asking a) {
        return map(
                "id", a.id(),
                "org", a.org(),
                "kind", word(a.kind()),
                "title", a.title(),
                "about", a.about(),
                "place", json(a.place()),
                "reach", a.reach(),
                "most", a.most() < 0 ? null : a.most(),
                "from", a.from(),
                "ranking", a.ranking(),
                "state", word(a.state()),
                "version", a.version());
    }

    private Map<String, Object> json(Match m) {
        return map(
                "id", m.id(),
                "round", m.round(),
                "asking", m.asking(),
                "offer", m.offer().isEmpty() ? null : m.offer(),
                "score", m.score(),
                "eligibleOffers", m.eligible(),
                "state", word(m.on(desk.today())),
                "asker", word(m.asker()),
                "owner", word(m.owner()),
                "words", m.words(),
                "until", m.until(),
                "version", m.version(),
                "lines",
                        m.lines().stream()
                                .map(l -> map(
                                        "offer", l.offer(),
                                        "sort", word(l.sort()),
                                        "zh", l.text().zh(),
                                        "en", l.text().en()))
                                .toList());
    }

    private Reply askings(Call call) {
        return page(
                call,
                desk.askings(call.actor(), "true".equals(call.query("own")), call.query("cursor"), call.limit()),
                Asking::id,
                OffersApi::json);
    }

    private Reply ask(Call call) {
        var json = call.json("kind", "title", "about", "place", "coordinates", "reach", "most", "from");
        var made = desk.ask(
                call.actor(),
                new OfferDesk.AskingForm(
                        json.choice("kind", Offer.Kind.class),
                        json.text("title"),
                        json.text("about", ""),
                        json.text("place", ""),
                        json.text("coordinates", ""),
                        json.whole("reach", 0),
                        json.has("most") ? json.whole("most") : Asking.NO_LIMIT,
                        day(json, "from")));
        return Reply.created(json(made), "/api/v1/askings/" + made.id());
    }

    private Reply asking(Call call) {
        var told = desk.asking(call.actor(), call.path("id"));
        var json = new LinkedHashMap<>(json(told.asking()));
        json.put("matches", told.matches().stream().map(this::json).toList());
        return Reply.json(json);
    }

    private Reply rank(Call call) {
        var json = call.json("version", "ranking");
        return Reply.json(json(desk.rank(call.actor(), call.path("id"), call.version(json), json.texts("ranking"))));
    }

    private Reply withdraw(Call call) {
        return Reply.json(json(desk.withdraw(call.actor(), call.path("id"))));
    }

    private static Map<String, Object> json(MatchRows.Held r) {
        return map(
                "id", r.id(),
                "kind", word(r.kind()),
                "method", word(r.method()),
                "askings", r.askings(),
                "offers", r.offers(),
                "proposed", r.proposed(),
                "total", r.total(),
                "bound", r.method() == Round.Method.STABLE ? null : r.bound(),
                "gap", r.method() == Round.Method.STABLE ? null : r.gap(),
                "treeSize", r.treeSize(),
                "root", r.root(),
                "seed", String.valueOf(r.seed()),
                "time", r.time());
    }

    private Reply rounds(Call call) {
        return page(call, rounds.list(call.query("cursor"), call.limit()), MatchRows.Held::id, OffersApi::json);
    }

    private Reply hold(Call call) {
        var json = call.json("kind", "method");
        return Reply.created(
                json(rounds.hold(
                        call.actor(),
                        json.choice("kind", Offer.Kind.class),
                        json.choice("method", Round.Method.class))),
                "/api/v1/offer-rounds");
    }

    private Reply matches(Call call) {
        return Reply.json(map(
                "items",
                desk.atOwner(call.actor(), call.limit()).stream()
                        .map(this::json)
                        .toList()));
    }

    private Reply answer(Call call) {
        var json = call.json("version", "yes", "words");
        return Reply.json(json(rounds.answer(
                call.actor(), call.path("id"), call.version(json), json.yes("yes"), json.text("words", ""))));
    }

    private Reply end(Call call) {
        var json = call.json("version");
        return Reply.json(json(rounds.end(call.actor(), call.path("id"), call.version(json))));
    }
}
