package zhiheng.server.ground.page;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was typed, and what is wrong with it, by field; passwords are never kept. */
public record Form(Map<String, String> typed, Map<String, String> errors) {
    public static final Form EMPTY = new Form(Map.of(), Map.of());

    public String value(String field) {
        return typed.getOrDefault(field, "");
    }

    public @Nullable String error(String field) {
        return errors.get(field);
    }

    public boolean wrong() {
        return !errors.isEmpty();
    }
}
