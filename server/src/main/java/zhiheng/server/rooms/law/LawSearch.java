package zhiheng.server.rooms.law;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.packs.LawText;
import zhiheng.packs.SearchWords;
import zhiheng.server.ground.meaning.Meaning;
import zhiheng.server.ground.meaning.Vectors;
import zhiheng.server.ground.meaning.WordsThenMeaning;

/**
 * Finds what the packs say by what somebody types, a word or a sentence, in either language. What has every word stands first: the
 * sentence model sees no negation and decides nothing there. Behind it stand texts with some of the words or near in meaning, in one
 * order by their places in the lists (reciprocal rank fusion; Cormack and others, SIGIR 2009); a third list has what the law calls the things
 * that were typed. It shows the law; it does not apply it.
 */
public final class LawSearch {
    private static final int MOST_LETTERS = 200;
    /** How slowly the weight of a place falls: less so than in the paper (60), for lists of a few hundred. */
    private static final double FLAT = 20;
    /** Lower than elsewhere: who asks about a thing that no rule names is shown what is nearest, told apart from what has the words. */
    private static final double NEAR = 0.4;
    /** Places of each list that count. */
    private static final int DEEP = 100;

    private final WordsThenMeaning<LawText> search;
    private final SearchWords same;

    /**
     * @param same what the law calls what people type
     * @param meaning null to search by words alone
     */
    public LawSearch(List<LawText> texts, SearchWords same, @Nullable Meaning meaning, Vectors kept) {
        this.same = same;
        search = new WordsThenMeaning<>(texts.stream().map(LawSearch::entry).toList(), meaning, kept, NEAR);
    }

    /** Something found: {@code every} word that was typed stands in it, or only some do or what it means is near. */
    public record Hit(LawText text, boolean every) {}

    private static WordsThenMeaning.Entry<LawText> entry(LawText text) {
        var words = new ArrayList<String>();
        // the title counts twice: who types it wants this one
        for (var part : List.of(text.title(), text.title(), text.text())) {
            add(words, part);
        }
        text.more().forEach(part -> add(words, part));
        words.add(text.id());
        var rule = text.rule();
        if (rule != null && text.kind() != LawText.Kind.QUESTION) {
            words.add(rule.article());
            words.add(rule.ref());
        }
        var pack = text.pack();
        if (pack != null) {
            add(words, pack.name());
        }
        return new WordsThenMeaning.Entry<>(text, words, List.of(meant(text, "zh", "。"), meant(text, "en", ". ")));
    }

    private static void add(List<String> words, Text text) {
        words.add(text.zh());
        words.add(text.en());
    }

    private static String meant(LawText text, String language, String stop) {
        var title = text.title().in(language);
        var said = text.text().in(language);
        return title.isEmpty() ? said : title + stop + said;
    }

    /** Whether there is a model, and whether its vectors are made. */
    public boolean byMeaning() {
        return search.byMeaning();
    }

    /** Makes the vectors now instead of in the background of the first search. */
    public void learn() {
        search.learn();
    }

    /** What was typed, no longer than a search may be. */
    public static String typed(String text) {
        var stripped = text.strip();
        return stripped.length() > MOST_LETTERS ? stripped.substring(0, MOST_LETTERS) : stripped;
    }

    /** What is found, the best first, {@code most} at the most. */
    public List<Hit> find(String query, int most) {
        var asked = Asked.of(typed(query));
        if (asked.isBlank()) {
            return List.of();
        }
        var result = new ArrayList<Hit>();
        var seen = new HashSet<LawText>();
        for (var text : search.byEveryWord(asked)) {
            seen.add(text);
            result.add(new Hit(text, true));
        }
        if (result.size() >= most) {
            return List.copyOf(result.subList(0, most));
        }
        fused(List.of(words(asked), words(String.join(" ", same.law(typed(query)))), meaning(query))).stream()
                .filter(text -> !seen.contains(text))
                .forEach(text -> result.add(new Hit(text, false)));
        return List.copyOf(result.subList(0, Math.min(most, result.size())));
    }

    /** The first of what {@link #find} finds, those with every word; meaning has no part in them. */
    public List<Hit> every(String query, int most) {
        var asked = Asked.of(typed(query));
        return asked.isBlank()
                ? List.of()
                : search.byEveryWord(asked).stream()
                        .limit(most)
                        .map(text -> new Hit(text, true))
                        .toList();
    }

    /** By words alone. */
    public List<LawText> words(String query) {
        return search.byWords(Asked.of(query)).stream()
                .limit(DEEP)
                .map(WordsThenMeaning.ByWords::thing)
                .toList();
    }

    /** By meaning alone; nothing before the vectors are made. */
    public List<LawText> meaning(String query) {
        return search.byMeaning(Asked.of(typed(query)), DEEP).stream()
                .map(WordsThenMeaning.ByMeaning::thing)
                .toList();
    }

    private static List<LawText> fused(List<List<LawText>> lists) {
        Map<LawText, Double> scores = new LinkedHashMap<>();
        for (var list : lists) {
            for (int place = 0; place < list.size(); place++) {
                scores.merge(list.get(place), 1 / (FLAT + place + 1), Double::sum);
            }
        }
        return scores.entrySet().stream()
                .sorted(Map.Entry.<LawText, Double>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** As a program calls a kind. */
    public static String kind(LawText.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
