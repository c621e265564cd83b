package zhiheng.server.rooms.policies;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.office.policy.Measure;
import zhiheng.server.ground.meaning.Meaning;
import zhiheng.server.ground.meaning.Vectors;
import zhiheng.server.ground.meaning.WordsThenMeaning;
import zhiheng.server.ground.meaning.WordsThenMeaning.ByMeaning;
import zhiheng.server.ground.meaning.WordsThenMeaning.ByWords;

/**
 * Measures by what somebody types: those that say most of it in its words first, then the others by words and meaning together, told
 * apart.
 */
public final class PolicySearch {
    /** Unrelated texts of bge-small-zh lie at about .3 in Chinese and .45 in English; below this meaning alone finds nothing. */
    private static final double NEAR = 0.5;

    private static final int MOST_NEAR = 10;

    private final int measures;
    private final WordsThenMeaning<Measure> search;
    private final Joining joining;

    /**
     * How words and meaning are joined.
     *
     * @param first what says at least this share of the query in its words comes before all others
     * @param words the weight of words among the others, from 0 to 1; the rest is that of meaning
     */
    public record Joining(double first, double words) {
        /** Chosen on half of the questions of {@code bench policySearch}, see docs/performance.md. */
        public static final Joining SHIPPED = new Joining(0.6, 0.2);
    }

    /** @param kept where vectors made before may be found */
    public PolicySearch(List<Measure> measures, @Nullable Meaning meaning, Vectors kept) {
        this(measures, meaning, kept, Joining.SHIPPED);
    }

    public PolicySearch(List<Measure> measures, @Nullable Meaning meaning, Vectors kept, Joining joining) {
        this.measures = measures.size();
        this.search = new WordsThenMeaning<>(
                measures.stream().map(PolicySearch::entry).toList(), meaning, kept, 0);
        this.joining = joining;
    }

    /** A measure found; {@code near} is its cosine where most of what was typed does not stand in it, else 0. */
    public record Hit(Measure measure, double near) {}

    private static WordsThenMeaning.Entry<Measure> entry(Measure m) {
        return new WordsThenMeaning.Entry<>(
                m,
                texts(m),
                List.of(
                        m.title().zh() + "。" + m.rule().text().zh(),
                        m.title().en() + ". " + m.rule().text().en()));
    }

    private static List<String> texts(Measure m) {
        var texts = new ArrayList<String>();
        // the title counts twice: who types it wants this measure
        for (var text : List.of(
                m.title(),
                m.title(),
                m.rule().text(),
                m.acts(),
                m.contact(),
                m.pack().name())) {
            add(texts, text);
        }
        m.steps().forEach(step -> add(texts, step));
        m.documents().forEach(document -> add(texts, document));
        texts.add(m.id());
        texts.add(m.rule().article());
        return texts;
    }

    private static void add(List<String> texts, Text text) {
        texts.add(text.zh());
        texts.add(text.en());
    }

    /** Makes the vectors now, for whoever cannot wait for them. */
    public void learn() {
        search.learn();
    }

    /** Whether there is a model, and whether its vectors are made. */
    boolean byMeaning() {
        return search.byMeaning();
    }

    /** What is found, the best first. The first call has the vectors made in the background and is answered by words alone. */
    public List<Hit> find(String query) {
        var near = search.byMeaning(query, measures);
        return near.isEmpty() ? byWords(query) : joined(search.byWords(query), near);
    }

    /** By words alone. */
    public List<Hit> byWords(String query) {
        return search.byWords(query).stream().map(h -> new Hit(h.thing(), 0)).toList();
    }

    /** By meaning alone; nothing while there are no vectors. */
    public List<Hit> byMeaning(String query) {
        return search.byMeaning(query, measures).stream()
                .map(h -> new Hit(h.thing(), h.near()))
                .toList();
    }

    private record Ranked(Measure measure, double near, double score, boolean said) {}

    private List<Hit> joined(List<ByWords<Measure>> said, List<ByMeaning<Measure>> near) {
        var byWords = new LinkedHashMap<String, ByWords<Measure>>();
        said.forEach(h -> byWords.put(h.thing().id(), h));
        double best = said.stream().mapToDouble(ByWords::score).max().orElse(1);
        double least = near.getLast().near();
        double spread = Math.max(1e-9, near.getFirst().near() - least);
        var others = near.stream()
                .filter(h -> !mostly(byWords, h.thing()))
                .map(h -> {
                    var words = byWords.get(h.thing().id());
                    double word = words == null ? 0 : words.score() / best;
                    double score = joining.words() * word + (1 - joining.words()) * (h.near() - least) / spread;
                    return new Ranked(h.thing(), h.near(), score, words != null);
                })
                .filter(r -> r.said() || r.near() >= NEAR)
                .sorted(Comparator.comparingDouble(Ranked::score).reversed())
                .toList();
        // by meaning alone only a few: the model puts everything somewhere
        var alone = others.stream().filter(r -> !r.said()).limit(MOST_NEAR).toList();
        return Stream.concat(
                        said.stream().filter(h -> mostly(byWords, h.thing())).map(h -> new Hit(h.thing(), 0)),
                        others.stream()
                                .filter(r -> r.said() || alone.contains(r))
                                .map(r -> new Hit(r.measure(), Math.max(1e-3, r.near()))))
                .toList();
    }

    private boolean mostly(Map<String, ByWords<Measure>> byWords, Measure measure) {
        var words = byWords.get(measure.id());
        return words != null && words.share() >= joining.first();
    }
}
