package zhiheng.office.duties;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.office.registry.DutyLine;
import zhiheng.office.registry.DutyState;
import zhiheng.packs.Finding;

/**
 * A duty of a dossier: what the pack asks, and what has been done about it.
 *
 * @param standing what was said and holds, without regard to last days: never OVERDUE
 * @param state {@code standing}, or OVERDUE
 * @param owner who looks after it, free text
 * @param assignee the person who does, by id; "" for nobody
 * @param until for EXEMPTED, the last day of the exemption
 * @param reason for EXEMPTED, NOT_APPLICABLE and GAP, why
 * @param version of what was said, to be named by the next change
 * @param due the nearest last day that is still to be kept; null when there is none or none is known
 * @param recurrence how it comes back; null for what is done once
 * @param occurrences what events brought about, the latest first
 */
public record TrackedDuty(
        Finding.Duty duty,
        DutyState standing,
        DutyState state,
        String owner,
        String assignee,
        @Nullable LocalDate until,
        String reason,
        long version,
        @Nullable LocalDate due,
        @Nullable Recurrence recurrence,
        List<Occurrence> occurrences,
        List<Evidence> evidence) {

    /** The nearest last day: of the open occurrences, and of the duty itself unless it is settled. */
    static @Nullable LocalDate due(
            Finding.Duty duty, DutyState standing, @Nullable Recurrence recurrence, List<Occurrence> occurrences) {
        var own = duty.due() == null || !standing.pending() ? null : duty.due().day();
        if (recurrence != null && (standing.pending() || standing == DutyState.MET)) {
            own = recurrence.next();
        }
        var open = occurrences.stream().filter(o -> o.done() == null).map(Occurrence::due);
        return Stream.concat(Stream.ofNullable(own), open.filter(Objects::nonNull))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /**
     * What lists and counts need of it. An open occurrence keeps a duty open, whatever was said before; one that comes back is to be
     * done again as soon as it is met.
     */
    public DutyLine line() {
        boolean waiting =
                occurrences.stream().anyMatch(o -> o.done() == null) || recurrence != null && standing == DutyState.MET;
        return new DutyLine(
                duty.id(),
                duty.pack(),
                waiting && !standing.pending() ? DutyState.PLANNED : standing,
                owner,
                assignee,
                duty.from(),
                due,
                version,
                duty.kind().equals("obligation"),
                duty.provisional());
    }
}
