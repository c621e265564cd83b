package zhiheng.gateway.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import zhiheng.gateway.inspect.InjectionTraining.Scored;

/** What the model, the marks and nine naive patterns find, for each kind of text, with 95 % intervals. */
public record InjectionFigures(List<Row> rows) {
    private static final int RESAMPLES = 1000;
    private static final int SEED = 5;

    /**
     * @param texts how many, in so many {@code families}
     * @param model share that the model takes for attacks, {@code low} and {@code high} its interval: families are drawn anew, since texts
     *     of one resemble each other
     * @param familyOut the same by models that saw other families of the kind; 0 for harmless texts
     * @param either the model or the marks
     */
    public record Row(
            String kind,
            String language,
            boolean attack,
            int texts,
            int families,
            double model,
            double low,
            double high,
            double familyOut,
            double either,
            double naive)
            implements OfKind {
        static Row of(
                String kind,
                String language,
                boolean attack,
                List<Scored> scored,
                List<Scored> similar,
                Predicate<Scored> reached) {
            var byFamily = new LinkedHashMap<String, int[]>();
            int model = 0;
            int either = 0;
            int naive = 0;
            for (var one : scored) {
                boolean hit = reached.test(one);
                var counts = byFamily.computeIfAbsent(one.family().name(), f -> new int[2]);
                counts[0] += hit ? 1 : 0;
                counts[1]++;
                model += hit ? 1 : 0;
                either += hit || MarkScanner.anyIn(one.text()) ? 1 : 0;
                naive += NaivePatterns.anyIn(one.text()) ? 1 : 0;
            }
            double all = scored.size();
            var interval = interval(new ArrayList<>(byFamily.values()), model / all);
            return new Row(
                    kind,
                    language,
                    attack,
                    scored.size(),
                    byFamily.size(),
                    model / all,
                    interval[0],
                    interval[1],
                    similar.isEmpty()
                            ? 0
                            : (double) similar.stream().filter(reached).count() / similar.size(),
                    either / all,
                    naive / all);
        }
    }

    /** Where nothing or all was found a bound by the number of families. */
    static double[] interval(List<int[]> families, double share) {
        double bound = 1 - Math.pow(0.05, 1.0 / families.size());
        if (share == 0 || share == 1) {
            return new double[] {share == 0 ? 0 : 1 - bound, share == 0 ? bound : 1};
        }
        var random = new Random(SEED);
        var shares = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            int hits = 0;
            int all = 0;
            for (int j = 0; j < families.size(); j++) {
                var drawn = families.get(random.nextInt(families.size()));
                hits += drawn[0];
                all += drawn[1];
            }
            shares[i] = (double) hits / all;
        }
        Arrays.sort(shares);
        return new double[] {shares[RESAMPLES / 40], shares[RESAMPLES - 1 - RESAMPLES / 40]};
    }

    /** What is found of {@code what}, the mean over kinds, each counted alike. */
    public double mean(boolean attack, String language, ToDoubleFunction<Row> what) {
        return OfKind.mean(rows, attack, language, what);
    }

    @Override
    public String toString() {
        var out = new StringBuilder(
                "| kind, left out whole | | texts (families) | model | [95 %] | other families of the kind seen |"
                        + " model or marks | nine naive patterns |\n"
                        + "|---|---|---:|---:|---|---:|---:|---:|\n");
        for (var row : rows) {
            out.append("| %s: %s | %s | %d (%d) | %.1f %% | [%.0f, %.0f] | %s | %.1f %% | %.1f %% |\n"
                    .formatted(
                            row.attack ? "attack" : "harmless",
                            row.kind,
                            row.language,
                            row.texts,
                            row.families,
                            100 * row.model,
                            100 * row.low,
                            100 * row.high,
                            row.attack ? "%.1f %%".formatted(100 * row.familyOut) : "–",
                            100 * row.either,
                            100 * row.naive));
        }
        for (var language : List.of("en", "zh")) {
            for (boolean attack : new boolean[] {true, false}) {
                var these = rows.stream()
                        .filter(row -> row.attack == attack && row.language.equals(language))
                        .toList();
                out.append("| **%s, mean of kinds** | %s | %d (%d) | %.1f %% | | %s | %.1f %% | %.1f %% |\n"
                        .formatted(
                                attack ? "attacks" : "harmless",
                                language,
                                these.stream().mapToInt(Row::texts).sum(),
                                these.stream().mapToInt(Row::families).sum(),
                                100 * mean(attack, language, Row::model),
                                attack ? "%.1f %%".formatted(100 * mean(true, language, Row::familyOut)) : "–",
                                100 * mean(attack, language, Row::either),
                                100 * mean(attack, language, Row::naive)));
            }
        }
        return out.toString();
    }
}
