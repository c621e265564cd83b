package zhiheng.server.rooms.incidents;

import org.jspecify.annotations.Nullable;

/**
 * Which incidents are listed, the newest first; nulls do not narrow.
 *
 * @param reference such as the id of an alert
 * @param before the last id of the page before
 */
public record IncidentFilter(
        @Nullable String system,
        @Nullable String reference,
        @Nullable Boolean ended,
        @Nullable String before,
        int limit) {}
