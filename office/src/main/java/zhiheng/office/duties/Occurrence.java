package zhiheng.office.duties;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import zhiheng.packs.Clock;

/**
 * A duty that one event brought about.
 *
 * @param end where its period ends; without a period the thing is to be done at once and has no last day
 * @param done the day it was settled, null while it is open
 */
public record Occurrence(
        SystemEvent event,
        Clock clock,
        Clock.End end,
        @Nullable LocalDate done) {
    /** The last day, where the law gives a period and it can be counted. */
    public @Nullable LocalDate due() {
        return clock.within() == null ? null : end.day();
    }
}
