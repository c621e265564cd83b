package zhiheng.server.rooms.law;

import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import zhiheng.packs.Pack;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** Search over the law: a word or a sentence finds rules, duties, questions and articles. It shows the law and applies nothing. */
final class FindPage {
    private static final int MOST = 40;

    private final Site site;
    private final Desk desk;
    private final Supplier<LawSearch> search;

    FindPage(Site site, Desk desk, Supplier<LawSearch> search) {
        this.site = site;
        this.desk = desk;
        this.search = search;
    }

    void mount(Router router) {
        desk.get(router, "/law/find", visit -> desk.page(visit, "packs", "rooms/law/find", Map.of("p", view(visit))));
    }

    private FindView view(Visit visit) {
        var text = LawSearch.typed(visit.query("q"));
        var lexicon = site.lexicon(visit);
        var now = search.get();
        var hits = now.find(text, MOST).stream().collect(Collectors.partitioningBy(LawSearch.Hit::every));
        return new FindView(
                text,
                now.byMeaning(),
                hits(lexicon, hits.getOrDefault(true, List.of())),
                hits(lexicon, hits.getOrDefault(false, List.of())));
    }

    private static List<FindView.Hit> hits(Lexicon lexicon, List<LawSearch.Hit> hits) {
        return hits.stream().map(hit -> hit(lexicon, hit)).toList();
    }

    private static FindView.Hit hit(Lexicon lexicon, LawSearch.Hit hit) {
        var words = lexicon.words;
        var text = hit.text();
        var pack = text.pack();
        var rule = switch (text.kind()) {
            case DUTY, RULE -> text.rule();
            case QUESTION, ARTICLE -> null;
        };
        return new FindView.Hit(
                FindAnywhere.href(text),
                FindAnywhere.where(words, text),
                words.t("lawfind.kind." + text.kind()),
                words.t(text.title()),
                words.t(text.text()),
                rule == null ? "" : dates(lexicon, rule),
                rule == null ? "" : rule.confidence(),
                rule == null || pack == null ? "" : lexicon.meaning(pack.id(), rule.confidence()));
    }

    private static String dates(Lexicon lexicon, Pack.Rule rule) {
        var words = lexicon.words;
        var to = rule.to();
        var since = words.t("since", rule.from().toString());
        return to == null ? since : since + " · " + words.t("until.day", to.toString());
    }
}
