package zhiheng.gateway.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Writes texts from templates: attacks and texts that are none. */
final class TrainingTexts {
    /**
     * Ways of putting one thing. All texts of a family are used for one purpose.
     *
     * @param kind what sort of text it is: families of a kind resemble each other, and a text of a kind never seen is the real test
     */
    record Family(String name, String kind, boolean attack, Manner manner, List<String> templates) {}

    enum Manner {
        TEMPLATES,
        /** Cut from what was written for another purpose. */
        STRETCHES,
        /** Written by a person for this purpose: each stands as it is. */
        ONE_BY_ONE
    }

    private static final int BACKGROUND_FAMILY = 20;

    private final Map<String, List<String>> slots = new HashMap<>();
    private final Map<String, String> kinds = new HashMap<>();
    private final Map<String, Family> families = new LinkedHashMap<>();

    TrainingTexts(String source) {
        var lines = source.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        for (var line : lines) {
            int colon = line.indexOf(": ");
            if (line.charAt(0) == '=') {
                for (var stem : line.substring(colon + 2).split(" ")) {
                    kinds.put(stem, line.substring(1, colon));
                }
            }
        }
        for (var line : lines) {
            int colon = line.indexOf(": ");
            var name = line.substring(1, colon);
            var rest = line.substring(colon + 2).replace("\\n", "\n");
            switch (line.charAt(0)) {
                case '@' -> slots.put(name, List.of(rest.split("\\|")));
                case '=' -> {}
                default ->
                    families.computeIfAbsent(
                                    name,
                                    n -> new Family(
                                            n,
                                            kind(n, line.charAt(0)),
                                            line.charAt(0) == '+',
                                            Manner.TEMPLATES,
                                            new ArrayList<>()))
                            .templates()
                            .add(rest);
            }
        }
    }

    private String kind(String name, char sign) {
        var stem = name.substring(0, name.indexOf('-'));
        var kind = kinds.get(sign + stem);
        if (kind == null) {
            throw new IllegalArgumentException("the family " + name + " is of no kind");
        }
        return kind;
    }

    /** Adds harmless texts as they stand, each with its kind before it: each twenty lines of a kind are a family. */
    void addBackground(String source) {
        var lines = new HashMap<String, Integer>();
        for (var line : source.lines().filter(l -> !l.startsWith("#")).toList()) {
            int colon = line.indexOf(": ");
            var kind = line.substring(0, colon);
            int number = lines.merge(kind, 1, Integer::sum);
            var name = kind + number / BACKGROUND_FAMILY;
            families.computeIfAbsent(
                            name,
                            n -> new Family(
                                    n,
                                    kind.substring(0, kind.indexOf('-')),
                                    false,
                                    Manner.STRETCHES,
                                    new ArrayList<>()))
                    .templates()
                    .add(line.substring(colon + 2));
        }
    }

    /** Adds texts that were written one by one: {@code +} or {@code -}, kind, language, text. All of one kind and language are a family. */
    void addWritten(String source) {
        for (var line : source.lines().filter(l -> !l.startsWith("#")).toList()) {
            int colon = line.indexOf(": ");
            var name = line.substring(1, colon);
            families.computeIfAbsent(
                            name,
                            n -> new Family(
                                    n,
                                    n.substring(0, n.lastIndexOf('-')),
                                    line.charAt(0) == '+',
                                    Manner.ONE_BY_ONE,
                                    new ArrayList<>()))
                    .templates()
                    .add(line.substring(colon + 2).replace("\\n", "\n"));
        }
    }

    List<Family> families() {
        return List.copyOf(families.values());
    }

    /** Some texts of the family, with repeats; of those written one by one all. */
    List<String> write(Family family, int count, RandomGenerator random) {
        return family.manner == Manner.ONE_BY_ONE
                ? family.templates()
                : Stream.generate(() -> write(family, random)).limit(count).toList();
    }

    /** A text of the family; from templates in two of five cases among harmless words in the same language. */
    private String write(Family family, RandomGenerator random) {
        if (family.manner == Manner.STRETCHES) {
            return pick(family.templates(), random);
        }
        var text = fill(pick(family.templates(), random), random);
        var around = family.name().contains("zh") ? "{ztask}。" : "{task}. ";
        return switch (random.nextInt(5)) {
            case 0 -> fill(around, random) + text;
            case 1 -> text + " " + fill(around, random);
            default -> text;
        };
    }

    private String fill(String template, RandomGenerator random) {
        var out = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            int close = c == '{' ? template.indexOf('}', i) : c == '[' ? template.indexOf(']', i) : -1;
            var inside = close < 0 ? "" : template.substring(i + 1, close);
            if (c == '{' && slots.get(inside) instanceof List<String> values) {
                out.append(fill(pick(values, random), random));
                i = close;
            } else if (c == '[' && inside.contains("|")) {
                out.append(fill(pick(List.of(inside.split("\\|", -1)), random), random));
                i = close;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String pick(List<String> values, RandomGenerator random) {
        return values.get(random.nextInt(values.size()));
    }
}
