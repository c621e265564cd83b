package zhiheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import zhiheng.bench.season.Baselines;
import zhiheng.bench.season.Corpus;
import zhiheng.bench.season.NabFolder;
import zhiheng.bench.season.NabScore;
import zhiheng.bench.season.RankScore;
import zhiheng.bench.season.Scorer;
import zhiheng.bench.season.Stream;
import zhiheng.watch.season.SeasonScore;

/**
 * The seasonal score by the rule of the Numenta Anomaly Benchmark, beside simple peers, on generated streams: those of the kinds
 * that it was tuned on, with other seeds, and those of kinds that were laid aside. Writes its section of docs/performance.md.
 * With {@code --nab DIR} it scores a checkout of the benchmark instead and writes nothing.
 */
public final class SeasonBench {
    private static final long FIRST_SEED = 101; // tuning used seeds below
    private static final long SIGNAL_SEED = 601; // these chose nothing, others did
    private static final int SEEDS = 5;
    private static final int SPEED_ROWS = 2_000_000;
    private static final String BEGIN = "<!-- season:begin -->";
    private static final String END = "<!-- season:end -->";

    private SeasonBench() {}

    public static void main(String[] args) throws IOException {
        if (args.length == 2 && args[0].equals("--nab")) {
            var streams = NabFolder.read(Path.of(args[1]));
            System.out.println(table(Map.of("NAB", streams), Double.NaN) + families(streams));
            return;
        }
        if (args.length > 0) {
            System.err.println("Usage: ./zhiheng bench season [--nab DIR]   DIR: a checkout with data/ and labels/");
            System.exit(2);
        }
        var tuned = new ArrayList<Stream>();
        var heldOut = new ArrayList<Stream>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            tuned.addAll(Corpus.tuning(seed));
            heldOut.addAll(Corpus.heldOut(seed));
        }
        var corpora = new LinkedHashMap<String, List<Stream>>();
        corpora.put("kinds tuned on, new seeds", tuned);
        corpora.put("kinds held out", heldOut);
        double threshold = standard(tuned).best().threshold();
        String section = "## Seasonal score: `./zhiheng bench season` (" + LocalDate.now() + ")\n"
                + table(corpora, threshold) + families(tuned) + families(heldOut)
                + ranks("Signals", Corpus::signals) + ranks("Signals of kinds held out", Corpus::heldOutSignals)
                + String.format(
                        Locale.ROOT, "%nSpeed on one core: %.2f million points/s (wanted: ≥ 1).%n", speed() / 1e6);
        System.out.println(section);
        write(Path.of(System.getProperty("zhiheng.home", "."), "docs/performance.md"), section);
    }

    private static Scorer ours() {
        var detector = SeasonScore.ofValues();
        var state = detector.start();
        return (time, value) -> detector.score(state, time, value);
    }

    /** All streams scored once, and the scores taken by every profile. */
    private static Map<NabScore.Profile, NabScore> score(List<Stream> streams, Supplier<Scorer> scorer) {
        var profiles = new EnumMap<NabScore.Profile, NabScore>(NabScore.Profile.class);
        for (var profile : NabScore.Profile.values()) {
            profiles.put(profile, new NabScore(profile));
        }
        for (var stream : streams) {
            double[] scores = scores(stream, scorer.get());
            profiles.values().forEach(profile -> profile.add(stream, scores));
        }
        return profiles;
    }

    private static NabScore standard(List<Stream> streams) {
        return Objects.requireNonNull(score(streams, SeasonBench::ours).get(NabScore.Profile.STANDARD));
    }

    private static double[] scores(Stream stream, Scorer scorer) {
        double[] scores = new double[stream.values().length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = scorer.score(stream.times()[i], stream.values()[i]);
        }
        return scores;
    }

    /** @param threshold one that was found elsewhere, to show what is left without optimising it; NaN for none */
    private static String table(Map<String, List<Stream>> corpora, double threshold) {
        var text = new StringBuilder();
        corpora.forEach((name, streams) -> {
            int windows = streams.stream().mapToInt(s -> s.windows().size()).sum();
            text.append("\n").append(name).append(": ").append(streams.size()).append(" streams, ");
            text.append(windows).append(" windows\n\n");
            text.append(
                    "| scorer | standard | low FP | low FN | windows found | false alarms |\n|---|---|---|---|---|---|\n");
            var scorers = new LinkedHashMap<String, Supplier<Scorer>>(Baselines.all());
            scorers.put("**seasonal score**", SeasonBench::ours);
            scorers.forEach((scorer, make) -> text.append(line(scorer, streams, make)));
            if (!Double.isNaN(threshold)) {
                var at = standard(streams).at(threshold);
                text.append(String.format(
                        Locale.ROOT,
                        "| the same at %.3f, the best threshold of the kinds tuned on | %.1f | | | %d | %d |%n",
                        threshold,
                        at.score(),
                        at.found(),
                        at.falseAlarms()));
            }
        });
        return text.toString();
    }

    private static String line(String name, List<Stream> streams, Supplier<Scorer> scorer) {
        var text = new StringBuilder("| " + name);
        int found = 0;
        int falseAlarms = 0;
        for (var score : score(streams, scorer).entrySet()) {
            var best = score.getValue().best();
            text.append(String.format(Locale.ROOT, " | %.1f", best.score()));
            if (score.getKey() == NabScore.Profile.STANDARD) {
                found = best.found();
                falseAlarms = best.falseAlarms();
            }
        }
        return text + " | " + found + " | " + falseAlarms + " |\n";
    }

    /** Ours by family, all at the one threshold that is best for the corpus. */
    private static String families(List<Stream> streams) {
        double threshold = standard(streams).best().threshold();
        var names = new LinkedHashSet<String>();
        streams.forEach(stream -> names.add(stream.family()));
        var text = new StringBuilder(
                "\nOurs by kind, at the threshold that is best for the corpus:\n\n| kind | standard | windows found | of | false alarms | streams |\n|---|---|---|---|---|---|\n");
        for (var name : names) {
            var some = streams.stream().filter(s -> s.family().equals(name)).toList();
            var at = standard(some).at(threshold);
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %d | %d | %d | %d |%n",
                    name,
                    at.score(),
                    at.found(),
                    at.windows(),
                    at.falseAlarms(),
                    some.size()));
        }
        return text.toString();
    }

    /** Signals: how well each scorer ranks the rows of an anomaly, by kind. */
    private static String ranks(String title, LongFunction<List<Stream>> corpus) {
        var streams = new ArrayList<Stream>();
        for (long seed = SIGNAL_SEED; seed < SIGNAL_SEED + SEEDS; seed++) {
            streams.addAll(corpus.apply(seed));
        }
        var names = new LinkedHashSet<String>();
        streams.forEach(stream -> names.add(stream.family()));
        var scorers = new LinkedHashMap<String, Supplier<Scorer>>(Baselines.oneLiners());
        scorers.put("**seasonal score**", SeasonBench::ours);
        var text = new StringBuilder(
                "\n" + title + ": area below precision over recall, and streams whose highest score is in or"
                        + " near an anomaly.\n\n| kind (streams, by chance) | " + String.join(" | ", scorers.keySet())
                        + " |\n|---"
                        + "|---".repeat(scorers.size()) + "|\n");
        for (var name : names) {
            var some = streams.stream().filter(s -> s.family().equals(name)).toList();
            var cells = new StringBuilder();
            RankScore rank = new RankScore();
            for (var scorer : scorers.values()) {
                rank = new RankScore();
                for (var stream : some) {
                    rank.add(stream, scores(stream, scorer.get()));
                }
                cells.append(String.format(Locale.ROOT, " | %.3f, %d", rank.area(), rank.hits()));
            }
            text.append(
                    String.format(Locale.ROOT, "| %s (%d, %.3f)%s |%n", name, rank.streams(), rank.byChance(), cells));
        }
        return text.toString();
    }

    /** Points a second, over a daily season with noise; the better of three rounds. */
    private static double speed() {
        double best = 0;
        double[] values = new double[SPEED_ROWS];
        var random = new Random(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = 100 + 30 * Math.sin(i * 2 * Math.PI / 288) + 5 * random.nextGaussian();
        }
        double sink = 0;
        for (int round = 0; round < 3; round++) {
            var scorer = ours();
            long start = System.nanoTime();
            for (int i = 0; i < values.length; i++) {
                sink += scorer.score(i * 300_000L, values[i]);
            }
            best = Math.max(best, values.length * 1e9 / (System.nanoTime() - start));
        }
        if (sink < 0) {
            throw new IllegalStateException("a score below 0");
        }
        return best;
    }

    private static void write(Path page, String section) throws IOException {
        String text = Files.exists(page) ? Files.readString(page) : "";
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        String head = begin < 0 ? text + "\n" : text.substring(0, begin);
        String tail = end < 0 ? "\n" : text.substring(end + END.length());
        Files.writeString(page, head + BEGIN + "\n" + section + END + tail);
    }
}
