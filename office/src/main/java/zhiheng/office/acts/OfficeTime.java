package zhiheng.office.acts;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** The office's day and instant. */
public record OfficeTime(Clock clock) {
    public LocalDate today() {
        return LocalDate.now(clock);
    }

    /** Milliseconds, so that every database and the ledger hold the same instant. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
