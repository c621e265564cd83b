package zhiheng.server.ground.meaning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Things by what somebody types: those with its words, and those near it in meaning, told apart. Meaning is optional and comes
 * in by itself: the first who types anything has the vectors made, aside, and is answered by words alone.
 */
public final class WordsThenMeaning<T> {
    private final List<Entry<T>> entries;
    /** Made for the first who types anything: no start waits for it. */
    private @Nullable WordIndex words;

    private final @Nullable Meaning meaning;
    private final Vectors kept;
    private final double least;
    private final AtomicBoolean learning = new AtomicBoolean();
    private volatile List<List<float[]>> vectors = List.of();

    /**
     * A thing to find.
     *
     * @param words texts whose words find it; one given twice counts twice
     * @param meant texts that say what it is about, one for each language
     */
    public record Entry<T>(T thing, List<String> words, List<String> meant) {}

    /** A thing found by some of the words, how well, and what share of the query stands in it. */
    public record ByWords<T>(T thing, double score, double share) {}

    /** A thing near in meaning: its cosine. */
    public record ByMeaning<T>(T thing, double near) {}

    /**
     * @param kept where vectors made before may be found
     * @param least the cosine below which nothing is shown: unrelated texts of bge-small-zh lie at about .3 in Chinese and .45 in English
     */
    public WordsThenMeaning(List<Entry<T>> entries, @Nullable Meaning meaning, Vectors kept, double least) {
        this.entries = List.copyOf(entries);
        this.meaning = meaning;
        this.kept = kept;
        this.least = least;
    }

    /** Whether there is a model, and whether its vectors are made. */
    public boolean byMeaning() {
        return meaning != null && !vectors.isEmpty();
    }

    private synchronized WordIndex words() {
        var made = words;
        if (made == null) {
            made = new WordIndex(entries.stream().map(Entry::words).toList());
            words = made;
        }
        return made;
    }

    /** Things with words of the query, those that say most of it first. */
    public List<ByWords<T>> byWords(String query) {
        return words().find(query).stream()
                .map(hit -> new ByWords<>(entries.get(hit.text()).thing(), hit.score(), hit.share()))
                .toList();
    }

    /** Things with every word of the query, in the order of {@link #byWords}. */
    public List<T> byEveryWord(String query) {
        return words().every(query).stream()
                .map(hit -> entries.get(hit.text()).thing())
                .toList();
    }

    /**
     * Things near the query in meaning, the nearest first; none where there is no model. The first call has the vectors made in the
     * background and finds none.
     */
    public List<ByMeaning<T>> byMeaning(String query, int most) {
        var model = meaning;
        if (model == null || query.isBlank()) {
            return List.of();
        }
        if (learning.compareAndSet(false, true)) {
            Thread.ofVirtual().name("meaning-vectors").start(this::learn);
        }
        var made = vectors;
        if (made.isEmpty()) {
            return List.of();
        }
        return model.of(query).map(asked -> nearest(asked, made, most)).orElse(List.of());
    }

    /** Makes the vectors now, where there is a model; takes its time unless they were kept. */
    public void learn() {
        learning.set(true);
        var model = meaning;
        if (model != null) {
            vectors = kept.of(entries.stream().map(Entry::meant).toList(), model);
        }
    }

    private List<ByMeaning<T>> nearest(float[] asked, List<List<float[]>> made, int most) {
        var result = new ArrayList<ByMeaning<T>>();
        for (int i = 0; i < made.size(); i++) {
            double near = 0;
            for (var vector : made.get(i)) {
                near = Math.max(near, Meaning.alike(asked, vector));
            }
            if (near >= least) {
                result.add(new ByMeaning<>(entries.get(i).thing(), near));
            }
        }
        result.sort(Comparator.comparingDouble((ByMeaning<T> hit) -> hit.near()).reversed());
        return List.copyOf(result.subList(0, Math.min(most, result.size())));
    }
}
