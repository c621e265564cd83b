package zhiheng.cases;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.cases.Case.RunningClock;
import zhiheng.cases.Procedure.Deadline;
import zhiheng.packs.Clock;
import zhiheng.packs.Term;
import zhiheng.packs.WorkCalendar;

/**
 * Where periods end. Hours and minutes are counted on the time line, so that a change to summer time moves nothing; days,
 * months and working days in the jurisdiction's zone, to the end of the last day.
 */
final class Timing {
    enum Kind {
        REMIND,
        END,
        ESCALATE
    }

    /** Something that a clock brings about; {@code clock} is its place in the case. */
    record Moment(Instant at, int clock, Kind kind) {}

    private final ZoneId zone;
    private final @Nullable WorkCalendar calendar;

    Timing(Cases rules) {
        this.zone = rules.procedure().zone();
        this.calendar = rules.calendar();
    }

    RunningClock started(Deadline deadline, Instant from) {
        var end = end(deadline.within(), from);
        return new RunningClock(
                deadline.id(), from, end.ends(), end.unpublished(), RunningClock.State.RUNNING, 0, false, null);
    }

    /** As {@code clock}, its end worked out where the calendar that was missing has come out since. */
    RunningClock published(RunningClock clock, Procedure procedure) {
        if (clock.ends() != null || !clock.owed()) {
            return clock;
        }
        var end = end(procedure.deadline(clock.deadline()).within(), clock.from());
        return new RunningClock(
                clock.deadline(),
                clock.from(),
                end.ends(),
                end.unpublished(),
                clock.state(),
                clock.reminders(),
                clock.escalated(),
                clock.settled());
    }

    private record End(@Nullable Instant ends, int unpublished) {}

    private End end(Term within, Instant from) {
        if (within.unit().ofAClock()) {
            return new End(from.plus(within.roughly()), 0);
        }
        var local = from.atZone(zone).toLocalDateTime();
        var end = new Clock(null, "act", within).end(local, calendar);
        var day = end.day();
        return day == null
                ? new End(null, end.unpublished())
                : new End(day.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1), 0);
    }

    private Instant before(Instant end, Term term) {
        return term.unit().ofAClock()
                ? end.minus(term.roughly())
                : end.atZone(zone).minusDays(term.count()).toInstant();
    }

    private Instant after(Instant end, @Nullable Term term) {
        if (term == null) {
            return end.plusMillis(1);
        }
        var ends = end(term, end).ends();
        return ends == null ? end.plus(term.roughly()) : ends;
    }

    /** The earliest thing due up to {@code until}; of two at once the one of the clock started first. */
    @Nullable
    Moment next(List<RunningClock> clocks, Procedure procedure, Instant until) {
        Moment earliest = null;
        for (int i = 0; i < clocks.size(); i++) {
            var moment = next(clocks.get(i), i, procedure);
            if (moment == null) {
                continue;
            }
            boolean due = moment.kind() == Kind.END
                    ? moment.at().isBefore(until)
                    : !moment.at().isAfter(until);
            if (due && (earliest == null || moment.at().isBefore(earliest.at()))) {
                earliest = moment;
            }
        }
        return earliest;
    }

    private @Nullable Moment next(RunningClock clock, int place, Procedure procedure) {
        var ends = clock.ends();
        if (ends == null || !clock.owed()) {
            return null;
        }
        var deadline = procedure.deadline(clock.deadline());
        if (clock.state() == RunningClock.State.LATE) {
            return deadline.escalate() == null || clock.escalated()
                    ? null
                    : new Moment(after(ends, deadline.escalateAfter()), place, Kind.ESCALATE);
        }
        if (clock.reminders() < deadline.remind().size()) {
            var at = before(ends, deadline.remind().get(clock.reminders()));
            return new Moment(at.isBefore(clock.from()) ? clock.from() : at, place, Kind.REMIND);
        }
        return new Moment(ends, place, Kind.END);
    }

    static RunningClock with(RunningClock c, RunningClock.State state, int reminders, boolean escalated) {
        return new RunningClock(
                c.deadline(), c.from(), c.ends(), c.unpublished(), state, reminders, escalated, c.settled());
    }
}
