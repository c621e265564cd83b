package zhiheng.office.dossier;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import zhiheng.office.acts.ActRow;
import zhiheng.office.duties.SystemEvent;
import zhiheng.office.duties.TrackedDuty;
import zhiheng.office.people.Org;
import zhiheng.office.registry.AiSystem;
import zhiheng.packs.Finding;
import zhiheng.packs.LegalDays;

/**
 * All that is known of one AI system on one day of each law.
 *
 * @param days the day by which each law counts
 * @param events what happened to the system and starts periods of law, the latest first
 * @param history the system's ledger entries, oldest first
 */
public record Dossier(
        AiSystem system,
        Org org,
        LegalDays days,
        Finding finding,
        List<TrackedDuty> duties,
        List<SystemEvent> events,
        List<Act> history) {
    /** The day as people call it; by one law it may be another, see {@link #days}. */
    public LocalDate asOf() {
        return days.day();
    }

    /** The day by the law that asks {@code duty}. */
    public LocalDate today(TrackedDuty duty) {
        return days.of(duty.duty().pack());
    }

    /** One ledger entry about the system. {@code summary} is small JSON. */
    public record Act(long ledgerIndex, Instant time, String actor, String act, String summary) {
        static Act of(ActRow row) {
            var act = row.act();
            return new Act(row.ledgerIndex(), act.time(), act.actor(), act.name(), act.body());
        }
    }
}
