package zhiheng.drills.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.packs.Yaml;

/**
 * Reads a suite strictly: an unknown key, a group without a name, a prompt twice or a group below the number it promises is an error
 * with file and line.
 */
public final class SuiteReader {
    private static final int MOST_BYTES = 2 << 20;
    private static final int MOST_PROBES = 20_000;
    private static final Set<String> SUITE = keys("id", "version", "title", "about", "groups", "parts");
    private static final Set<String> PART = keys(
            "id",
            "title",
            "expect",
            "criterion",
            "system",
            "tools",
            "total",
            "each",
            "choices",
            "repeat",
            "frames",
            "topics",
            "pairs",
            "single");
    private static final Set<String> CRITERION = keys("at-least", "at-most", "least", "duty", "days", "source");
    private static final Set<String> SINGLE = keys("group", "zh", "en", "text", "forbidden", "system", "tools");
    private static final List<String> LANGUAGES = List.of("zh", "en");

    private final Map<String, Yaml> seen = new HashMap<>();
    private final Map<String, Text> groups = new LinkedHashMap<>();

    private SuiteReader() {}

    private static Set<String> keys(String... keys) {
        return Yaml.Words.ordered(keys);
    }

    public static Suite read(Path file) {
        return new SuiteReader().suite(Yaml.read(file, MOST_BYTES));
    }

    /** Of a text that is no file. */
    public static Suite parse(String name, String text) {
        return new SuiteReader().suite(Yaml.parse(name, text, MOST_BYTES));
    }

    private Suite suite(Yaml yaml) {
        var f = yaml.fields(SUITE);
        f.required("groups").entries().forEach((id, name) -> groups.put(id, name.text()));
        var parts = new ArrayList<Part>();
        for (var part : f.required("parts").list()) {
            var read = part(part.named("part", "id"));
            if (parts.stream().anyMatch(p -> p.id().equals(read.id()))) {
                throw part.error("the part '" + read.id() + "' is written twice");
            }
            parts.add(read);
        }
        var digest = Digests.of(parts.stream()
                .flatMap(p -> p.probes().stream().map(q -> p.id() + q.id() + q.digest() + q.mark()))
                .toArray(String[]::new));
        return new Suite(
                f.words("id"),
                f.words("version"),
                f.required("title").text(),
                f.required("about").text(),
                Map.copyOf(groups),
                parts,
                digest);
    }

    private Part part(Yaml yaml) {
        var f = yaml.fields(PART);
        var id = f.words("id");
        var expect = expect(f.required("expect"));
        var probes = new ArrayList<Probe>();
        int frames = 0;
        int topics = 0;
        var shared = new Shared(
                id,
                expect,
                texts(f.optional("system")),
                strings(f.optional("tools")),
                number(f.optional("repeat"), 1, MOST_PROBES));
        if (f.optional("frames") != null) {
            var given = f.required("frames").fields(keys("zh", "en"));
            for (var language : LANGUAGES) {
                var lines = strings(given.optional(language));
                frames += lines.size();
                if (expect == Expectation.PAIR) {
                    pairs(f.required("pairs"), shared, language, lines, probes);
                } else {
                    topics += fill(f.required("topics"), shared, language, lines, probes);
                }
            }
        }
        var single = f.optional("single");
        if (single != null) {
            for (var one : single.list()) {
                single(one, shared, probes);
            }
        }
        if (probes.isEmpty() || probes.size() > MOST_PROBES) {
            throw yaml.error(probes.size() + " prompts; 1 to " + MOST_PROBES + " are wanted");
        }
        promised(f, probes);
        var choices = new LinkedHashMap<String, List<String>>();
        if (expect == Expectation.PAIR || expect == Expectation.CHOOSE) {
            var c = f.required("choices").fields(keys("for", "against"));
            choices.put("for", strings(c.required("for")));
            choices.put("against", strings(c.required("against")));
        }
        return new Part(
                id,
                f.required("title").text(),
                expect,
                criterion(f.optional("criterion")),
                choices,
                probes,
                frames,
                topics);
    }

    /** What all prompts of a part share. */
    private record Shared(
            String part, Expectation expect, Map<String, String> system, List<String> tools, int repeat) {}

    private int fill(Yaml topics, Shared shared, String language, List<String> frames, List<Probe> into) {
        int count = 0;
        for (var group : topics.entries().entrySet()) {
            known(group.getKey(), group.getValue());
            var things = group.getValue().fields(keys("zh", "en")).optional(language);
            if (things == null) {
                continue;
            }
            int n = 0;
            for (var thing : things.list()) {
                count++;
                n++;
                for (int frame = 0; frame < frames.size(); frame++) {
                    for (int r = 1; r <= shared.repeat; r++) {
                        var id = shared.part + "/" + group.getKey() + "-" + language + "-" + n + "-" + (frame + 1)
                                + (shared.repeat > 1 ? "-" + r : "");
                        var mark = mark(shared, id);
                        var prompt = frames.get(frame)
                                .replace("{t}", thing.string())
                                .replace("{n}", Integer.toString(r))
                                .replace("{mark}", mark);
                        var origin = shared.part + "/" + group.getKey() + "-" + language + "-" + n;
                        add(thing, shared, id, group.getKey(), origin, language, prompt, mark, "", 0, into);
                    }
                }
            }
        }
        return count;
    }

    private void pairs(Yaml pairs, Shared shared, String language, List<String> frames, List<Probe> into) {
        int n = 0;
        for (var pair : pairs.list()) {
            n++;
            var f = pair.fields(keys("group", "zh", "en"));
            var group = f.words("group");
            known(group, pair);
            var sides = strings(f.optional(language));
            if (sides.isEmpty()) {
                continue;
            }
            if (sides.size() != 2) {
                throw f.required(language).error("a pair has two sides");
            }
            for (int frame = 0; frame < frames.size(); frame++) {
                for (int r = 1; r <= shared.repeat; r++) {
                    var key = shared.part + "/" + group + "-" + language + "-" + n + "-" + (frame + 1) + "-" + r;
                    for (int side = 0; side < 2; side++) {
                        var prompt = frames.get(frame)
                                .replace("{t}", sides.get(side))
                                .replace("{n}", Integer.toString(r));
                        add(pair, shared, key + "ab".charAt(side), group, key, language, prompt, "", key, side, into);
                    }
                }
            }
        }
    }

    private void single(Yaml one, Shared shared, List<Probe> into) {
        var f = one.fields(SINGLE);
        var group = f.words("group");
        known(group, one);
        int number = into.size() + 1;
        var own = f.optional("system") == null ? shared.system : texts(f.optional("system"));
        var tools = f.optional("tools") == null ? shared.tools : strings(f.optional("tools"));
        boolean any = false;
        for (var language : LANGUAGES) {
            var prompt = f.stringOrNull(language);
            if (prompt == null) {
                continue;
            }
            any = true;
            var id = shared.part + "/" + group + "-" + language + "-s" + number;
            var mark = switch (shared.expect) {
                case ORIGINAL -> f.words("text");
                case KEEP_TOOLS -> f.words("forbidden");
                default -> mark(shared, id);
            };
            var with = new Shared(shared.part, shared.expect, own, tools, 1);
            add(one, with, id, group, id, language, prompt.replace("{mark}", mark), mark, "", 0, into);
        }
        if (!any) {
            throw one.error("a prompt without words; write zh or en");
        }
    }

    private void add(
            Yaml at,
            Shared shared,
            String id,
            String group,
            String origin,
            String language,
            String prompt,
            String mark,
            String pair,
            int side,
            List<Probe> into) {
        var probe = new Probe(
                id,
                shared.part,
                group,
                origin,
                language,
                shared.system.getOrDefault(language, ""),
                prompt,
                shared.tools,
                mark,
                pair,
                side);
        // Space, capitals and punctuation aside: two prompts that differ in nothing else are one.
        var plain = shared.part + "\n" + probe.system() + "\n"
                + prompt.toLowerCase(Locale.ROOT)
                        .replaceAll("[\\p{Punct}\\p{IsPunctuation}\\s]+", " ")
                        .strip();
        var before = seen.putIfAbsent(plain, at);
        if (before != null) {
            throw at.error("the prompt '" + shortened(prompt) + "' is there already, in line " + before.line()
                    + "; take one of the two away");
        }
        into.add(probe);
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= 40
                ? text
                : text.substring(0, text.offsetByCodePoints(0, 40)) + "…";
    }

    /** A token that no model says by itself, the same at each reading. */
    private static String mark(Shared shared, String id) {
        return shared.expect == Expectation.RESIST
                ? "ZH" + Digests.of(id).substring(0, 6).toUpperCase(Locale.ROOT)
                : "";
    }

    private void known(String group, Yaml at) {
        if (!groups.containsKey(group)) {
            throw at.error("no group '" + group + "'; name it under groups");
        }
    }

    private void promised(Yaml.Fields f, List<Probe> probes) {
        var total = f.optional("total");
        if (total != null && probes.size() < number(total, 0, MOST_PROBES)) {
            throw total.error(probes.size() + " prompts, fewer than the total that is promised");
        }
        var each = f.optional("each");
        if (each != null) {
            var counts = new HashMap<String, Integer>();
            probes.forEach(p -> counts.merge(p.group(), 1, Integer::sum));
            each.entries().forEach((group, least) -> {
                known(group, least);
                if (counts.getOrDefault(group, 0) < number(least, 0, MOST_PROBES)) {
                    throw least.error("group '" + group + "' has " + counts.getOrDefault(group, 0) + " prompts");
                }
            });
        }
    }

    private static Expectation expect(Yaml at) {
        for (var e : Expectation.values()) {
            if (e.word().equals(at.string())) {
                return e;
            }
        }
        throw at.error("'" + at.string() + "' is expected of no prompt; write one of "
                + String.join(
                        ", ",
                        List.of(Expectation.values()).stream()
                                .map(Expectation::word)
                                .toList()));
    }

    private static @Nullable Criterion criterion(@Nullable Yaml yaml) {
        if (yaml == null) {
            return null;
        }
        var f = yaml.fields(CRITERION);
        var least = f.optional("at-least");
        var most = f.optional("at-most");
        if (least == null ? most == null : most != null) {
            throw yaml.error("either at-least or at-most is wanted");
        }
        var threshold = least != null ? least : most;
        if (!(threshold != null && threshold.value() instanceof Double share) || share < 0 || share > 1) {
            throw yaml.error("a threshold is a number from 0 to 1");
        }
        return new Criterion(
                least != null,
                share,
                number(f.optional("least"), 1, MOST_PROBES),
                f.stringOr("duty", ""),
                number(f.optional("days"), 90, 3_660),
                f.required("source").text());
    }

    private static int number(@Nullable Yaml at, int otherwise, int most) {
        if (at == null) {
            return otherwise;
        }
        if (at.value() instanceof Double d && d == Math.rint(d) && d >= 0 && d <= most) {
            return d.intValue();
        }
        throw at.error("a whole number from 0 to " + most + " is expected here");
    }

    private static List<String> strings(@Nullable Yaml at) {
        return at == null ? List.of() : at.list().stream().map(Yaml::string).toList();
    }

    private static Map<String, String> texts(@Nullable Yaml at) {
        if (at == null) {
            return Map.of();
        }
        var text = at.text();
        return Map.of("zh", text.zh(), "en", text.en());
    }
}
