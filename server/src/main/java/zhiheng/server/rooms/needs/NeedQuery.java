package zhiheng.server.rooms.needs;

import org.jspecify.annotations.Nullable;

/**
 * Which needs are listed.
 *
 * @param lead only those of this department; null for all
 * @param late those past their end, the longest first, in place of the newest first
 * @param after what the page before ended with; null for the first
 */
record NeedQuery(
        @Nullable String lead,
        @Nullable String stage,
        boolean late,
        boolean part,
        @Nullable String after,
        int limit) {
    /** In place of a stage: those that went to and fro too often, whatever their stage. */
    static final String STUCK = "stuck";
}
