package zhiheng.server.rooms.alerts;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts are listed.
 *
 * @param system null for all
 * @param before the id that the page follows; null for the first page
 */
public record CaseFilter(
        Set<Progress> states,
        @Nullable String system,
        @Nullable String before,
        int limit) {
    /** What is not closed. */
    public static final Set<Progress> PENDING = EnumSet.of(Progress.OPEN, Progress.ACKNOWLEDGED);

    public static final Set<Progress> ALL = EnumSet.allOf(Progress.class);
}
