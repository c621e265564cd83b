package zhiheng.gateway.inspect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import zhiheng.gateway.inspect.TrainingTexts.Family;

/**
 * Makes the injection model that is shipped, and measures it, always with the same result. Families of templates are kept apart: one in
 * four only measures; the others train, and choose the threshold by being left out in turn.
 */
public final class InjectionTraining {
    /** The share of harmless texts that may be taken for attacks. */
    public static final double WANTED_FALSE_ALARMS = 0.01;

    /** What may be taken for attacks when the threshold is chosen: the models that choose saw fewer families than the one shipped, and err more. */
    private static final double WANTED_WHEN_CHOOSING = 0.02;

    private static final int TEXTS_PER_FAMILY = 40;
    private static final int FOLDS = 5;
    private static final int RESAMPLES = 2000;
    private static final int SEED = 5;

    /**
     * How the model does on texts of families that it never saw.
     *
     * @param attacksFound at the shipped threshold; {@code attacksLow} and {@code attacksHigh}: 95 % interval, families resampled
     * @param falseAlarms at the shipped threshold, with its interval
     * @param foundAtOnePercent attacks found were the threshold set to {@link #WANTED_FALSE_ALARMS} on these very texts
     * @param withMarks attacks found by the model or the marks, {@code falseAlarmsWithMarks} the same of harmless texts
     */
    public record OperatingPoint(
            int attackFamilies,
            int harmlessFamilies,
            double attacksFound,
            double attacksLow,
            double attacksHigh,
            double falseAlarms,
            double falseAlarmsLow,
            double falseAlarmsHigh,
            double foundAtOnePercent,
            double withMarks,
            double falseAlarmsWithMarks) {
        @Override
        public String toString() {
            return ("attacks found %.1f %% [%.1f, %.1f], false alarms %.1f %% [%.1f, %.1f] at the shipped threshold; found at 1 %%"
                            + " false alarms %.1f %%; with the marks %.1f %% found, %.1f %% false alarms; %d attack and %d harmless families never trained on")
                    .formatted(
                            100 * attacksFound,
                            100 * attacksLow,
                            100 * attacksHigh,
                            100 * falseAlarms,
                            100 * falseAlarmsLow,
                            100 * falseAlarmsHigh,
                            100 * foundAtOnePercent,
                            100 * withMarks,
                            100 * falseAlarmsWithMarks,
                            attackFamilies,
                            harmlessFamilies);
        }
    }

    private record Scores(Family family, float[] scores) {}

    private final List<Family> families;
    private final List<List<String>> texts = new ArrayList<>();

    InjectionTraining() {
        var source = new TrainingTexts(resource("injection-training.txt"));
        source.addBackground(resource("injection-background.txt"));
        families = source.families();
        var random = new Random(SEED);
        for (var family : families) {
            var written = new ArrayList<String>();
            for (int i = 0; i < TEXTS_PER_FAMILY; i++) {
                written.add(source.write(family, random));
            }
            texts.add(written);
        }
    }

    private static String resource(String name) {
        try (var stream = InjectionTraining.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean onlyMeasures(int family) {
        return family % 4 == 3;
    }

    GramModel train() {
        var leftOut = new ArrayList<Scores>();
        for (int fold = 0; fold < FOLDS; fold++) {
            int out = fold;
            var model = GramTrainer.fit(examples(f -> !onlyMeasures(f) && f / 4 % FOLDS != out), 0);
            leftOut.addAll(scores(model, f -> !onlyMeasures(f) && f / 4 % FOLDS == out));
        }
        return GramTrainer.fit(examples(f -> !onlyMeasures(f)), threshold(leftOut, WANTED_WHEN_CHOOSING));
    }

    private List<GramTrainer.Example> examples(IntPredicate which) {
        var examples = new ArrayList<GramTrainer.Example>();
        for (int f = 0; f < families.size(); f++) {
            if (which.test(f)) {
                boolean attack = families.get(f).attack();
                texts.get(f).forEach(text -> examples.add(GramTrainer.example(text, attack)));
            }
        }
        return examples;
    }

    private List<Scores> scores(GramModel model, IntPredicate which) {
        var all = new ArrayList<Scores>();
        for (int f = 0; f < families.size(); f++) {
            if (which.test(f)) {
                var scores = new float[texts.get(f).size()];
                for (int i = 0; i < scores.length; i++) {
                    scores[i] = GramScanner.highest(model, texts.get(f).get(i));
                }
                all.add(new Scores(families.get(f), scores));
            }
        }
        return all;
    }

    /** The least score that no more than the wanted share of the harmless texts reach. */
    private static float threshold(List<Scores> scores, double wanted) {
        var harmless = new ArrayList<Float>();
        for (var one : scores) {
            if (!one.family.attack()) {
                for (float score : one.scores) {
                    harmless.add(score);
                }
            }
        }
        harmless.sort(null);
        return Math.nextUp(harmless.get(harmless.size() - 1 - (int) (wanted * harmless.size())));
    }

    OperatingPoint measure(GramModel model) {
        var scores = scores(model, InjectionTraining::onlyMeasures);
        var attacks = scores.stream().filter(s -> s.family.attack()).toList();
        var harmless = scores.stream().filter(s -> !s.family.attack()).toList();
        var found = interval(attacks, model.threshold());
        var alarms = interval(harmless, model.threshold());
        return new OperatingPoint(
                attacks.size(),
                harmless.size(),
                found[0],
                found[1],
                found[2],
                alarms[0],
                alarms[1],
                alarms[2],
                share(attacks, threshold(scores, WANTED_FALSE_ALARMS)),
                withMarks(model, true),
                withMarks(model, false));
    }

    private double withMarks(GramModel model, boolean attacks) {
        int found = 0;
        int all = 0;
        for (int f = 0; f < families.size(); f++) {
            if (onlyMeasures(f) && families.get(f).attack() == attacks) {
                for (var text : texts.get(f)) {
                    all++;
                    found += GramScanner.highest(model, text) >= model.threshold() || MarkScanner.anyIn(text) ? 1 : 0;
                }
            }
        }
        return (double) found / all;
    }

    private static double share(List<Scores> scores, float threshold) {
        int reached = 0;
        for (var one : scores) {
            for (float score : one.scores) {
                reached += score >= threshold ? 1 : 0;
            }
        }
        return (double) reached / (scores.size() * TEXTS_PER_FAMILY);
    }

    /** Texts of a family resemble each other, so it is families that are drawn anew. Where nothing was reached: the bound for families. */
    private static double[] interval(List<Scores> scores, float threshold) {
        var random = new Random(SEED);
        var shares = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            var drawn = new ArrayList<Scores>();
            for (int j = 0; j < scores.size(); j++) {
                drawn.add(scores.get(random.nextInt(scores.size())));
            }
            shares[i] = share(drawn, threshold);
        }
        Arrays.sort(shares);
        double share = share(scores, threshold);
        double high = share == 0 ? 1 - Math.pow(0.05, 1.0 / scores.size()) : shares[RESAMPLES - 1 - RESAMPLES / 40];
        return new double[] {share, shares[RESAMPLES / 40], high};
    }

    /** How the shipped model does. */
    public static OperatingPoint shipped() {
        return new InjectionTraining().measure(GramModel.shipped());
    }

    /** @param args where to write the model: the folder of this package's resources */
    public static void main(String[] args) throws IOException {
        var training = new InjectionTraining();
        var model = training.train();
        if (args.length > 0) {
            try (var out = Files.newOutputStream(Path.of(args[0], GramModel.RESOURCE))) {
                model.write(out);
            }
        }
        System.out.println(training.measure(model));
    }
}
