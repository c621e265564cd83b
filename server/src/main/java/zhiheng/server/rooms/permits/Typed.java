package zhiheng.server.rooms.permits;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.Words;

/** What was typed into the fields of a permit, read one by one, with a message at each that is wrong. */
record Typed(Map<String, String> fields, Words words, Errors errors) {
    private static final int MOST = 1_000;

    static String joined(Set<String> values) {
        return String.join(", ", new TreeSet<>(values));
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    String text(String field) {
        return fields.getOrDefault(field, "").strip();
    }

    long number(String field, long most) {
        var typed = text(field).replace(",", "").replace(" ", "");
        if (typed.isEmpty()) {
            return 0;
        }
        if (!typed.matches("[0-9]{1,16}")) {
            errors.add(field, words.t("permit.whole"));
            return 0;
        }
        long value = Long.parseLong(typed);
        if (value > most) {
            errors.add(field, words.t("editor.most", most));
        }
        return Math.min(value, most);
    }

    Set<String> set(String field) {
        var values = new LinkedHashSet<String>();
        for (var value : text(field).split("[,，、\\n]")) {
            if (!value.isBlank()) {
                values.add(value.strip());
            }
        }
        if (values.size() > MOST) {
            errors.add(field, words.t("editor.most", MOST));
        }
        return values;
    }

    <E extends Enum<E>> E chosen(String field, E[] values, E otherwise) {
        return Arrays.stream(values)
                .filter(v -> v.name().equals(text(field)))
                .findFirst()
                .orElse(otherwise);
    }
}
