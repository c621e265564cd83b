package zhiheng.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import zhiheng.office.policy.Measure;
import zhiheng.office.policy.Measures;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.meaning.Meaning;
import zhiheng.server.ground.meaning.ShippedMeaning;
import zhiheng.server.ground.meaning.Vectors;
import zhiheng.server.rooms.policies.PolicySearch;
import zhiheng.server.rooms.policies.PolicySearch.Hit;
import zhiheng.server.rooms.policies.PolicySearch.Joining;

/**
 * How often the policy library answers a question asked in other words than its own: the first hit, one of three, and the mean of one over
 * the place of the first right one (MRR), by words, by meaning, and by both, each with its 95 % interval. The questions lie in
 * {@code policy-questions.tsv}, half of them kept back while the joining was chosen. Argument: {@code tune} prints the joinings that were
 * tried, on the other half alone.
 */
public final class PolicySearchBench {
    private static final int RESAMPLES = 4_000;

    private PolicySearchBench() {}

    private record Question(String half, String language, String text, Set<String> right) {}

    public static void main(String[] args) throws IOException {
        var folder = Path.of(System.getProperty("zhiheng.home", ".")).resolve("packs/policies");
        var measures = Measures.load(PackLibrary.load(folder), folder).all();
        var questions = questions(measures);
        var model = ShippedMeaning.find().orElseThrow(() -> new IllegalStateException("no sentence model is shipped"));
        try (model) {
            if (args.length > 0 && args[0].equals("tune")) {
                tune(measures, model, of(questions, "tuned"));
            } else {
                var search = new PolicySearch(measures, model, Vectors.unkept());
                search.learn();
                System.out.printf(Locale.ROOT, "%d measures%n", measures.size());
                for (var half : List.of("tuned", "kept")) {
                    for (var language : List.of("", "zh", "en")) {
                        var asked = of(questions, half).stream()
                                .filter(q -> language.isEmpty() || q.language().equals(language))
                                .toList();
                        print(half + " " + language, asked, search);
                    }
                }
            }
        }
    }

    private static void print(String said, List<Question> asked, PolicySearch search) {
        row(said + " words", asked, search::byWords);
        row(said + " meaning", asked, search::byMeaning);
        row(said + " both", asked, search::find);
    }

    private static List<Question> of(List<Question> questions, String half) {
        return questions.stream().filter(q -> q.half().equals(half)).toList();
    }

    private static List<Question> questions(List<Measure> measures) throws IOException {
        var known = measures.stream().map(Measure::id).toList();
        try (var in = PolicySearchBench.class.getResourceAsStream("policy-questions.tsv")) {
            var found = new ArrayList<Question>();
            for (var line : new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(l -> !l.startsWith("#"))
                    .toList()) {
                var cells = line.split("\t", -1);
                var right = Set.of(cells[3].split(" "));
                if (!known.containsAll(right)) {
                    throw new IllegalStateException("no measure has an id of " + right);
                }
                found.add(new Question(cells[0], cells[1], cells[2], right));
            }
            return found;
        }
    }

    /** The place of the first right one, from 1; 0 where there is none. */
    private static int place(Question q, List<Hit> hits) {
        for (int i = 0; i < hits.size(); i++) {
            if (q.right().contains(hits.get(i).measure().id())) {
                return i + 1;
            }
        }
        return 0;
    }

    private static void row(String said, List<Question> asked, Function<String, List<Hit>> search) {
        var places =
                asked.stream().mapToInt(q -> place(q, search.apply(q.text()))).toArray();
        var range = resampled(places);
        System.out.printf(
                Locale.ROOT,
                "%-18s n %d  hit@1 %s  hit@3 %s  MRR %.3f [%.3f, %.3f]%n",
                said,
                places.length,
                within(places, 1),
                within(places, 3),
                mrr(places),
                range[0],
                range[1]);
    }

    private static String within(int[] places, int most) {
        return Wilson.of(
                        (int) Arrays.stream(places)
                                .filter(p -> p > 0 && p <= most)
                                .count(),
                        places.length)
                .toString()
                .replace(" |", "");
    }

    private static double mrr(int[] places) {
        return Arrays.stream(places)
                .mapToDouble(p -> p == 0 ? 0 : 1.0 / p)
                .average()
                .orElse(0);
    }

    /** The middle 95 % of the MRR over questions drawn again (bootstrap, a fixed seed). */
    private static double[] resampled(int[] places) {
        var random = new Random(1);
        var means = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            means[r] = mrr(Arrays.stream(places)
                    .map(p -> places[random.nextInt(places.length)])
                    .toArray());
        }
        Arrays.sort(means);
        return new double[] {means[RESAMPLES / 40], means[RESAMPLES - RESAMPLES / 40 - 1]};
    }

    private static void tune(List<Measure> measures, Meaning model, List<Question> asked) {
        var cached = new java.util.HashMap<String, java.util.Optional<float[]>>();
        Meaning once = new Meaning() {
            @Override
            public java.util.Optional<float[]> of(String text) {
                return cached.computeIfAbsent(text, model::of);
            }

            @Override
            public void close() {}
        };
        for (double first : new double[] {0.4, 0.5, 0.6, 0.7, 0.8, 1.01}) {
            for (double words : new double[] {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1}) {
                var search = new PolicySearch(measures, once, Vectors.unkept(), new Joining(first, words));
                search.learn();
                row(String.format(Locale.ROOT, "first %.2f words %.1f", first, words), asked, search::find);
            }
        }
    }
}
