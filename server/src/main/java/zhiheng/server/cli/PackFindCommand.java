package zhiheng.server.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.packs.LawText;
import zhiheng.packs.SearchWords;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.meaning.ChosenMeaning;
import zhiheng.server.rooms.law.LawSearch;
import zhiheng.server.rooms.law.LawSearchApi;

@Command(
        name = "find",
        mixinStandardHelpOptions = true,
        description = {
            "查找条文、义务、问题：先按词，再按意思。只列出规则，不作法律解答。",
            "Find rules, duties and questions by words, then by meaning. It shows the rules; it is no legal advice.",
            "The first search by meaning reads the whole library (some tens of seconds), later ones take its vectors."
        })
final class PackFindCommand implements Callable<Integer> {
    @Mixin
    Library library = new Library();

    @Parameters(paramLabel = "WORDS", arity = "1..*", description = "词或一句话 / words, or a sentence")
    List<String> words = List.of();

    @Option(names = "--words-only", description = "不按意思查找 / leave meaning out")
    boolean wordsOnly;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "10", description = "at most so many (default: 10)")
    int limit;

    @Option(names = "--json", description = "answer as JSON, a stable contract")
    boolean json;

    @Override
    public Integer call() {
        var query = String.join(" ", words);
        var texts = LawText.of(library.load(), library.folder());
        try (var model = new ChosenMeaning(wordsOnly ? "off" : "")) {
            var search = new LawSearch(texts, SearchWords.of(library.folder()), model.meaning(), model.vectors("law"));
            search.learn();
            var hits = search.find(query, Math.clamp(limit, 1, 100));
            if (json) {
                System.out.println(JsonOut.pretty(new LawSearchApi(search).json(query, hits)));
            } else {
                hits.forEach(this::print);
            }
            return hits.isEmpty() ? 1 : 0;
        }
    }

    private void print(LawSearch.Hit hit) {
        var text = hit.text();
        var pack = text.pack();
        var rule = text.rule();
        var law = pack == null ? "" : library.say(pack.name().zh(), pack.name().en());
        System.out.println(text.id() + "  " + law);
        if (rule != null && text.kind() != LawText.Kind.QUESTION) {
            System.out.println("    " + rule.article() + "  " + rule.from()
                    + (rule.to() == null ? "" : " – " + rule.to()) + "  " + rule.confidence());
        }
        var title = library.say(text.title().zh(), text.title().en());
        var said = library.say(text.text().zh(), text.text().en());
        System.out.println("    " + (title.isEmpty() ? "" : title + library.say("。", ". ")) + said);
    }
}
