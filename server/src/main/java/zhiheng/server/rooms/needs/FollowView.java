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
     * @param became what else came of it
     * @param attaches what can be added, in words; "" where nothing can
     * @param reviewUntil the last day to ask for a review of the answer, "" where that is not the way
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
            List<Node> timetable,
            List<String> became,
            List<String> files,
            String attaches,
            String reviewUntil,
            List<Stop> stops) {}

    /** A node of the timetable; {@code asks} whether the asker may say if what was reported of it is so. */
    public record Node(String id, NeedView.Stop stop, boolean asks) {}

    public record Stop(When when, String what) {}
}
