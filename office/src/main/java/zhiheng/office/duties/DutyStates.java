package zhiheng.office.duties;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.registry.Summary;
import zhiheng.packs.Finding;

/** The states of duties: what follows from marks, evidence and the day; and the summary that counts them. */
public final class DutyStates {
    private DutyStates() {}

    static boolean counts(Evidence evidence, LocalDate asOf) {
        var expires = evidence.expires();
        return expires == null || !expires.isBefore(asOf);
    }

    static DutyState state(Finding.Duty duty, @Nullable DutyMark mark, List<Evidence> evidence, LocalDate asOf) {
        var said = mark == null ? DutyState.OPEN : mark.state();
        var standing = switch (said) {
            case MET -> evidence.stream().anyMatch(e -> counts(e, asOf)) ? DutyState.MET : DutyState.OPEN;
            case EXEMPTED -> stillExempt(mark, asOf) && duty.waivable() ? DutyState.EXEMPTED : DutyState.OPEN;
            case LATE -> DutyState.OPEN;
            case OPEN, IN_PROGRESS, NOT_APPLICABLE -> said;
        };
        return isOpen(standing) && asOf.isAfter(duty.due()) && duty.kind().equals("obligation")
                ? DutyState.LATE
                : standing;
    }

    private static boolean stillExempt(@Nullable DutyMark mark, LocalDate asOf) {
        var until = mark == null ? null : mark.until();
        return until != null && !until.isBefore(asOf);
    }

    static boolean isOpen(DutyState state) {
        return state == DutyState.OPEN || state == DutyState.IN_PROGRESS || state == DutyState.LATE;
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
    public static List<TrackedDuty> of(Finding finding, List<DutyMark> marks, List<Evidence> evidence, LocalDate asOf) {
        Map<String, DutyMark> markOf = marks.stream().collect(Collectors.toMap(DutyMark::duty, Function.identity()));
        Map<String, List<Evidence>> evidenceOf = evidence.stream().collect(Collectors.groupingBy(Evidence::duty));
        var result = new ArrayList<TrackedDuty>();
        for (var duty : finding.duties()) {
            var mark = markOf.get(duty.id());
            var own = evidenceOf.getOrDefault(duty.id(), List.of());
            var state = state(duty, mark, own, asOf);
            result.add(new TrackedDuty(
                    duty,
                    state,
                    mark == null ? "" : mark.owner(),
                    mark == null ? null : mark.until(),
                    mark == null ? "" : mark.reason(),
                    own));
        }
        return result;
    }

    static Summary summary(Finding finding, List<DutyMark> marks, List<Evidence> evidence, LocalDate asOf) {
        var open = 0;
        var late = 0;
        LocalDate next = null;
        for (var duty : of(finding, marks, evidence, asOf)) {
            if (!isOpen(duty.state())) {
                continue;
            }
            open += duty.duty().upcoming() ? 0 : 1;
            late += duty.state() == DutyState.LATE ? 1 : 0;
            var due = duty.duty().due();
            if (!due.isBefore(asOf) && (next == null || due.isBefore(next))) {
                next = due;
            }
        }
        return new Summary(finding.tiersByPack(), open, late, finding.open().size(), next, asOf);
    }
}
