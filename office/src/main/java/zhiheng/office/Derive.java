package zhiheng.office;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.packs.Finding;

/** What follows from marks, evidence and the day: the state of each duty, and the summary of a system. */
final class Derive {
    private Derive() {}

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

    static List<DossierDuty> duties(Finding finding, List<DutyMark> marks, List<Evidence> evidence, LocalDate asOf) {
        Map<String, DutyMark> markOf = marks.stream().collect(Collectors.toMap(DutyMark::duty, Function.identity()));
        Map<String, List<Evidence>> evidenceOf = evidence.stream().collect(Collectors.groupingBy(Evidence::duty));
        var result = new ArrayList<DossierDuty>();
        for (var duty : finding.duties()) {
            var mark = markOf.get(duty.id());
            var own = evidenceOf.getOrDefault(duty.id(), List.of());
            var state = state(duty, mark, own, asOf);
            result.add(new DossierDuty(
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
        for (var duty : duties(finding, marks, evidence, asOf)) {
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

    /** The facts of {@code all} that {@code some} names, for the ledger's before and after. */
    static Map<String, Object> only(Map<String, Object> all, Iterable<String> some) {
        var picked = new HashMap<String, Object>();
        for (var fact : some) {
            var value = all.get(fact);
            if (value != null) {
                picked.put(fact, value);
            }
        }
        return new java.util.TreeMap<>(picked);
    }
}
