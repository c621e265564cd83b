package zhiheng.gateway.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Writes texts from templates: attacks and texts that are none. */
final class TrainingTexts {
    /**
     * Ways of putting one thing. All texts of a family are used for one purpose.
     *
     * @param kind what sort of text it is: families of a kind resemble each other, and a text of a kind never seen is the real test
     * @param natural whether its texts were written for another purpose, and stand as they are
     */
    record Family(String name, String kind, boolean attack, boolean natural, List<String> templates) {}

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
                                            false,
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
                            n -> new Family(n, kind.substring(0, kind.indexOf('-')), false, true, new ArrayList<>()))
                    .templates()
                    .add(line.substring(colon + 2));
        }
    }

    List<Family> families() {
        return List.copyOf(families.values());
    }

    /** A text of the family; from templates in two of five cases among harmless words in the same language. */
    String write(Family family, RandomGenerator random) {
        if (family.natural) {
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
