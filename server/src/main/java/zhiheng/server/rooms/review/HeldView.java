package zhiheng.server.rooms.review;

import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.calls.Said;
import zhiheng.server.rooms.gateway.GatewayHead;

/**
 * One held call to be read and decided.
 *
 * @param until when it lapses
 * @param said null once its content is gone
 * @param decides whether the reader may decide now
 */
public record HeldView(
        GatewayHead head,
        String id,
        String href,
        ReviewView.Row row,
        When until,
        @Nullable Said said,
        boolean decides,
        Form form) {}
