package zhiheng.server.rooms.duties;

import java.util.List;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;

/**
 * A file of duties as it would change them.
 *
 * @param read whether a file was read
 * @param same lines that change nothing
 * @param plan the changes for the form that makes them
 */
public record ImportView(boolean read, List<Change> changes, List<Refused> refused, int same, String plan, Form form) {
    public record Change(long line, String system, String title, String href, State from, State to, String who) {}

    /** @param column as it is called in the file; "" for the whole line */
    public record Refused(long line, String column, String why) {}
}
