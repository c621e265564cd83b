package zhiheng.gateway.inspect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import zhiheng.gateway.inspect.GramScanner.Highest;
import zhiheng.gateway.inspect.TrainingTexts.Family;
import zhiheng.gateway.inspect.TrainingTexts.Manner;

/**
 * Makes the injection model that is shipped, always the same. What it would do on texts of a kind that it never saw is the only figure
 * that carries over to other texts, so kinds are left out of training whole, one after the other; and the threshold, one for each
 * language, is set on the scores that harmless texts get from the models that did not see their kind.
 */
public final class InjectionTraining {
    /** The share of harmless texts of a kind never seen that may be taken for attacks, in each language. */
    static final double WANTED_FALSE_ALARMS = 0.01;

    private static final int TEXTS_PER_FAMILY = 20;
    /** A text that a person wrote counts so often; of a template there are twenty that resemble each other. */
    private static final int ONE_BY_ONE = 3;

    /** In how many parts the small kinds are left out. */
    private static final int SMALL_KINDS = 16;

    private static final int SEED = 5;
    private static final int FOLDS = 5;

    /** A text of a family, and its highest scores by a model that did not see the family's kind. */
    record Scored(Family family, String text, Highest highest) {
        boolean isChinese() {
            return highest.chinese() >= highest.latin();
        }
    }

    /** A text and what it was written as. */
    record Sample(Family family, String text) {}

    private record Written(Family family, String text, GramTrainer.Example example) {}

    private final List<Written> texts = new ArrayList<>();
    /** By the kind that was left out. */
    private final Map<String, List<Scored>> leftOut = new HashMap<>();

    private final Map<Set<String>, GramModel> fittedWithout = new HashMap<>();

    InjectionTraining() {
        this(true);
    }

    /** @param written with the texts written one by one; the head of the vote was made without */
    InjectionTraining(boolean written) {
        var source = new TrainingTexts(resource("injection-training.txt"));
        source.addBackground(resource("injection-background.txt"));
        if (written) {
            source.addWritten(resource("injection-written.txt"));
        }
        var random = new Random(SEED);
        for (var family : source.families()) {
            for (var text : source.write(family, TEXTS_PER_FAMILY, random)) {
                texts.add(new Written(family, text, GramTrainer.example(text, family.attack())));
            }
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

    List<String> kinds(boolean attack) {
        return texts.stream()
                .map(Written::family)
                .filter(f -> f.attack() == attack)
                .map(Family::kind)
                .distinct()
                .toList();
    }

    /** The texts of a kind, scored by a model that was trained on other kinds alone. */
    List<Scored> leftOut(String kind) {
        return leftOut.computeIfAbsent(kind, out -> {
            var model = fittedWithout.computeIfAbsent(together(out), kinds -> fit(f -> !kinds.contains(f.kind())));
            return texts.stream()
                    .filter(t -> t.family.kind().equals(out))
                    .map(t -> new Scored(t.family, t.text, GramScanner.highest(model, t.text)))
                    .toList();
        });
    }

    /** What is left out at once: a kind by itself; of the many small kinds that were written one by one every sixteenth, to save time. */
    private Set<String> together(String kind) {
        for (boolean attack : new boolean[] {true, false}) {
            var small = texts.stream()
                    .map(Written::family)
                    .filter(f -> f.attack() == attack && f.manner() == Manner.ONE_BY_ONE)
                    .map(Family::kind)
                    .distinct()
                    .toList();
            int at = small.indexOf(kind);
            if (at >= 0) {
                return IntStream.range(0, small.size())
                        .filter(i -> i % SMALL_KINDS == at % SMALL_KINDS)
                        .mapToObj(small::get)
                        .collect(Collectors.toSet());
            }
        }
        return Set.of(kind);
    }

    /** Every attack, scored by a model that was trained on other families, of its kind too. */
    List<Scored> familiesLeftOut() {
        var families = texts.stream()
                .map(Written::family)
                .filter(Family::attack)
                .map(Family::name)
                .distinct()
                .toList();
        var scored = new ArrayList<Scored>();
        for (int fold = 0; fold < FOLDS; fold++) {
            var out = new HashSet<String>();
            for (int i = fold; i < families.size(); i += FOLDS) {
                out.add(families.get(i));
            }
            var model = fit(f -> !out.contains(f.name()));
            texts.stream()
                    .filter(t -> out.contains(t.family.name()))
                    .forEach(t -> scored.add(new Scored(t.family, t.text, GramScanner.highest(model, t.text))));
        }
        return scored;
    }

    private GramModel fit(Predicate<Family> which) {
        return GramTrainer.fit(texts.stream()
                .filter(t -> which.test(t.family))
                .flatMap(t ->
                        Collections.nCopies(t.family.manner() == Manner.ONE_BY_ONE ? ONE_BY_ONE : 1, t.example)
                                .stream())
                .toList());
    }

    GramModel train() {
        var kinds = kinds(false);
        return fit(f -> true).withThresholds(threshold(kinds, false), threshold(kinds, true));
    }

    /** The threshold for a language by the scores of harmless texts of these kinds when their kind was left out. */
    float threshold(List<String> kinds, boolean chinese) {
        return threshold(kinds, chinese, WANTED_FALSE_ALARMS);
    }

    float threshold(List<String> kinds, boolean chinese, double share) {
        return threshold(
                kinds.stream()
                        .map(kind -> leftOut(kind).stream()
                                .map(s -> chinese ? s.highest.chinese() : s.highest.latin())
                                .toList())
                        .toList(),
                share);
    }

    /**
     * The least score that no more than {@code share} of the texts reach; kinds count alike.
     *
     * @param byKind the scores of each kind's texts, the least number there is where a text has none
     */
    static float threshold(List<List<Float>> byKind, double share) {
        record Weighted(float score, double weight) {}
        var all = new ArrayList<Weighted>();
        int counted = 0;
        for (var kind : byKind) {
            var scores = kind.stream().filter(score -> score > -Float.MAX_VALUE).toList();
            counted += scores.isEmpty() ? 0 : 1;
            scores.forEach(score -> all.add(new Weighted(score, 1.0 / scores.size())));
        }
        all.sort((a, b) -> Float.compare(b.score, a.score));
        double above = 0;
        for (var one : all) {
            above += one.weight / counted;
            if (above > share) {
                return Math.nextUp(one.score);
            }
        }
        return -Float.MAX_VALUE;
    }

    /** The texts of a kind, in the order of {@link #leftOut(String)}. */
    List<Sample> samples(String kind) {
        return texts.stream()
                .filter(t -> t.family.kind().equals(kind))
                .map(t -> new Sample(t.family, t.text))
                .toList();
    }

    /** The model and its thresholds as they would be without these kinds. */
    GramModel without(Set<String> out) {
        var kinds = kinds(false).stream().filter(k -> !out.contains(k)).toList();
        return fit(f -> !out.contains(f.kind())).withThresholds(threshold(kinds, false), threshold(kinds, true));
    }

    /** How the model does on each kind of text that it was not trained on; harmless kinds are left out of the threshold too. */
    public static InjectionFigures figures() {
        return new InjectionTraining().measured();
    }

    InjectionFigures measured() {
        var rows = new ArrayList<InjectionFigures.Row>();
        var byFamily = familiesLeftOut();
        for (boolean attack : new boolean[] {true, false}) {
            var harmless = kinds(false);
            for (var kind : kinds(attack)) {
                var others = harmless.stream().filter(k -> !k.equals(kind)).toList();
                float latin = threshold(others, false);
                float chinese = threshold(others, true);
                for (boolean inChinese : new boolean[] {false, true}) {
                    var scored = leftOut(kind).stream()
                            .filter(s -> s.isChinese() == inChinese)
                            .toList();
                    if (!scored.isEmpty()) {
                        Predicate<Scored> reached = s -> s.highest.latin() >= latin || s.highest.chinese() >= chinese;
                        var similar = byFamily.stream()
                                .filter(s -> s.family.kind().equals(kind) && s.isChinese() == inChinese)
                                .toList();
                        rows.add(InjectionFigures.Row.of(
                                kind, inChinese ? "zh" : "en", attack, scored, similar, reached));
                    }
                }
            }
        }
        return new InjectionFigures(rows);
    }

    /** @param args where to write the model: the folder of this package's resources */
    public static void main(String[] args) throws IOException {
        if (args.length > 0) {
            try (var out = Files.newOutputStream(Path.of(args[0], GramModel.RESOURCE))) {
                new InjectionTraining().train().write(out);
            }
        }
        System.out.println(figures());
    }
}
