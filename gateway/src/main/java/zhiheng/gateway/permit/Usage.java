package zhiheng.gateway.permit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
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

    /** Whether the caps are shared with other gateways, so that only what was granted may be used. */
    private final boolean shared;

    private Share share = Share.NOTHING;
    private int mostConcurrent;
    private int mostPerSecond;
    private final long[] stated = new long[Cap.values().length];
    private final long[] refused = new long[Cap.values().length];

    Usage() {
        this(false);
    }

    Usage(boolean shared) {
        this.shared = shared;
    }

    /** Counts a call in, or says which cap forbids it. Nothing is counted for a call that is refused. */
    synchronized @Nullable Clause take(Caps caps, Ask ask, ZoneId zone, Instant now) {
        var user = ask.user();
        roll(zone, now);
        long nanos = shared ? System.nanoTime() : 0;
        if (caps.concurrentCalls() > 0 && concurrent >= most(Cap.CONCURRENT_CALLS, caps, nanos)) {
            return refuse(Cap.CONCURRENT_CALLS, Clause.CONCURRENT);
        }
        if (caps.callsPerSecond() > 0 && callsThisSecond >= most(Cap.CALLS_PER_SECOND, caps, nanos)) {
            return refuse(Cap.CALLS_PER_SECOND, Clause.CALLS_PER_SECOND);
        }
        if (caps.callsPerDay() > 0 && callsToday >= most(Cap.CALLS_PER_DAY, caps, nanos)) {
            return refuse(Cap.CALLS_PER_DAY, Clause.CALLS_PER_DAY);
        }
        if (caps.tokensPerDay() > 0 && tokensToday >= most(Cap.TOKENS_PER_DAY, caps, nanos)) {
            return refuse(Cap.TOKENS_PER_DAY, Clause.TOKENS_PER_DAY);
        }
        if (caps.usersPerDay() > 0 && !ask.isOfNoModel()) {
            if (user == null) {
                return Clause.USER_UNNAMED;
            }
            if (usersToday.size() >= most(Cap.USERS_PER_DAY, caps, nanos) && !usersToday.contains(user)) {
                return refuse(Cap.USERS_PER_DAY, Clause.USERS_PER_DAY);
            }
        }
        concurrent++;
        mostConcurrent = Math.max(mostConcurrent, concurrent);
        count(user, 0);
        mostPerSecond = Math.max(mostPerSecond, callsThisSecond);
        return null;
    }

    private Clause refuse(Cap cap, Clause clause) {
        refused[cap.ordinal()]++;
        return clause;
    }

    private long most(Cap cap, Caps caps, long nanos) {
        return shared ? Math.min(caps.of(cap), share.most(cap, day, nanos)) : caps.of(cap);
    }

    /** Whether a refusal for this cap comes from a share that may yet grow, not from a cap that is used up. */
    synchronized boolean isShort(Clause clause) {
        var cap = switch (clause) {
            case CONCURRENT -> Cap.CONCURRENT_CALLS;
            case CALLS_PER_SECOND -> Cap.CALLS_PER_SECOND;
            case CALLS_PER_DAY -> Cap.CALLS_PER_DAY;
            case TOKENS_PER_DAY -> Cap.TOKENS_PER_DAY;
            case USERS_PER_DAY -> Cap.USERS_PER_DAY;
            default -> null;
        };
        return shared && cap != null && !share.isOver(cap);
    }

    /**
     * Gives back what is not needed of a share, and says what is left of it, what was used of it and what is wanted. What is given back is
     * not used from here on, so whoever hears of it may give it to others.
     */
    synchronized Stated state(Caps caps, ZoneId zone, Instant now) {
        roll(zone, now);
        long nanos = System.nanoTime();
        var lines = new ArrayList<Stated.Line>();
        var kept = new EnumMap<Cap, Long>(Cap.class);
        boolean moved = false;
        for (var cap : Cap.SHARED) {
            if (caps.of(cap) == 0) {
                continue;
            }
            int i = cap.ordinal();
            long used = used(cap);
            long recent = cap.isOfDay() ? used - stated[i] : used;
            long want = share.isScarce(cap)
                    ? recent + refused[i]
                    : Math.max(cap.leastSlice(), Stated.AHEAD * (recent + refused[i]));
            long base = cap.isOfDay() ? used : cap == Cap.CONCURRENT_CALLS ? concurrent : 0;
            long wanted = Math.min(caps.of(cap), cap.isOfDay() ? used + want : Math.max(base, want));
            long before = share.most(cap, day, nanos);
            long held = Math.min(before, Math.max(wanted, base));
            moved |= recent + refused[i] > 0 || held < before;
            kept.put(cap, held);
            lines.add(new Stated.Line(cap, held, base, wanted));
            stated[i] = cap.isOfDay() ? used : 0;
            refused[i] = 0;
        }
        mostConcurrent = concurrent;
        mostPerSecond = 0;
        share = share.keeping(day, kept);
        return new Stated(day, List.copyOf(lines), moved);
    }

    private long used(Cap cap) {
        return switch (cap) {
            case CALLS_PER_SECOND -> mostPerSecond;
            case CALLS_PER_DAY -> callsToday;
            case USERS_PER_DAY -> usersToday.size();
            case TOKENS_PER_CALL -> 0;
            case TOKENS_PER_DAY -> tokensToday;
            case CONCURRENT_CALLS -> mostConcurrent;
        };
    }

    /** What was granted holds from here on. */
    synchronized void grant(Share granted) {
        share = granted;
    }

    /** Gives back all that is not used: the caps are others now. */
    synchronized void forgo() {
        var kept = new EnumMap<Cap, Long>(Cap.class);
        for (var cap : Cap.SHARED) {
            kept.put(cap, Math.min(share.most(cap, day, System.nanoTime()), cap.isOfDay() ? used(cap) : concurrent));
        }
        share = share.keeping(day, kept);
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
            Arrays.fill(stated, 0);
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
