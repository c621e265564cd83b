package zhiheng.server.cli;

import java.nio.file.Path;
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
import zhiheng.server.rooms.law.RememberedPacks;

@Command(
        name = "find",
        mixinStandardHelpOptions = true,
        description = {
            "查找条文、义务、问题：先按词，再按意思。只列出规则，不作法律解答。",
            "Find rules, duties and questions by words, then by meaning. It shows the rules; it is no legal advice.",
            "What has every word comes at once. The first search by meaning reads what the build has not read before."
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
        try (var model =
                new ChosenMeaning(wordsOnly ? "off" : "", Runtime.getRuntime().availableProcessors())) {
            var search = new LawSearch(texts, SearchWords.of(library.folder()), model.meaning(), model.vectors("law"));
            int most = Math.clamp(limit, 1, 100);
            var every = search.every(query, most);
            if (!json) {
                every.forEach(this::print);
                System.out.flush();
            }
            if (every.size() < most) {
                search.learn();
            }
            var hits = search.find(query, most);
            if (json) {
                System.out.println(JsonOut.pretty(new LawSearchApi(() -> search).json(query, hits)));
            } else {
                hits.stream().skip(every.size()).forEach(this::print);
            }
            return hits.isEmpty() ? 1 : 0;
        }
    }

    /** Makes the vectors of the law that ships, as later searches find them. */
    static void learn(Path folder) {
        try (var model = new ChosenMeaning("", Runtime.getRuntime().availableProcessors())) {
            var texts = LawText.of(RememberedPacks.load(folder), folder);
            new LawSearch(texts, SearchWords.of(folder), model.meaning(), model.vectors("law")).learn();
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
