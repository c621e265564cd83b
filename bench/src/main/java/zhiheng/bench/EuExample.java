package zhiheng.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import zhiheng.packs.Facts;
import zhiheng.packs.Finding;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.Yaml;

/**
 * A kind of use whose class has been published, and the answers to the questionnaire that follow from its description.
 *
 * @param at where the class is published
 * @param says the description, in our own words
 * @param expect what must come out: a word of {@link #agrees}
 * @param place the provision it is about, or {@code any}
 */
record EuExample(String id, String at, String says, String expect, String place, Map<String, Object> facts) {
    static final String PACK = "eu-ai-act";
    /** A day on which both routes to the high-risk class apply. */
    static final LocalDate DAY = LocalDate.parse("2028-12-31");

    private static final long SEED = 20261130;
    private static final int MAX_BYTES = 1 << 20;
    private static final Set<String> FILE = Yaml.Words.ordered("base", "examples");
    private static final Set<String> STRANGERS = Yaml.Words.ordered("base", "answers");
    private static final Set<String> ANSWER = Yaml.Words.ordered("id", "facts");
    private static final Set<String> LINE = Yaml.Words.ordered("id", "at", "expect", "says", "facts");
    private static final Set<String> EXPECT = Yaml.Words.ordered(
            "high", "banned", "limited", "gpai", "not", "derogated", "no-ban", "no-limited", "no-gpai", "outside");

    /** All examples, in the order of the file. */
    static List<EuExample> all() {
        try (var in = Objects.requireNonNull(EuExample.class.getResourceAsStream("eu-examples.yaml"))) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return read(Yaml.parse("eu-examples.yaml", text, MAX_BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those kept back, with the answers of somebody who saw a sentence and the questions alone. */
    static List<EuExample> strangers() {
        try (var in = Objects.requireNonNull(EuExample.class.getResourceAsStream("eu-strangers.yaml"))) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var fields = Yaml.parse("eu-strangers.yaml", text, MAX_BYTES).fields(STRANGERS);
            var base = values(fields.required("base"));
            var answers = new LinkedHashMap<String, Map<String, Object>>();
            for (var line : fields.required("answers").list()) {
                var f = line.named("answer", "id").fields(ANSWER);
                var facts = new LinkedHashMap<>(base);
                facts.putAll(values(f.required("facts")));
                answers.put(f.string("id"), facts);
            }
            return all().stream()
                    .filter(e -> answers.containsKey(e.id()))
                    .map(e -> new EuExample(
                            e.id, e.at, e.says, e.expect, e.place, Objects.requireNonNull(answers.get(e.id()))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ids that were kept back: every other one, drawn by a fixed seed from the sorted ids. */
    static Set<String> keptBack(List<EuExample> all) {
        var ids = new ArrayList<>(all.stream()
                .map(EuExample::id)
                .sorted(Comparator.naturalOrder())
                .toList());
        Collections.shuffle(ids, new Random(SEED));
        return Set.copyOf(ids.subList(ids.size() / 2, ids.size()));
    }

    private static List<EuExample> read(Yaml file) {
        var fields = file.fields(FILE);
        var base = values(fields.required("base"));
        var result = new ArrayList<EuExample>();
        for (var line : fields.required("examples").list()) {
            var f = line.named("example", "id").fields(LINE);
            var expected = f.required("expect").fields(EXPECT).entries().entrySet();
            if (expected.size() != 1) {
                throw f.required("expect").error("one expectation is wanted here");
            }
            var expect = expected.iterator().next();
            var facts = new LinkedHashMap<>(base);
            facts.putAll(values(f.required("facts")));
            result.add(new EuExample(
                    f.string("id"),
                    f.string("at"),
                    f.words("says"),
                    expect.getKey(),
                    expect.getValue().string(),
                    facts));
        }
        return List.copyOf(result);
    }

    private static Map<String, Object> values(Yaml mapping) {
        var result = new LinkedHashMap<String, Object>();
        mapping.entries().forEach((id, value) -> {
            var plain = value.value();
            if (plain == null) {
                throw new PackException(value.file() + ":" + value.line() + ": an answer is missing");
            }
            result.put(id, plain);
        });
        return result;
    }

    Finding finding(PackLibrary library) {
        return library.evaluate(Facts.of(library, facts), DAY, List.of(PACK));
    }

    /** Whether the finding says what was published. */
    boolean agrees(Finding finding) {
        return switch (expect) {
            case "high" -> has(finding, "high", place) && !has(finding, "prohibited", "any");
            case "banned" -> has(finding, "prohibited", place);
            case "limited" -> has(finding, "limited", place);
            case "gpai" -> has(finding, "gpai", place) || has(finding, "gpai-systemic", place);
            case "not", "derogated" -> !has(finding, "high", place) && !has(finding, "prohibited", place);
            case "no-ban" -> !has(finding, "prohibited", place);
            case "no-limited" -> !has(finding, "limited", place);
            case "no-gpai" -> !has(finding, "gpai", place) && !has(finding, "gpai-systemic", place);
            case "outside" -> has(finding, "out-of-scope", place);
            default -> throw new IllegalStateException(expect);
        };
    }

    private static boolean has(Finding finding, String tier, String place) {
        return finding.outcomes().stream()
                .anyMatch(o ->
                        o.tier().equals(tier) && (place.equals("any") || o.ref().equals(place)));
    }
}
