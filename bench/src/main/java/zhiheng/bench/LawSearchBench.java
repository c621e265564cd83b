package zhiheng.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import zhiheng.packs.LawText;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.SearchWords;
import zhiheng.server.ground.meaning.ChosenMeaning;
import zhiheng.server.rooms.law.LawSearch;

/**
 * Search over the law on questions with known rules ({@code law-questions.tsv}): whether one of the rules stands first, among the first
 * three, among the first ten; by words alone, by meaning alone, by both. Odd questions were looked at while the search was made, even
 * ones were kept back. With {@code -v} it prints where each question's rule came.
 */
public final class LawSearchBench {
    private static final int DEEP = 200;

    private record Question(String asked, Set<String> rules) {}

    private LawSearchBench() {}

    public static void main(String[] args) throws IOException {
        var folder = Path.of(System.getProperty("zhiheng.home", "."), "packs", "library");
        var library = PackLibrary.load(folder);
        var texts = LawText.of(library, folder);
        try (var model = new ChosenMeaning("")) {
            var search = new LawSearch(texts, SearchWords.of(folder), model.meaning(), model.vectors("law"));
            long begun = System.nanoTime();
            search.learn();
            System.out.printf("%d texts, vectors in %.1f s%n", texts.size(), (System.nanoTime() - begun) / 1e9);
            var questions = questions();
            boolean each = List.of(args).contains("-v");
            for (var half : List.of("tuned on", "kept back")) {
                var asked = new ArrayList<Question>();
                for (int i = half.equals("tuned on") ? 0 : 1; i < questions.size(); i += 2) {
                    asked.add(questions.get(i));
                }
                System.out.printf("%s: %d questions%n", half, asked.size());
                score("words", asked, search::words, false);
                score("meaning", asked, search::meaning, false);
                score(
                        "both",
                        asked,
                        q -> search.find(q, DEEP).stream()
                                .map(LawSearch.Hit::text)
                                .toList(),
                        each && half.equals("tuned on"));
            }
            speed(search, questions);
        }
    }

    private static void score(String name, List<Question> asked, Function<String, List<LawText>> find, boolean each) {
        int one = 0;
        int three = 0;
        int ten = 0;
        for (var question : asked) {
            int place = place(find.apply(question.asked()), question.rules());
            one += place == 1 ? 1 : 0;
            three += place <= 3 ? 1 : 0;
            ten += place <= 10 ? 1 : 0;
            if (each) {
                System.out.printf("    %4s  %s%n", place > DEEP ? "-" : place, question.asked());
            }
        }
        double all = asked.size();
        System.out.printf(
                "  %-8s hit@1 %3.0f %%   hit@3 %3.0f %%   hit@10 %3.0f %%%n",
                name, 100 * one / all, 100 * three / all, 100 * ten / all);
    }

    private static int place(List<LawText> found, Set<String> rules) {
        for (int i = 0; i < found.size(); i++) {
            if (rules.contains(found.get(i).id())) {
                return i + 1;
            }
        }
        return Integer.MAX_VALUE;
    }

    private static void speed(LawSearch search, List<Question> questions) {
        var nanos = new ArrayList<Long>();
        for (int round = 0; round < 5; round++) {
            for (var question : questions) {
                long begun = System.nanoTime();
                search.find(question.asked(), 10);
                nanos.add(System.nanoTime() - begun);
            }
        }
        nanos.sort(null);
        System.out.printf(
                "a search: p50 %.1f ms, p99 %.1f ms%n",
                nanos.get(nanos.size() / 2) / 1e6, nanos.get(nanos.size() * 99 / 100) / 1e6);
    }

    private static List<Question> questions() throws IOException {
        try (var in = Objects.requireNonNull(LawSearchBench.class.getResourceAsStream("law-questions.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .map(line -> new Question(line[0], Set.of(line[1].split(","))))
                    .toList();
        }
    }
}
