package zhiheng.server.rooms.assess;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import zhiheng.drills.plant.Doc;
import zhiheng.drills.plant.Lookup;
import zhiheng.server.ground.meaning.Meaning;
import zhiheng.server.ground.meaning.Vectors;
import zhiheng.server.ground.meaning.WordsThenMeaning;

/** A store looked up in by words (BM25) and, where there is a model, by meaning: each scaled by its best, and half of either counts. */
public final class TextStore implements Lookup {
    private static final int DEEP = 100;
    private static final double WORDS = .5;

    private final WordsThenMeaning<Doc> search;

    private TextStore(List<Doc> docs, @Nullable Meaning meaning) {
        this.search = new WordsThenMeaning<>(
                docs.stream()
                        .map(d -> new WordsThenMeaning.Entry<>(d, List.of(d.text()), List.of(d.text())))
                        .toList(),
                meaning,
                Vectors.unkept(),
                0);
        search.learn();
    }

    /** Stores whose vectors are made once for each text. */
    public static Maker maker(@Nullable Meaning meaning) {
        var once = meaning == null ? null : new Once(meaning);
        return docs -> new TextStore(docs, once);
    }

    @Override
    public List<Doc> top(String question, int most) {
        var scores = new HashMap<Doc, Double>();
        var words = search.byWords(question);
        words.stream()
                .limit(DEEP)
                .forEach(h -> scores.put(h.thing(), h.score() / words.getFirst().score()));
        var near = search.byMeaning(question, DEEP);
        if (!near.isEmpty()) {
            double best = near.getFirst().near();
            double least = near.getLast().near();
            scores.replaceAll((d, s) -> WORDS * s);
            near.forEach(h -> scores.merge(
                    h.thing(), (1 - WORDS) * (h.near() - least) / Math.max(1e-9, best - least), Double::sum));
        }
        return scores.entrySet().stream()
                .sorted(Map.Entry.<Doc, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(e -> e.getKey().id()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Does not close the model, which is another's. */
    private record Once(Meaning meaning, Map<String, Optional<float[]>> known) implements Meaning {
        Once(Meaning meaning) {
            this(meaning, new ConcurrentHashMap<>());
        }

        @Override
        public Optional<float[]> of(String text) {
            return known.computeIfAbsent(text, meaning::of);
        }

        @Override
        public void close() {
            known.clear();
        }
    }
}
