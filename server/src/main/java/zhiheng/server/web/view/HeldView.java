package zhiheng.server.web.view;

import org.jspecify.annotations.Nullable;

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
        String until,
        @Nullable Said said,
        boolean decides,
        Form form) {}
