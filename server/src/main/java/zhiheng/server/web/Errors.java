package zhiheng.server.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what is wrong with a form, a message for each field. */
final class Errors {
    private final Visit visit;
    private final Map<String, String> byField = new LinkedHashMap<>();

    Errors(Visit visit) {
        this.visit = visit;
    }

    Errors required(String field) {
        if (visit.typed(field).isEmpty()) {
            add(field, visit.words.t("error.required"));
        }
        return this;
    }

    /** The date typed in {@code field}; null when it is empty or, with a message, when it is none. */
    @Nullable
    LocalDate date(String field) {
        var typed = visit.typed(field);
        if (typed.isEmpty()) {
            return null;
        }
        try {
            return LocalDate.parse(typed);
        } catch (DateTimeParseException e) {
            add(field, visit.words.t("answer.bad-date"));
            return null;
        }
    }

    /** {@code text} as a date, {@code otherwise} when it is none. */
    LocalDate parsed(String text, LocalDate otherwise) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }

    void add(String field, String text) {
        byField.putIfAbsent(field, text);
    }

    boolean any() {
        return !byField.isEmpty();
    }

    Map<String, String> map() {
        return Map.copyOf(byField);
    }
}
