package zhiheng.server.rooms.gateway;

import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.State;

/**
 * What the pages of one system's gateway have above their content.
 *
 * @param href the live view; the other pages lie below it
 * @param page the tab that is marked: live, calls, review, permit or settings
 * @param address what an application sets as its base address
 * @param waiting calls in the review queue
 * @param state the permit's, null while there is none
 */
public record GatewayHead(
        String href,
        String systemHref,
        String system,
        String page,
        String address,
        boolean mayChange,
        @Nullable State state,
        long version,
        long waiting) {}
