package zhiheng.office.acts;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import zhiheng.packs.LegalDays;
import zhiheng.packs.PackLibrary;

/** The office's day and instant, and today by each law. */
public record OfficeTime(Clock clock) {
    /** As people here call the day. What a law asks by a day is counted by {@link #days}. */
    public LocalDate today() {
        return LocalDate.now(clock);
    }

    /** Today by each law, in the zone of its jurisdiction. */
    public LegalDays days(PackLibrary library) {
        return library.days(clock.instant(), clock.getZone());
    }

    /** Milliseconds, so that every database and the ledger hold the same instant. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
