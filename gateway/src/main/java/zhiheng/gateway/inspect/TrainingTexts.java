package zhiheng.gateway.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Writes texts from templates: attacks and texts that are none. */
final class TrainingTexts {
    /** Ways of putting one thing. All texts of a family are used for one purpose. */
    record Family(String name, boolean attack, List<String> templates) {}

    private static final int BACKGROUND_FAMILY = 20;

    private final Map<String, List<String>> slots = new HashMap<>();
    private final Map<String, Family> families = new LinkedHashMap<>();

    TrainingTexts(String source) {
        for (var line : source.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(": ");
            var name = line.substring(1, colon);
            var rest = line.substring(colon + 2).replace("\\n", "\n");
            if (line.charAt(0) == '@') {
                slots.put(name, List.of(rest.split("\\|")));
            } else {
                families.computeIfAbsent(name, n -> new Family(n, line.charAt(0) == '+', new ArrayList<>()))
                        .templates()
                        .add(rest);
            }
        }
    }

    /** Adds harmless texts as they stand: each twenty lines are a family. */
    void addBackground(String source) {
        int line = 0;
        for (var text : source.lines().filter(l -> !l.startsWith("#")).toList()) {
            var name = "background-" + line++ / BACKGROUND_FAMILY;
            families.computeIfAbsent(name, n -> new Family(n, false, new ArrayList<>()))
                    .templates()
                    .add(text);
        }
    }

    List<Family> families() {
        return List.copyOf(families.values());
    }

    /** A text of the family; in two of five cases among harmless words in the same language. */
    String write(Family family, RandomGenerator random) {
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
