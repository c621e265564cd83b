package zhiheng.server.ground.meaning;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds texts by their words (BM25), Chinese and others alike: a run of Chinese is taken by characters and by pairs of them, since
 * nothing marks where its words end. Made once, then only read.
 */
public final class WordIndex {
    /** The usual values; see Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009. */
    private static final double K1 = 1.2;

    private static final double B = 0.75;

    private final Map<String, Map<Integer, Integer>> postings = new HashMap<>();
    private final int[] lengths;
    private final double average;

    /** @param texts in the order of their numbers; a text's weight is how often it is given */
    public WordIndex(List<List<String>> texts) {
        lengths = new int[texts.size()];
        long all = 0;
        for (int n = 0; n < texts.size(); n++) {
            for (var text : texts.get(n)) {
                for (var term : terms(text)) {
                    postings.computeIfAbsent(term, t -> new HashMap<>()).merge(n, 1, Integer::sum);
                    lengths[n]++;
                }
            }
            all += lengths[n];
        }
        average = texts.isEmpty() ? 1 : Math.max(1, all / (double) texts.size());
    }

    /**
     * A text found, by its number.
     *
     * @param share how much of the query it says, from 0 to 1, rare words counting more
     */
    public record Hit(int text, double score, double share) {}

    /** Texts with words of the query, those that say most of it first; single Chinese characters of a longer run do not find one alone. */
    public List<Hit> find(String query) {
        var scores = new LinkedHashMap<Integer, Double>();
        var said = new HashMap<Integer, Double>();
        double all = 0;
        for (var term : asked(query)) {
            var found = postings.getOrDefault(term, Map.of());
            double rare = Math.log(1 + (lengths.length - found.size() + 0.5) / (found.size() + 0.5));
            all += rare;
            found.forEach((text, times) -> {
                double part = times * (K1 + 1) / (times + K1 * (1 - B + B * lengths[text] / average));
                scores.merge(text, rare * part, Double::sum);
                said.merge(text, rare, Double::sum);
            });
        }
        double whole = all;
        return scores.entrySet().stream()
                .map(e -> new Hit(e.getKey(), e.getValue(), said.getOrDefault(e.getKey(), 0.0) / whole))
                .sorted((a, b) -> {
                    int by = Double.compare(b.score(), a.score());
                    return by != 0 ? by : Integer.compare(a.text(), b.text());
                })
                .toList();
    }

    /** As {@link #find}, of texts that have all of them: every word, and of a Chinese run every pair. */
    public List<Hit> every(String query) {
        var asked = asked(query);
        return asked.isEmpty()
                ? List.of()
                : find(query).stream()
                        .filter(hit -> asked.stream()
                                .allMatch(term ->
                                        postings.getOrDefault(term, Map.of()).containsKey(hit.text())))
                        .toList();
    }

    /** Of a query the pairs of a Chinese run; a single character only where the run is no longer. */
    static List<String> asked(String query) {
        var result = new ArrayList<String>();
        for (var run : runs(query)) {
            if (han(run) && run.codePointCount(0, run.length()) > 1) {
                result.addAll(pairs(run));
            } else {
                result.add(run);
            }
        }
        return result.stream().distinct().toList();
    }

    private static List<String> terms(String text) {
        var result = new ArrayList<String>();
        for (var run : runs(text)) {
            if (han(run)) {
                run.codePoints().forEach(point -> result.add(Character.toString(point)));
                result.addAll(pairs(run));
            } else {
                result.add(run);
            }
        }
        return result;
    }

    private static List<String> pairs(String run) {
        var points = run.codePoints().toArray();
        var result = new ArrayList<String>();
        for (int i = 0; i + 1 < points.length; i++) {
            result.add(new String(points, i, 2));
        }
        return result;
    }

    private static boolean han(String run) {
        return Character.isIdeographic(run.codePointAt(0));
    }

    /** Runs of Chinese characters, and words of others without their plural. */
    private static List<String> runs(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        var result = new ArrayList<String>();
        var run = new StringBuilder();
        boolean ofHan = false;
        for (var points = plain.codePoints().iterator(); points.hasNext(); ) {
            int point = points.nextInt();
            boolean letter = Character.isLetterOrDigit(point);
            boolean ideograph = Character.isIdeographic(point);
            if (!run.isEmpty() && (!letter || ideograph != ofHan)) {
                result.add(stem(run.toString()));
                run.setLength(0);
            }
            if (letter) {
                run.appendCodePoint(point);
                ofHan = ideograph;
            }
        }
        if (!run.isEmpty()) {
            result.add(stem(run.toString()));
        }
        return result;
    }

    private static String stem(String word) {
        if (word.length() > 4 && word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        return word.length() > 3 && word.endsWith("s") && !word.endsWith("ss")
                ? word.substring(0, word.length() - 1)
                : word;
    }
}
