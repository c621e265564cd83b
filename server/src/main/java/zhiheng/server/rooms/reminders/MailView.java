package zhiheng.server.rooms.reminders;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * What became of e-mails.
 *
 * @param server where they go, "" where no mail server is set up
 * @param standing how it stands as a whole
 */
public record MailView(String server, State standing, long waiting, long sent, long failed, List<Row> rows) {
    /** One that waits or was given up; {@code next} is null for the latter. */
    public record Row(
            String person,
            String address,
            String what,
            State state,
            When made,
            int tries,
            @Nullable When next,
            String trouble) {}
}
