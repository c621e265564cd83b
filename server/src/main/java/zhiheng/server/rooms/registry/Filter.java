package zhiheng.server.rooms.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.office.registry.SystemQuery;
import zhiheng.server.ground.sql.Sql;

/** The WHERE of a query: conditions on {@code s} (ai_system), and on {@code t} (system_tier) where it leads. */
final class Filter {
    private static final int MOST_WORDS = 8;
    private static final int FEW = 1000;
    private static final String HOLDERS =
            "SELECT x.system_id FROM word v CROSS JOIN system_word x WHERE x.word_id = v.id AND v.word LIKE ?";

    private final List<String> conditions = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();
    private @Nullable Set<String> rare;

    Filter and(String condition, @Nullable Object... with) {
        conditions.add(condition);
        values.addAll(java.util.Arrays.asList(with));
        return this;
    }

    Filter copy() {
        var copy = new Filter();
        copy.conditions.addAll(conditions);
        copy.values.addAll(values);
        copy.rare = rare;
        return copy;
    }

    /** Keeps a condition on a number from choosing the index: the plus changes no value, and no index is of it. */
    Filter unled(String condition) {
        conditions.replaceAll(c -> c.equals(condition) ? "+" + c : c);
        return this;
    }

    /** Keeps all conditions on duties but that of their system from choosing the index, as {@link #unled} does. */
    Filter unledDuties() {
        conditions.replaceAll(c -> c.replaceAll("\\bl\\.(pending|obligation)\\b", "+l.$1")
                .replaceAll("\\bl\\.(state|pack|owner|assignee|org_id|sort_due|starts)\\b", "l.$1 || ''"));
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

    /**
     * Every word must occur, case apart. If one is rare, the few systems that hold it are named, and lead. If all are
     * frequent, {@code walk} says that reading texts is cheap, as the caller stops early or other conditions leave few.
     */
    Filter words(Connection c, SystemQuery query, boolean walk) throws SQLException {
        var text = query.text();
        if (text == null || text.isBlank()) {
            return this;
        }
        var split = List.of(SystemSql.lower(text).strip().split("[\\s,，、]+"));
        var words = split.subList(0, Math.min(MOST_WORDS, split.size()));
        var parts = words.stream()
                .flatMap(w -> SearchWords.of(w).stream())
                .distinct()
                .toList();
        rare = rarest(c, parts);
        if (rare != null) {
            and("s.id IN (" + "?, ".repeat(rare.size()) + "'')", rare.toArray());
        }
        for (var word : words) {
            var indexed = rare == null && !walk;
            if (indexed) {
                SearchWords.of(word).forEach(part -> and("s.id IN (" + HOLDERS + ")", SearchWords.pattern(part)));
            }
            if (!indexed || !SearchWords.decide(word)) {
                and("s.search LIKE ? ESCAPE '!'", "%" + word.replaceAll("[!%_]", "!$0") + "%");
            }
        }
        return this;
    }

    /** Whether the condition names the few systems that can match. */
    boolean few() {
        return rare != null;
    }

    private static @Nullable Set<String> rarest(Connection c, List<String> parts) throws SQLException {
        Set<String> result = null;
        for (var part : parts) {
            var ids = Sql.list(c, HOLDERS + " LIMIT ?", row -> row.getString(1), SearchWords.pattern(part), FEW + 1);
            if (ids.size() <= FEW && (result == null || ids.size() < result.size())) {
                result = new LinkedHashSet<>(ids);
            }
        }
        return result;
    }

    static boolean given(@Nullable String value) {
        return value != null && !value.isEmpty();
    }
}
