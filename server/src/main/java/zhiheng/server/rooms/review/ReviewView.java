package zhiheng.server.rooms.review;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.gateway.GatewayHead;

/** The review queue of one system. */
public record ReviewView(
        GatewayHead head, List<Row> waiting, @Nullable String next, List<Row> settled) {
    /** One held call; {@code note} and {@code by} are empty until somebody decided. */
    public record Row(
            String href,
            When time,
            String stage,
            String reason,
            String surface,
            State state,
            String by,
            @Nullable When at,
            String note) {}
}
