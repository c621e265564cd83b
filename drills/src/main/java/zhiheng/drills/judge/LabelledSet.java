package zhiheng.drills.judge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import zhiheng.packs.Yaml;

/**
 * Answers with what people say of them, in two halves: one that a judge may learn from, one that it is measured on.
 *
 * @param phrases what the rules look for, where the set brings them
 * @param counter words of a sentence that turn such a phrase round
 */
public record LabelledSet(
        String id, List<Labelled> learn, List<Labelled> measure, List<Pattern> phrases, List<Pattern> counter) {
    private static final int MOST_BYTES = 1 << 20;
    private static final Set<String> KEYS = Yaml.Words.ordered("id", "learn", "measure", "phrases", "counter");
    private static final Set<String> HALF = Yaml.Words.ordered("event", "none");
    private static final Set<String> LANGUAGES = Yaml.Words.ordered("zh", "en");

    /** @param event whether the event that the set is about is in the text */
    public record Labelled(String text, String language, boolean event) {}

    public LabelledSet {
        learn = List.copyOf(learn);
        measure = List.copyOf(measure);
        phrases = List.copyOf(phrases);
        counter = List.copyOf(counter);
    }

    public static LabelledSet read(Path file) {
        var f = Yaml.read(file, MOST_BYTES).fields(KEYS);
        var seen = new java.util.HashMap<String, Integer>();
        return new LabelledSet(
                f.words("id"),
                half(f.optional("learn"), seen),
                half(f.required("measure"), seen),
                patterns(f.optional("phrases")),
                patterns(f.optional("counter")));
    }

    private static List<Labelled> half(@Nullable Yaml yaml, Map<String, Integer> seen) {
        var result = new ArrayList<Labelled>();
        if (yaml == null) {
            return result;
        }
        var f = yaml.fields(HALF);
        for (var label : HALF) {
            var of = f.required(label).fields(LANGUAGES);
            for (var language : LANGUAGES) {
                for (var line : of.required(language).list()) {
                    var before = seen.putIfAbsent(language + " " + line.string(), line.line());
                    if (before != null) {
                        throw line.error("this text is there already, in line " + before
                                + ": a judge must not be measured on what it learnt");
                    }
                    result.add(new Labelled(line.string(), language, label.equals("event")));
                }
            }
        }
        return result;
    }

    private static List<Pattern> patterns(@Nullable Yaml yaml) {
        var result = new ArrayList<Pattern>();
        if (yaml != null) {
            for (var line : yaml.list()) {
                try {
                    result.add(Pattern.compile(line.string(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
                } catch (PatternSyntaxException e) {
                    throw line.error("not a regular expression: " + e.getDescription());
                }
            }
        }
        return result;
    }

    /** Whether one of the phrases stands in a sentence that does not turn it round. */
    boolean says(String text) {
        for (var sentence : text.split("[。！？!?;；\\n]|\\.(\\s|$)")) {
            boolean found = phrases.stream().anyMatch(p -> p.matcher(sentence).find());
            if (found && counter.stream().noneMatch(p -> p.matcher(sentence).find())) {
                return true;
            }
        }
        return false;
    }

    /** How a reader does on the half that it is measured on. */
    Quality measure(java.util.function.Predicate<String> reader, String language) {
        int found = 0;
        int missed = 0;
        int right = 0;
        int wrong = 0;
        for (var one : measure) {
            if (!one.language().equals(language)) {
                continue;
            }
            boolean read = reader.test(one.text());
            if (one.event()) {
                found += read ? 1 : 0;
                missed += read ? 0 : 1;
            } else {
                right += read ? 0 : 1;
                wrong += read ? 1 : 0;
            }
        }
        return new Quality(found, missed, right, wrong, false);
    }
}
