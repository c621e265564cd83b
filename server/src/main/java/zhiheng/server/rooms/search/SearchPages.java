package zhiheng.server.rooms.search;

import io.vertx.ext.web.Router;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import zhiheng.office.registry.SystemQuery;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Found;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** Finds things by what people remember of them: a name, a number, an article, a word of the law in either language. */
final class SearchPages {
    private static final int HITS = 10;
    /** So many of each kind while one types. */
    private static final int AS_TYPED = 5;

    private static final int MOST_LETTERS = 200;

    private final Site site;
    private final Desk desk;
    private final Supplier<List<Found.Source>> rooms;

    /** @param rooms in which things are found besides */
    SearchPages(Site site, Desk desk, Supplier<List<Found.Source>> rooms) {
        this.site = site;
        this.desk = desk;
        this.rooms = rooms;
    }

    void mount(Router router) {
        desk.get(router, "/search", visit -> desk.page(visit, "", "rooms/search/search", found(visit, HITS)));
        desk.get(router, "/search/hits", visit -> desk.page(visit, "", "rooms/search/hits", found(visit, AS_TYPED)));
    }

    /** @param most of each kind */
    private Map<String, Object> found(Visit visit, int most) {
        var typed = visit.query("q").strip();
        var text = typed.length() > MOST_LETTERS ? typed.substring(0, MOST_LETTERS) : typed;
        var groups = new ArrayList<Found>();
        if (!text.isEmpty()) {
            Stream.concat(
                            Stream.of(systems(visit, text), orgs(visit, text), people(visit, text), entry(visit, text)),
                            rooms.get().stream().map(room -> room.find(visit, text, HITS)))
                    .filter(group -> !group.hits().isEmpty())
                    .map(group -> group.first(most))
                    .forEach(groups::add);
        }
        return Map.of("p", new SearchView(text, groups));
    }

    private Found systems(Visit visit, String text) {
        var page = site.office().registry().systems(visit.actor(), new SystemQuery(text, null, null, null, null, HITS));
        return new Found(
                visit.words.t("nav.systems"),
                page.items().stream()
                        .map(row -> new Found.Hit(row.name(), row.orgName(), "/systems/" + row.id()))
                        .toList(),
                page.next() == null ? "" : "/systems?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
    }

    private Found orgs(Visit visit, String text) {
        return new Found(
                visit.words.t("search.orgs"),
                site.office().orgs().seenBy(visit.actor()).stream()
                        .filter(org -> contains(org.name(), text))
                        .limit(HITS)
                        .map(org -> new Found.Hit(org.name(), "", "/systems?org=" + org.id()))
                        .toList(),
                "");
    }

    private Found people(Visit visit, String text) {
        return new Found(
                visit.words.t("search.people"),
                site.people(visit).values().stream()
                        .filter(name -> contains(name, text))
                        .limit(HITS)
                        .map(name -> new Found.Hit(name, "", "/admin#people"))
                        .toList(),
                "");
    }

    /** A ledger entry by its number, as people write it: 12 or #12. */
    private Found entry(Visit visit, String text) {
        var number = text.startsWith("#") ? text.substring(1) : text;
        boolean known = number.matches("[0-9]{1,15}")
                && Long.parseLong(number) < site.ledger().size()
                && site.office().registry().mayRead(visit.actor(), Long.parseLong(number));
        return new Found(
                visit.words.t("nav.ledger"),
                known ? List.of(new Found.Hit("#" + number, "", "/ledger/" + number)) : List.of(),
                "");
    }

    private static boolean contains(String name, String text) {
        return name.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }
}
