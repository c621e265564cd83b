package zhiheng.server.rooms.traffic;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Interaction;

/**
 * Calls, newest first.
 *
 * @param older where the next page begins, null at the end
 * @param newer where the page before begins, null at the newest
 * @param searchedTo set where the search stopped before the page was full, as it had read its share; it goes on at {@code older}
 *     or {@code newer}
 */
public record CallPage(
        List<Interaction> calls,
        @Nullable String older,
        @Nullable String newer,
        @Nullable Instant searchedTo) {}
