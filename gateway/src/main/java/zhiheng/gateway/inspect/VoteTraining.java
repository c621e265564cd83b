package zhiheng.gateway.inspect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import zhiheng.gateway.inspect.InjectionTraining.Sample;
import zhiheng.gateway.inspect.InjectionTraining.Scored;
import zhiheng.gateway.inspect.VoteTrainer.Example;

/**
 * Makes the head of the vote from the texts of {@link InjectionTraining} and the vectors that a sentence model gives their windows, and
 * measures it beside the model of n-grams in the same way: kinds are left out whole, and the thresholds, one for each language, are
 * set on harmless kinds that were left out.
 */
public final class VoteTraining {
    /** What all kinds of one side weigh together, for each of the texts. */
    private static final double HALF = 0.5;

    /** The highest scores of windows of a text, of those that are Chinese and of the others. */
    record Highest(float latin, float chinese) {
        boolean reaches(float latinLimit, float chineseLimit) {
            return latin >= latinLimit || chinese >= chineseLimit;
        }
    }

    /** Ways to tell whether a text is an attack. */
    public record Judges(
            Predicate<String> naive, Predicate<String> marks, Predicate<String> model, Predicate<String> vote) {}

    private record Windows(Sample sample, List<float[]> vectors, List<Boolean> chinese) {}

    private final Function<String, float[]> vectors;
    private final InjectionTraining grams = new InjectionTraining(false);
    private final Map<String, List<Windows>> byKind = new HashMap<>();
    /** By the kind that was left out. */
    private final Map<String, List<Highest>> leftOut = new HashMap<>();

    /** @param vectors the sentence model: what it says of a window, as the head is to judge it */
    public VoteTraining(Function<String, float[]> vectors) {
        this.vectors = vectors;
        var known = new HashMap<String, Windows>();
        for (var kind : kinds()) {
            byKind.put(
                    kind,
                    grams.samples(kind).stream()
                            .map(sample -> {
                                var same = known.computeIfAbsent(sample.text(), text -> windows(sample));
                                return new Windows(sample, same.vectors, same.chinese);
                            })
                            .toList());
        }
    }

    private List<String> kinds() {
        return Stream.of(true, false)
                .flatMap(attack -> grams.kinds(attack).stream())
                .toList();
    }

    private Windows windows(Sample sample) {
        var text = sample.text();
        var words = TextWindows.of(text, VoteHead.WINDOW).stream()
                .map(span -> text.substring(span.start(), span.end()))
                .toList();
        return new Windows(
                sample,
                words.stream().map(vectors).toList(),
                words.stream().map(VoteHead::isChinese).toList());
    }

    private VoteTrainer.Fitted fit(Set<String> out) {
        var examples = new ArrayList<Example>();
        for (boolean attack : new boolean[] {true, false}) {
            var kinds =
                    grams.kinds(attack).stream().filter(k -> !out.contains(k)).toList();
            for (var kind : kinds) {
                var texts = byKind.getOrDefault(kind, List.of());
                int count = texts.stream().mapToInt(t -> t.vectors.size()).sum();
                texts.forEach(t -> t.vectors.forEach(
                        vector -> examples.add(new Example(vector, attack, HALF / kinds.size() / count))));
            }
        }
        // weights are shares; the steps want a mean of one
        double all = examples.size();
        return VoteTrainer.fit(examples.stream()
                .map(e -> new Example(e.vector(), e.attack(), e.weight() * all))
                .toList());
    }

    private static Highest highest(VoteTrainer.Fitted fitted, Windows windows) {
        float latin = -Float.MAX_VALUE;
        float chinese = -Float.MAX_VALUE;
        for (int i = 0; i < windows.vectors.size(); i++) {
            float score = (float) fitted.logit(windows.vectors.get(i));
            if (windows.chinese.get(i)) {
                chinese = Math.max(chinese, score);
            } else {
                latin = Math.max(latin, score);
            }
        }
        return new Highest(latin, chinese);
    }

    /** The scores of a kind's texts by a head that was fitted to all other kinds. */
    private List<Highest> leftOut(String kind) {
        return leftOut.computeIfAbsent(kind, out -> {
            var fitted = fit(Set.of(out));
            return byKind.getOrDefault(out, List.of()).stream()
                    .map(windows -> highest(fitted, windows))
                    .toList();
        });
    }

    private float threshold(List<String> kinds, boolean chinese, double share) {
        return InjectionTraining.threshold(
                kinds.stream()
                        .map(kind -> leftOut(kind).stream()
                                .map(h -> chinese ? h.chinese() : h.latin())
                                .toList())
                        .toList(),
                share);
    }

    /** The head, as if there were no texts of these kinds. */
    public VoteHead head(Set<String> out) {
        var fitted = fit(out);
        var kinds = grams.kinds(false).stream().filter(k -> !out.contains(k)).toList();
        double wanted = InjectionTraining.WANTED_FALSE_ALARMS;
        return new VoteHead(
                fitted.weights(),
                (float) (fitted.bias() - threshold(kinds, false, wanted)),
                (float) (fitted.bias() - threshold(kinds, true, wanted)),
                made());
    }

    /** Who tells attacks, none of them fitted to texts of these kinds. */
    public Judges judges(Set<String> out) {
        var head = head(out);
        var model = grams.without(out);
        return new Judges(
                NaivePatterns::anyIn,
                MarkScanner::anyIn,
                text -> GramScanner.highest(model, text).reaches(model),
                text -> TextWindows.of(text, VoteHead.WINDOW).stream()
                        .map(span -> text.substring(span.start(), span.end()))
                        .anyMatch(window -> head.score(window, vectors.apply(window)) >= 0.5));
    }

    /** What each finds of each kind of text that it was not fitted to; harmless kinds are left out of the thresholds too. */
    public VoteFigures figures() {
        var rows = new ArrayList<VoteFigures.Row>();
        var harmless = grams.kinds(false);
        double wanted = InjectionTraining.WANTED_FALSE_ALARMS;
        for (var kind : kinds()) {
            boolean attack = grams.kinds(true).contains(kind);
            var others = harmless.stream().filter(k -> !k.equals(kind)).toList();
            var model = Limits.of(others, wanted, grams::threshold);
            var vote = Limits.of(others, wanted, this::threshold);
            var halfModel = Limits.of(others, wanted / 2, grams::threshold);
            var halfVote = Limits.of(others, wanted / 2, this::threshold);
            var scored = grams.leftOut(kind);
            var voted = leftOut(kind);
            for (boolean chinese : new boolean[] {false, true}) {
                var tally = new VoteFigures.Tally();
                for (int i = 0; i < scored.size(); i++) {
                    var one = scored.get(i);
                    if (one.isChinese() == chinese) {
                        tally.add(
                                one.family().name(),
                                NaivePatterns.anyIn(one.text()),
                                model.reached(one),
                                vote.reached(voted.get(i)),
                                halfModel.reached(one) || halfVote.reached(voted.get(i)));
                    }
                }
                if (!tally.isEmpty()) {
                    rows.add(tally.row(kind, chinese ? "zh" : "en", attack));
                }
            }
        }
        return new VoteFigures(rows);
    }

    private record Limits(float latin, float chinese) {
        /** Sets a threshold. */
        interface Setter {
            float at(List<String> kinds, boolean chinese, double share);
        }

        static Limits of(List<String> kinds, double share, Setter setter) {
            return new Limits(setter.at(kinds, false, share), setter.at(kinds, true, share));
        }

        boolean reached(Scored scored) {
            return scored.highest().latin() >= latin || scored.highest().chinese() >= chinese;
        }

        boolean reached(Highest highest) {
            return highest.reaches(latin, chinese);
        }
    }

    /** A digest of the texts that the head is made of. */
    private String made() {
        return digest(
                kinds().stream().flatMap(kind -> grams.samples(kind).stream()).toList());
    }

    /** The digest that a head made of the texts as they are now would carry. */
    static String digestNow() {
        var grams = new InjectionTraining(false);
        return digest(Stream.of(true, false)
                .flatMap(attack -> grams.kinds(attack).stream())
                .flatMap(kind -> grams.samples(kind).stream())
                .toList());
    }

    private static String digest(List<Sample> samples) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            for (var sample : samples) {
                sha.update((sample.family().kind() + "\n" + sample.text() + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
