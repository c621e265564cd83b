package zhiheng.server.rooms.policies;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.office.policy.Measure;
import zhiheng.server.ground.meaning.Meaning;
import zhiheng.server.ground.meaning.WordIndex;

/**
 * Measures by what somebody types: those that say most of it in its words first, then the others by words and meaning together, told
 * apart. Meaning is optional and comes in by itself: the first who types anything has the vectors made, aside, and is answered by words
 * alone.
 */
public final class PolicySearch {
    /** Unrelated texts of bge-small-zh lie at about .3 in Chinese and .45 in English; below this meaning alone finds nothing. */
    private static final double NEAR = 0.5;

    private static final int MOST_NEAR = 10;

    private final List<Measure> measures;
    private final WordIndex words;
    private final @Nullable Meaning meaning;
    private final Joining joining;
    private final AtomicBoolean learning = new AtomicBoolean();
    private volatile Map<String, List<float[]>> vectors = Map.of();

    /**
     * How words and meaning are joined.
     *
     * @param first what says at least this share of the query in its words comes before all others
     * @param words the weight of words among the others, from 0 to 1; the rest is that of meaning
     */
    public record Joining(double first, double words) {
        /** Chosen on half of the questions of {@code bench policy-search}, see docs/performance.md. */
        public static final Joining SHIPPED = new Joining(0.6, 0.2);
    }

    public PolicySearch(List<Measure> measures, @Nullable Meaning meaning) {
        this(measures, meaning, Joining.SHIPPED);
    }

    public PolicySearch(List<Measure> measures, @Nullable Meaning meaning, Joining joining) {
        this.measures = measures;
        this.words = new WordIndex(measures.stream().map(PolicySearch::texts).toList());
        this.meaning = meaning;
        this.joining = joining;
    }

    /** A measure found; {@code near} is its cosine where most of what was typed does not stand in it, else 0. */
    public record Hit(Measure measure, double near) {}

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

    /** Of all measures; takes its time. */
    private Map<String, List<float[]>> vectors(Meaning meaning) {
        var made = new HashMap<String, List<float[]>>();
        for (var m : measures) {
            var both = new ArrayList<float[]>();
            meaning.of(m.title().zh() + "。" + m.rule().text().zh()).ifPresent(both::add);
            meaning.of(m.title().en() + ". " + m.rule().text().en()).ifPresent(both::add);
            made.put(m.id(), both);
        }
        return made;
    }

    /** Makes the vectors now, for whoever cannot wait for them. */
    public void learn() {
        if (meaning != null && learning.compareAndSet(false, true)) {
            vectors = vectors(meaning);
        }
    }

    /** Whether there is a model, and whether its vectors are made. */
    boolean byMeaning() {
        return meaning != null && !vectors.isEmpty();
    }

    /** What is found, the best first. */
    public List<Hit> find(String query) {
        if (meaning != null && !learning.get()) {
            Thread.ofVirtual().name("policies-meaning").start(this::learn);
        }
        var near = near(query);
        return near.isEmpty() ? byWords(query) : joined(query, near);
    }

    /** By words alone. */
    public List<Hit> byWords(String query) {
        return words.find(query).stream()
                .map(h -> new Hit(measures.get(h.text()), 0))
                .toList();
    }

    /** By meaning alone; nothing while there are no vectors. */
    public List<Hit> byMeaning(String query) {
        return near(query).entrySet().stream()
                .map(e -> new Hit(measures.get(e.getKey()), e.getValue()))
                .sorted(Comparator.comparingDouble(Hit::near).reversed())
                .toList();
    }

    /** The cosine of each measure, by its number; empty where there is no model or it cannot say. */
    private Map<Integer, Double> near(String query) {
        var made = vectors;
        var near = new LinkedHashMap<Integer, Double>();
        if (meaning != null && !made.isEmpty()) {
            meaning.of(query).ifPresent(asked -> {
                for (int m = 0; m < measures.size(); m++) {
                    near.put(
                            m,
                            made.getOrDefault(measures.get(m).id(), List.of()).stream()
                                    .mapToDouble(v -> Meaning.alike(asked, v))
                                    .max()
                                    .orElse(0));
                }
            });
        }
        return near;
    }

    private List<Hit> joined(String query, Map<Integer, Double> near) {
        var byWords = new LinkedHashMap<Integer, WordIndex.Hit>();
        words.find(query).forEach(h -> byWords.put(h.text(), h));
        var first = byWords.values().stream()
                .filter(h -> h.share() >= joining.first())
                .map(h -> new Hit(measures.get(h.text()), 0));
        double best = byWords.values().stream()
                .mapToDouble(WordIndex.Hit::score)
                .max()
                .orElse(1);
        double least = near.values().stream().mapToDouble(d -> d).min().orElse(0);
        double most = near.values().stream().mapToDouble(d -> d).max().orElse(1);
        record Ranked(int measure, double score, boolean said) {}
        var others = near.entrySet().stream()
                .filter(e -> !said(byWords.get(e.getKey())))
                .map(e -> {
                    var said = byWords.get(e.getKey());
                    double word = said == null ? 0 : said.score() / best;
                    double mean = most > least ? (e.getValue() - least) / (most - least) : 0;
                    return new Ranked(
                            e.getKey(), joining.words() * word + (1 - joining.words()) * mean, said != null);
                })
                .filter(r -> r.said() || near.getOrDefault(r.measure(), 0.0) >= NEAR)
                .sorted(Comparator.comparingDouble(Ranked::score).reversed())
                .toList();
        // by meaning alone only a few: the model puts everything somewhere
        var alone = others.stream().filter(r -> !r.said()).limit(MOST_NEAR).toList();
        return Stream.concat(
                        first,
                        others.stream()
                                .filter(r -> r.said() || alone.contains(r))
                                .map(r -> new Hit(
                                        measures.get(r.measure()), Math.max(1e-3, near.getOrDefault(r.measure(), 0.0)))))
                .toList();
    }

    private boolean said(WordIndex.@Nullable Hit hit) {
        return hit != null && hit.share() >= joining.first();
    }
}
