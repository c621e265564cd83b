package zhiheng.gateway.permit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Ask;

/** What one system has used: this second, today, and right now. Guarded by its own lock, held for less than a microsecond. */
final class Usage {
    /** Beyond this many a day they are no longer told apart; a cap on users lies below it. */
    static final int MOST_USERS = 1_000_000;

    private long second;
    private int callsThisSecond;
    private LocalDate day = LocalDate.EPOCH;
    private long dayEndsAtMillis = Long.MIN_VALUE;
    private long callsToday;
    private long tokensToday;
    private final Set<Long> usersToday = new HashSet<>();
    private int concurrent;

    /** Counts a call in, or says which cap forbids it. Nothing is counted for a call that is refused. */
    synchronized @Nullable Clause take(Caps caps, Ask ask, ZoneId zone, Instant now) {
        var user = ask.user();
        roll(zone, now);
        if (caps.concurrentCalls() > 0 && concurrent >= caps.concurrentCalls()) {
            return Clause.CONCURRENT;
        }
        if (caps.callsPerSecond() > 0 && callsThisSecond >= caps.callsPerSecond()) {
            return Clause.CALLS_PER_SECOND;
        }
        if (caps.callsPerDay() > 0 && callsToday >= caps.callsPerDay()) {
            return Clause.CALLS_PER_DAY;
        }
        if (caps.tokensPerDay() > 0 && tokensToday >= caps.tokensPerDay()) {
            return Clause.TOKENS_PER_DAY;
        }
        if (caps.usersPerDay() > 0 && !ask.isOfNoModel()) {
            if (user == null) {
                return Clause.USER_UNNAMED;
            }
            if (usersToday.size() >= caps.usersPerDay() && !usersToday.contains(user)) {
                return Clause.USERS_PER_DAY;
            }
        }
        concurrent++;
        count(user, 0);
        return null;
    }

    private void count(@Nullable Long user, long tokens) {
        callsThisSecond++;
        callsToday++;
        tokensToday += tokens;
        if (user != null && usersToday.size() < MOST_USERS) {
            usersToday.add(user);
        }
    }

    synchronized void release() {
        concurrent--;
    }

    synchronized void spend(long tokens) {
        tokensToday += Math.max(0, tokens);
    }

    /** A call found in the journal after a restart: counted if it is of today. */
    synchronized void recall(@Nullable Long user, long tokens, ZoneId zone, Instant at, Instant now) {
        roll(zone, now);
        if (at.atZone(zone).toLocalDate().equals(day)) {
            count(user, tokens);
            callsThisSecond = 0;
        }
    }

    private void roll(ZoneId zone, Instant now) {
        long millis = now.toEpochMilli();
        if (millis / 1000 != second) {
            second = millis / 1000;
            callsThisSecond = 0;
        }
        // A clock set back within the day must not open the caps anew; one set back by a day or more starts no new day
        // either.
        if (millis >= dayEndsAtMillis) {
            day = now.atZone(zone).toLocalDate();
            dayEndsAtMillis = day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
            callsToday = 0;
            tokensToday = 0;
            usersToday.clear();
        }
    }

    /** Seconds to the next day of the zone. */
    synchronized long secondsToTomorrow(Instant now) {
        return Math.max(1, (dayEndsAtMillis - now.toEpochMilli() + 999) / 1000);
    }

    synchronized Used used() {
        return new Used(callsToday, usersToday.size(), tokensToday, concurrent);
    }
}
