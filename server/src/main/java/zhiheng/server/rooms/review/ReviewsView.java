package zhiheng.server.rooms.review;

import java.util.List;
import zhiheng.server.ground.page.When;

/** What waits for a decision, system by system. */
public record ReviewsView(List<Row> rows) {
    public record Row(String system, String href, long calls, When until) {}
}
