package zhiheng.gateway.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the vote finds beside the model of n-grams and nine naive patterns, for each kind of text, left out whole. */
public record VoteFigures(List<Row> rows) {
    /**
     * @param texts how many, in so many {@code families}
     * @param vote share that the vote takes for attacks, {@code low} and {@code high} its 95 % interval with families drawn anew
     * @param either the model or the vote, each set to half of the false alarms
     */
    public record Row(
            String kind,
            String language,
            boolean attack,
            int texts,
            int families,
            double naive,
            double model,
            double vote,
            double low,
            double high,
            double either)
            implements OfKind {}

    /** Counts the texts of one kind. */
    static final class Tally {
        private final Map<String, int[]> byFamily = new LinkedHashMap<>();
        private int texts;
        private int naive;
        private int model;
        private int vote;
        private int either;

        void add(String family, boolean byNaive, boolean byModel, boolean byVote, boolean byEither) {
            var counts = byFamily.computeIfAbsent(family, f -> new int[2]);
            counts[0] += byVote ? 1 : 0;
            counts[1]++;
            texts++;
            naive += byNaive ? 1 : 0;
            model += byModel ? 1 : 0;
            vote += byVote ? 1 : 0;
            either += byEither ? 1 : 0;
        }

        boolean isEmpty() {
            return texts == 0;
        }

        Row row(String kind, String language, boolean attack) {
            double all = texts;
            var interval = InjectionFigures.interval(new ArrayList<>(byFamily.values()), vote / all);
            return new Row(
                    kind,
                    language,
                    attack,
                    texts,
                    byFamily.size(),
                    naive / all,
                    model / all,
                    vote / all,
                    interval[0],
                    interval[1],
                    either / all);
        }
    }

    /** The mean over kinds, each counted alike. */
    public double mean(boolean attack, String language, ToDoubleFunction<Row> what) {
        return OfKind.mean(rows, attack, language, what);
    }

    @Override
    public String toString() {
        var out = new StringBuilder("| kind, left out whole | | texts (families) | nine naive patterns | model | vote"
                + " | [95 %] | model or vote, each at half |\n|---|---|---:|---:|---:|---:|---|---:|\n");
        for (var row : rows) {
            out.append("| %s: %s | %s | %d (%d) | %.1f %% | %.1f %% | %.1f %% | [%.0f, %.0f] | %.1f %% |\n"
                    .formatted(
                            row.attack ? "attack" : "harmless",
                            row.kind,
                            row.language,
                            row.texts,
                            row.families,
                            100 * row.naive,
                            100 * row.model,
                            100 * row.vote,
                            100 * row.low,
                            100 * row.high,
                            100 * row.either));
        }
        for (var language : List.of("en", "zh")) {
            for (boolean attack : new boolean[] {true, false}) {
                out.append("| **%s, mean of kinds** | %s | | %.1f %% | %.1f %% | %.1f %% | | %.1f %% |\n"
                        .formatted(
                                attack ? "attacks" : "harmless",
                                language,
                                100 * mean(attack, language, Row::naive),
                                100 * mean(attack, language, Row::model),
                                100 * mean(attack, language, Row::vote),
                                100 * mean(attack, language, Row::either)));
            }
        }
        return out.toString();
    }
}
