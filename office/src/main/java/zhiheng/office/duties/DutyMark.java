package zhiheng.office.duties;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What somebody last said about a duty; the state shown is derived from it, the evidence and the day. */
public record DutyMark(
        String duty,
        DutyState state,
        String owner,
        @Nullable LocalDate until,
        String reason) {}
