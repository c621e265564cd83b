package zhiheng.server.rooms.reminders;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * How somebody wants to be told. What stands on the page is told to everybody; all of this but {@code daysAhead} is about e-mail.
 *
 * @param mail whether e-mail is wanted; nothing goes to an address that is not confirmed
 * @param language of e-mails, "zh" or "en"
 * @param zone in which hours and days are meant
 * @param hour from which the digest of a day is sent
 * @param urgentPasses whether what is urgent comes in quiet hours too
 * @param daysAhead how long before a last day it is told
 * @param version raised by each change; 0 before the first
 */
record Choice(
        boolean mail,
        String address,
        boolean confirmed,
        String language,
        ZoneId zone,
        int hour,
        Quiet quiet,
        boolean urgentPasses,
        int daysAhead,
        long version) {
    static final int USUAL_DAYS = 7;
    static final int USUAL_HOUR = 8;

    static Choice usual(String language, ZoneId zone) {
        return new Choice(false, "", false, language, zone, USUAL_HOUR, Quiet.NONE, true, USUAL_DAYS, 0);
    }

    boolean reachable() {
        return mail && confirmed;
    }

    /** Whether an urgent e-mail may go now. */
    boolean urgentNow(Instant now) {
        return urgentPasses || !quiet.holds(now.atZone(zone).toLocalTime());
    }

    /** Whether the digest of the day may go now: from its hour on, and not in quiet hours. */
    boolean digestNow(Instant now) {
        var local = now.atZone(zone).toLocalTime();
        return local.getHour() >= hour && !quiet.holds(local);
    }

    LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, zone);
    }
}
