package zhiheng.server.rooms.needs;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/** Where a need stands, for who holds its receipt; {@code found} is null before one was asked for. */
public record FollowView(Form form, @Nullable Found found) {
    /**
     * @param due the day by which something is owed to the asker; null for none
     * @param confirms whether the asker is asked now
     */
    public record Found(
            State state,
            String text,
            String lead,
            @Nullable When due,
            String answer,
            String reason,
            boolean joined,
            boolean confirms,
            List<Stop> stops) {}

    public record Stop(When when, String what) {}
}
