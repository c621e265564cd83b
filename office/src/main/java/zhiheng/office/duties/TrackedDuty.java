package zhiheng.office.duties;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.packs.Finding;

/**
 * A duty of a dossier: what the pack asks, and what has been done about it.
 *
 * @param owner who looks after it, free text
 * @param until for EXEMPTED, the last day of the exemption
 * @param reason for EXEMPTED and NOT_APPLICABLE, why
 */
public record TrackedDuty(
        Finding.Duty duty,
        DutyState state,
        String owner,
        @Nullable LocalDate until,
        String reason,
        List<Evidence> evidence) {}
