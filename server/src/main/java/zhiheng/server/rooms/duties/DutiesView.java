package zhiheng.server.rooms.duties;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Column;
import zhiheng.server.ground.page.Form;
import zhiheng.server.rooms.views.SavedViews;

/**
 * The duties of all systems.
 *
 * @param here this address with its filter, {@code files} its query for the files
 * @param day the head of the days, by which the table is ordered; {@code sort} names the order where it is not the usual one
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
        List<Choice> laws,
        List<Choice> orgs,
        String show,
        String owner,
        String system,
        String who,
        Column day,
        String sort,
        List<Choice> people,
        String total,
        List<WorkRow> rows,
        List<WorkRow> owed,
        List<Choice> states,
        Form form,
        Set<String> ticked,
        @Nullable String next) {
    /** A filter that one click sets. */
    public record Chip(String word, String href, boolean chosen) {}
}
