package zhiheng.office.duties;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.packs.Clock;
import zhiheng.packs.Finding;
import zhiheng.packs.Term;

/**
 * How a duty comes back: to be met anew by each anniversary of its start.
 *
 * @param every such as one year
 * @param start from which anniversaries are counted
 * @param met the times that it was met, the latest first
 * @param next the first anniversary after the last one met
 * @param open the anniversaries that may be said to be met: from {@code next} to the first one ahead, the earliest first
 */
public record Recurrence(Term every, LocalDate start, List<DutyMet> met, LocalDate next, List<LocalDate> open) {
    private static final int MOST = 60;

    /** Null where the duty is done once, or its start is not known. */
    static @Nullable Recurrence of(Finding.Duty duty, List<DutyMet> all, LocalDate asOf) {
        var clock = duty.comesBack();
        var start = duty.due() == null ? null : duty.due().started();
        if (clock == null || clock.every() == null || start == null) {
            return null;
        }
        var met = all.stream()
                .filter(m -> !m.day().isAfter(asOf))
                .sorted(Comparator.comparing(DutyMet::due).reversed())
                .toList();
        var next = clock.anniversaryAfter(
                start, met.isEmpty() ? null : met.getFirst().due());
        return new Recurrence(clock.every(), start, met, next, open(clock, start, next, asOf));
    }

    private static List<LocalDate> open(Clock clock, LocalDate start, LocalDate next, LocalDate asOf) {
        var ahead = clock.anniversaryAfter(start, asOf);
        var open = new ArrayList<LocalDate>();
        for (var day = next; !day.isAfter(ahead) && open.size() < MOST; day = clock.anniversaryAfter(start, day)) {
            open.add(day);
        }
        return List.copyOf(open);
    }
}
