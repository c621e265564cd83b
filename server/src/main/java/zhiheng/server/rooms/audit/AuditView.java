package zhiheng.server.rooms.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * The security log.
 *
 * @param file the address of the same as a file
 * @param next the address of the part that follows
 * @param kept for how many days
 */
public record AuditView(
        List<Choice> kinds,
        List<Choice> people,
        String address,
        String from,
        String to,
        String file,
        List<Row> rows,
        long kept,
        @Nullable String next) {
    /** @param about what it is about, by name where one is known */
    public record Row(When at, State kind, String what, String who, String about, String address, String request) {}
}
