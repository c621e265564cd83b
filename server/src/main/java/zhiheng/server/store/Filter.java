package zhiheng.server.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.office.SystemQuery;

/** The WHERE of a query: conditions on {@code s} (ai_system), and on {@code t} (system_tier) where it leads. */
final class Filter {
    private static final int MOST_WORDS = 8;

    private final List<String> conditions = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();

    Filter and(String condition, @Nullable Object... with) {
        conditions.add(condition);
        values.addAll(java.util.Arrays.asList(with));
        return this;
    }

    String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    @Nullable
    Object[] values(@Nullable Object... more) {
        var all = new ArrayList<>(values);
        all.addAll(java.util.Arrays.asList(more));
        return all.toArray();
    }

    /** Every word must occur, case apart. */
    Filter words(SystemQuery query) {
        var text = query.text();
        if (text == null || text.isBlank()) {
            return this;
        }
        var words = List.of(SystemSql.lower(text).strip().split("[\\s,，、]+"));
        for (var word : words.subList(0, Math.min(MOST_WORDS, words.size()))) {
            and("s.search LIKE ? ESCAPE '!'", "%" + word.replaceAll("[!%_]", "!$0") + "%");
        }
        return this;
    }

    static boolean hasWords(SystemQuery query) {
        return query.text() != null && !query.text().isBlank();
    }

    static boolean given(@Nullable String value) {
        return value != null && !value.isEmpty();
    }
}
