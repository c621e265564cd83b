package zhiheng.server.rooms.reminders;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * What somebody was told.
 *
 * @param next where older ones are, null at the end
 * @param newest the id up to which all can be marked as seen; "" where nothing is new
 * @param mail how it stands with this person's e-mails
 * @param administers whether the link to what became of all e-mails is shown
 */
public record InboxView(
        List<Row> rows, boolean all, @Nullable String next, String newest, String mail, boolean administers) {
    /** @param unread whether it is new; when "" where there is no last day */
    public record Row(
            String id, String href, State kind, String title, String detail, String when, When made, boolean unread) {}
}
