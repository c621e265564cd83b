package zhiheng.server.rooms.duties;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Column;
import zhiheng.server.ground.page.Columns;
import zhiheng.server.ground.page.Form;
import zhiheng.server.rooms.views.SavedViews;

/**
 * The duties of all systems.
 *
 * @param here this address with its filter, {@code files} its query for the files
 * @param heads by which the table is ordered; {@code sort} and {@code hide} as the address has them, "" where usual
 * @param forces law, guidance or both
 * @param attach the document of the library for which duties are ticked, and {@code attached} its title; "" for none
 * @param owed what is owed beside the duties that packs find, on the first part alone
 * @param ticked rows that were ticked and not changed, see {@link WorkRow#what()}
 * @param next the address of the part that follows
 */
public record DutiesView(
        String here,
        String files,
        SavedViews.Bar views,
        List<Chip> chips,
        Chip mine,
        List<Chip> forces,
        List<Choice> laws,
        List<Choice> orgs,
        String show,
        String force,
        String owner,
        String system,
        String who,
        Heads heads,
        List<Columns.Switch> columns,
        String sort,
        String hide,
        String attach,
        String attached,
        List<Choice> people,
        String total,
        List<WorkRow> rows,
        List<WorkRow> owed,
        List<Choice> states,
        Form form,
        Set<String> ticked,
        @Nullable String next) {
    /**
     * The heads of the table, null for a column that is put away.
     *
     * @param duty never put away: it names the row
     */
    public record Heads(
            @Nullable Column day,
            Column duty,
            @Nullable Column law,
            @Nullable Column system,
            @Nullable Column state,
            @Nullable Column owner) {
        public List<Column> shown() {
            return Stream.of(day, duty, law, system, state, owner)
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    /** A filter that one click sets. */
    public record Chip(String word, String href, boolean chosen) {}
}
