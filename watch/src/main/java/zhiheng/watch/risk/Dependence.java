package zhiheng.watch.risk;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Signs that a person depends on a service, read from how it is used, not from what is said. A sign is not a diagnosis; the share of
 * sessions with several signs is watched, nobody is singled out by it.
 */
public final class Dependence {
    /** A session counts from so many signs on. */
    public static final int SEVERAL = 2;

    /** Continuous use after which the provider must remind: Order No. 21 of the CAC and others (2026), Article 18. */
    public static final Duration LONG = Duration.ofHours(2);

    /** A pause after which use is no longer continuous. Own choice. */
    public static final Duration PAUSE = Duration.ofMinutes(20);

    /** Own choice: an hour's use between midnight and five in the morning, local time. */
    static final Duration AT_NIGHT = Duration.ofHours(1);

    private static final int NIGHT_ENDS = 5;
    /** Own choices: sessions on one day, and the share of messages said before. */
    static final int OFTEN = 8;

    static final double REPEATED = 0.3;

    /** One sign. */
    public enum Sign {
        LONG_USE,
        AT_NIGHT,
        OFTEN,
        REPETITION
    }

    /**
     * A person's session as far as it is known.
     *
     * @param messages when the person wrote, in order
     * @param sessionsToday how many sessions the person has had on this day, this one included
     * @param repetition as {@link Repetition} measures it
     */
    public record Session(List<Instant> messages, int sessionsToday, double repetition, ZoneId zone) {
        public Session {
            messages = List.copyOf(messages);
        }
    }

    private Dependence() {}

    public static Set<Sign> signs(Session session) {
        var signs = EnumSet.noneOf(Sign.class);
        var longest = Duration.ZERO;
        var run = Duration.ZERO;
        var night = Duration.ZERO;
        for (int i = 1; i < session.messages.size(); i++) {
            var from = session.messages.get(i - 1);
            var step = Duration.between(from, session.messages.get(i));
            if (step.isNegative() || step.compareTo(PAUSE) > 0) {
                run = Duration.ZERO;
                continue;
            }
            run = run.plus(step);
            longest = longest.compareTo(run) < 0 ? run : longest;
            if (from.atZone(session.zone).getHour() < NIGHT_ENDS) {
                night = night.plus(step);
            }
        }
        if (longest.compareTo(LONG) >= 0) {
            signs.add(Sign.LONG_USE);
        }
        if (night.compareTo(AT_NIGHT) >= 0) {
            signs.add(Sign.AT_NIGHT);
        }
        if (session.sessionsToday >= OFTEN) {
            signs.add(Sign.OFTEN);
        }
        if (session.repetition >= REPEATED) {
            signs.add(Sign.REPETITION);
        }
        return signs;
    }
}
