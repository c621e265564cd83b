package zhiheng.server.rooms.documents;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Column;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * The library as a table.
 *
 * @param sort as the address has it, "" where usual
 * @param state the state that is filtered by, "" for any
 * @param next the address of the part that follows
 */
public record LibraryView(
        List<Chip> chips,
        String state,
        String text,
        String duty,
        List<Choice> kinds,
        List<Choice> laws,
        List<Choice> orgs,
        List<Column> columns,
        String sort,
        boolean filtered,
        List<Row> rows,
        @Nullable String next) {
    /** A filter that one click sets. */
    public record Chip(String word, String href, boolean chosen) {}

    /**
     * A document.
     *
     * @param what its kind, and the name of its file or the link
     * @param expires its last day, "" for none; {@code left} says how far off
     * @param org "" for who sees one organisation only
     */
    public record Row(
            String href,
            String title,
            String what,
            String org,
            State state,
            int duties,
            int systems,
            String expires,
            String left,
            When added,
            String by) {}
}
