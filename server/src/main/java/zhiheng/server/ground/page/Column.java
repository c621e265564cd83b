package zhiheng.server.ground.page;

import org.jspecify.annotations.Nullable;

/**
 * The head of a column of a table; numbers stand at its right edge.
 *
 * @param href orders the table by this column; null where it cannot be, see {@link Order}
 * @param way "ascending" or "descending" where the table is ordered by it, else ""
 */
public record Column(
        String title, boolean numeric, @Nullable String href, String way) {
    public static Column of(String title) {
        return new Column(title, false, null, "");
    }

    public static Column ofNumbers(String title) {
        return of(title).withNumbers();
    }

    public Column withNumbers() {
        return new Column(title, true, href, way);
    }
}
