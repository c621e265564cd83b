package zhiheng.server.ground.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list in the order of an index, page by page: what follows the last row shown is asked by its key and id, so that rows added or
 * gone meanwhile neither shift a page nor show a row twice.
 *
 * @param key the column or expression that is ordered by; "" where ids alone are
 * @param id a column of ids, unlike for unlike rows
 */
public record Walk(String key, String id, boolean rises) {
    /** Ends a statement; both in one way, so that one index serves it. */
    public String order() {
        var way = rises ? "" : " DESC";
        return " ORDER BY " + (key.isEmpty() ? "" : key + way + ", ") + id + way;
    }

    /**
     * The condition for what follows {@code cursor}, whose values it adds.
     *
     * @param cursor as {@link #cursor} gave it; null for the first page
     */
    public String after(@Nullable String cursor, List<@Nullable Object> values) {
        if (cursor == null) {
            return "";
        }
        var past = rises ? " > " : " < ";
        var cut = cursor.lastIndexOf(' ');
        if (key.isEmpty()) {
            values.add(cursor.substring(cut + 1));
            return " AND " + id + past + "?";
        }
        values.add(cut < 0 ? "" : cursor.substring(0, cut));
        values.add(cursor.substring(cut + 1));
        return " AND (" + key + ", " + id + ")" + past + "(?, ?)";
    }

    /** Where a page ends whose last row has this key and id. */
    public String cursor(String keyOfLast, String idOfLast) {
        return key.isEmpty() ? idOfLast : keyOfLast + " " + idOfLast;
    }
}
