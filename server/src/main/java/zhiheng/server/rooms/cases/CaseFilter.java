package zhiheng.server.rooms.cases;

import org.jspecify.annotations.Nullable;
import zhiheng.cases.Procedure;

/**
 * Which cases are listed, the newest first.
 *
 * @param ended null for both
 * @param before the last id of the page before
 */
public record CaseFilter(
        @Nullable String system,
        Procedure.@Nullable Kind kind,
        @Nullable Boolean ended,
        @Nullable String before,
        int limit) {}
