package zhiheng.server.ground.page;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;

/** Gathers what is wrong with a form, a message for each field. */
public final class Errors {
    private final Visit visit;
    private final Map<String, String> byField = new LinkedHashMap<>();

    public Errors(Visit visit) {
        this.visit = visit;
    }

    public Errors required(String field) {
        if (visit.typed(field).isEmpty()) {
            add(field, visit.words.t("error.required"));
        }
        return this;
    }

    /** Runs a check; what it refuses becomes the message of {@code field}. */
    public Errors check(String field, Runnable check) {
        try {
            check.run();
        } catch (Refusal e) {
            add(field, visit.words.t(e.text()));
        }
        return this;
    }

    /** The date typed in {@code field}; null when it is empty or, with a message, when it is none. */
    @Nullable
    public LocalDate date(String field) {
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
    public LocalDate parsed(String text, LocalDate otherwise) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }

    public void add(String field, String text) {
        byField.putIfAbsent(field, text);
    }

    public boolean any() {
        return !byField.isEmpty();
    }

    public Map<String, String> map() {
        return Map.copyOf(byField);
    }
}
