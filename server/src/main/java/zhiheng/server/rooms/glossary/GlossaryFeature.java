package zhiheng.server.rooms.glossary;

import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Found;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.page.Words;

/** The glossary, open to everybody, and its terms in the search of every page. */
public final class GlossaryFeature implements Capability {
    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void pages(Pages pages) {
        var desk = pages.desk();
        desk.open(pages.router(), "/glossary", visit -> page(desk, visit));
    }

    private Reply page(Desk desk, Visit visit) {
        return desk.page(visit, "glossary", "rooms/glossary/glossary", Map.of("p", view(visit)));
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("glossary").in(Nav.Group.LAW));
    }

    @Override
    public List<Found.Source> finds() {
        return List.of(this::find);
    }

    private Found find(Visit visit, String text, int most) {
        var words = visit.words;
        return new Found(
                words.t("nav.glossary"),
                Glossary.shipped().terms().values().stream()
                        .filter(term -> named(term, text))
                        .limit(most)
                        .map(term ->
                                new Found.Hit(words.t(term.name()), words.t(term.means()), "/glossary#" + term.id()))
                        .toList(),
                "");
    }

    private static boolean named(Glossary.Term term, String text) {
        return has(term.name().zh(), text) || has(term.name().en(), text);
    }

    private static boolean has(String where, String text) {
        return where.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }

    private GlossaryView view(Visit visit) {
        var words = visit.words;
        var typed = visit.query("q").strip();
        var order = Collator.getInstance(words.language().equals("zh") ? Locale.CHINA : Locale.ENGLISH);
        return new GlossaryView(
                typed,
                Glossary.shipped().terms().values().stream()
                        .filter(term -> typed.isEmpty() || named(term, typed) || has(words.t(term.means()), typed))
                        .sorted(Comparator.comparing((Glossary.Term term) -> words.t(term.name()), order::compare))
                        .map(term -> term(words, term))
                        .toList());
    }

    private GlossaryView.Term term(Words words, Glossary.Term term) {
        return new GlossaryView.Term(
                term.id(),
                words.t(term.name()),
                words.language().equals("zh") ? term.name().en() : term.name().zh(),
                words.t(term.means()),
                Lexicon.article(term.from(), words),
                term.href(),
                term.see().stream()
                        .map(Glossary.shipped().terms()::get)
                        .map(other -> new GlossaryView.See(words.t(other.name()), "#" + other.id()))
                        .toList());
    }
}
