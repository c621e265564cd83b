package zhiheng.office.duties;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.registry.DutyState;
import zhiheng.office.registry.Summary;
import zhiheng.packs.Finding;
import zhiheng.packs.LegalDays;
import zhiheng.packs.PackLibrary;

/**
 * The states of duties: what follows from marks, evidence, events and the day of each law; and the summary that counts
 * them.
 */
public final class DutyStates {
    private DutyStates() {}

    static boolean counts(Evidence evidence, LocalDate asOf) {
        var expires = evidence.expires();
        var withdrawn = evidence.withdrawn();
        return (expires == null || !expires.isBefore(asOf)) && (withdrawn == null || withdrawn.isAfter(asOf));
    }

    /** What holds of what was said: evidence expires, exemptions end. */
    static DutyState standing(Finding.Duty duty, @Nullable DutyMark mark, List<Evidence> evidence, LocalDate asOf) {
        if (mark == null) {
            return DutyState.NOT_ASSESSED;
        }
        return switch (mark.state()) {
            case MET -> evidence.stream().anyMatch(e -> counts(e, asOf)) ? DutyState.MET : DutyState.GAP;
            case EXEMPTED -> stillExempt(mark, asOf) && duty.waivable() ? DutyState.EXEMPTED : DutyState.NOT_ASSESSED;
            case OVERDUE -> throw new IllegalStateException("OVERDUE is never stored");
            case NOT_ASSESSED, PLANNED, IN_PROGRESS, GAP, NOT_APPLICABLE -> mark.state();
        };
    }

    private static boolean stillExempt(DutyMark mark, LocalDate asOf) {
        return mark.until() != null && !mark.until().isBefore(asOf);
    }

    /** The duty that the finding names so; else INVALID. */
    static Finding.Duty duty(Finding finding, String dutyId) {
        return finding.duties().stream()
                .filter(duty -> duty.id().equals(dutyId))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        "按现有事实，该系统没有此项义务。请检查义务编号。",
                        "By its present facts the system has no such duty. Check the duty's id."));
    }

    /** Every duty of the finding with what has been done about it. */
    public static List<TrackedDuty> of(
            PackLibrary library, Finding finding, DutyTx tx, String systemId, LegalDays days) {
        var tracking = Tracking.of(library, finding, tx, systemId);
        return finding.duties().stream()
                .map(duty -> tracked(duty, tracking, days.of(duty.pack())))
                .toList();
    }

    private static TrackedDuty tracked(Finding.Duty duty, Tracking tracking, LocalDate asOf) {
        var mark = tracking.marks().get(duty.id());
        var own = tracking.evidence().getOrDefault(duty.id(), List.of());
        var standing = standing(duty, mark, own, asOf);
        var occurrences = tracking.occurrences(duty);
        var recurrence = Recurrence.of(duty, tracking.met().getOrDefault(duty.id(), List.of()), asOf);
        var due = TrackedDuty.due(duty, standing, recurrence, occurrences);
        boolean late = due != null && due.isBefore(asOf) && duty.kind().equals("obligation");
        return new TrackedDuty(
                duty,
                standing,
                late ? DutyState.OVERDUE : standing,
                mark == null ? "" : mark.owner(),
                mark == null ? "" : mark.assignee(),
                mark == null ? null : mark.until(),
                mark == null ? "" : mark.reason(),
                mark == null ? 0 : mark.version(),
                due,
                recurrence,
                occurrences,
                own);
    }

    static Summary summary(PackLibrary library, Finding finding, DutyTx tx, String systemId, LegalDays days) {
        return new Summary(
                finding.tiersByPack(),
                coming(finding),
                of(library, finding, tx, systemId, days).stream()
                        .map(TrackedDuty::line)
                        .toList(),
                finding.open().size(),
                days);
    }

    /** Tiers to come that are not in force already; the finding has them nearest first. */
    private static Map<String, List<Summary.Coming>> coming(Finding finding) {
        var now = finding.tiersByPack();
        var result = new LinkedHashMap<String, List<Summary.Coming>>();
        for (var outcome : finding.news()) {
            var known = result.computeIfAbsent(outcome.pack(), k -> new java.util.ArrayList<>());
            if (!now.getOrDefault(outcome.pack(), List.of()).contains(outcome.tier())
                    && known.stream().noneMatch(c -> c.tier().equals(outcome.tier()))) {
                known.add(new Summary.Coming(outcome.tier(), outcome.from()));
            }
        }
        result.values().removeIf(List::isEmpty);
        return result;
    }
}
