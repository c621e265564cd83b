package zhiheng.server.rooms.policies;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.office.policy.Measure;
import zhiheng.server.ground.meaning.Meaning;
import zhiheng.server.ground.meaning.WordIndex;

/**
 * Measures by what somebody types: those with its words first, then those near it in meaning, told apart. Meaning is optional and comes
 * in by itself: the first who types anything has the vectors made, aside, and is answered by words alone.
 */
final class PolicySearch {
    /** Unrelated texts of bge-small-zh lie at about .3 in Chinese and .45 in English; below this nothing is shown. */
    private static final double NEAR = 0.5;

    private static final int MOST_NEAR = 10;

    private final List<Measure> measures;
    private final WordIndex words;
    private final @Nullable Meaning meaning;
    private final AtomicBoolean learning = new AtomicBoolean();
    private volatile Map<String, List<float[]>> vectors = Map.of();

    PolicySearch(List<Measure> measures, @Nullable Meaning meaning) {
        this.measures = measures;
        this.words = new WordIndex(measures.stream().map(PolicySearch::texts).toList());
        this.meaning = meaning;
    }

    /** A measure found; {@code near} is its cosine where it was found by meaning alone, else 0. */
    record Hit(Measure measure, double near) {}

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

    /** Whether there is a model, and whether its vectors are made. */
    boolean byMeaning() {
        return meaning != null && !vectors.isEmpty();
    }

    List<Hit> find(String query) {
        var hits = new LinkedHashMap<String, Hit>();
        words.find(query).forEach(h -> {
            var m = measures.get(h.text());
            hits.put(m.id(), new Hit(m, 0));
        });
        var model = meaning;
        if (model != null && learning.compareAndSet(false, true)) {
            Thread.ofVirtual().name("policies-meaning").start(() -> vectors = vectors(model));
        }
        if (model != null && byMeaning()) {
            model.of(query)
                    .ifPresent(asked -> measures.stream()
                            .filter(m -> !hits.containsKey(m.id()))
                            .map(m -> new Hit(m, nearest(asked, m)))
                            .filter(h -> h.near() >= NEAR)
                            .sorted(Comparator.comparingDouble(Hit::near).reversed())
                            .limit(MOST_NEAR)
                            .forEach(h -> hits.put(h.measure().id(), h)));
        }
        return List.copyOf(hits.values());
    }

    private double nearest(float[] asked, Measure m) {
        return vectors.getOrDefault(m.id(), List.of()).stream()
                .mapToDouble(v -> Meaning.alike(asked, v))
                .max()
                .orElse(0);
    }
}
