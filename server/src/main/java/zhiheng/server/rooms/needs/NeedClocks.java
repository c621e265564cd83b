package zhiheng.server.rooms.needs;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import zhiheng.cases.Case;
import zhiheng.cases.Procedure;

/** What the clocks of a need's case say about it. */
final class NeedClocks {
    /** Article 35 of the regulation on letters and visits: a review may be asked for within 30 days of the answer. */
    private static final int REVIEW_DAYS = 30;

    private static final List<String> ANSWERS = List.of("at-once", "planned", "longer", "written", "written-longer");

    private NeedClocks() {}

    /** Whether a deadline is one for the answer. */
    static boolean answers(String deadline) {
        return ANSWERS.contains(deadline);
    }

    /** Whether the need was last dispatched by a timetable. */
    static boolean planned(Case c) {
        return c.clocks().stream()
                .filter(k -> k.deadline().equals("at-once") || k.deadline().equals("planned"))
                .max(Comparator.comparing(Case.RunningClock::from))
                .map(k -> k.deadline().equals("planned"))
                .orElse(false);
    }

    /** The day by which the answer is owed; empty while none is, or its year has no calendar. */
    static Optional<LocalDate> answerDay(Case c, Procedure procedure) {
        return c.clocks().stream()
                .filter(k -> k.owed() && answers(k.deadline()) && k.ends() != null)
                .map(k -> Objects.requireNonNull(k.ends()))
                .max(Comparator.naturalOrder())
                .map(end -> day(end, procedure));
    }

    static LocalDate day(Instant at, Procedure procedure) {
        return LocalDate.ofInstant(at, procedure.zone());
    }

    /** The last day on which the asker may ask for a review of the answer. */
    static Optional<LocalDate> reviewUntil(Case c, Procedure procedure) {
        return c.trail().stream()
                .filter(v -> v.stage().equals("replied"))
                .map(Case.Visit::at)
                .max(Comparator.naturalOrder())
                .map(at -> day(at, procedure).plusDays(REVIEW_DAYS));
    }
}
