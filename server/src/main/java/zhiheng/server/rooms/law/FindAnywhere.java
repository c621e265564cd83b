package zhiheng.server.rooms.law;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import zhiheng.packs.LawText;
import zhiheng.server.ground.page.Found;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.page.Words;

/** The law in the search that every page has. */
record FindAnywhere(Supplier<LawSearch> search) implements Found.Source {
    @Override
    public Found find(Visit visit, String text, int most) {
        var words = visit.words;
        var hits = search.get().find(text, most + 1);
        return new Found(
                words.t("nav.packs"),
                hits.stream().limit(most).map(hit -> hit(words, hit.text())).toList(),
                hits.size() > most ? "/law/find?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8) : "");
    }

    private static Found.Hit hit(Words words, LawText text) {
        return new Found.Hit(where(words, text), words.t(text.title()) + " " + words.t(text.text()), href(text));
    }

    /** The article and the law it stands in; of a question that it is one. */
    static String where(Words words, LawText text) {
        var pack = text.pack();
        var rule = text.rule();
        var law = pack == null ? "" : words.t(pack.name());
        return switch (text.kind()) {
            case QUESTION -> words.t("lawfind.kind.QUESTION") + (law.isEmpty() ? "" : " · " + law);
            case ARTICLE -> text.id() + " · " + law;
            case DUTY, RULE -> (rule == null ? "" : Lexicon.article(rule.article(), words) + " · ") + law;
        };
    }

    static String href(LawText text) {
        var pack = text.pack();
        var rule = text.rule();
        if (pack == null) {
            return "/packs";
        }
        return rule == null ? "/packs/" + pack.id() : "/packs/" + pack.id() + "/" + rule.stage() + "#" + rule.id();
    }
}
