package zhiheng.office.duties;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import zhiheng.office.registry.DutyState;
import zhiheng.packs.LegalDays;

/**
 * Which duties of all systems to list; null means any. Days are those of the law that asks the duty.
 *
 * @param pending true for what is still to be done, false for what is settled
 * @param state one of the stored states; what is overdue is asked by {@code dueBefore} instead
 * @param dueFrom only what has a last day on or after this one
 * @param dueBefore only what has a last day before this one
 * @param startsAfter only what begins to bind after this day
 * @param owner exactly as written
 * @param assignee the id of a person
 * @param by the order
 * @param law true for what law asks, false for guidance and what an organisation chose to follow
 * @param cursor where the page before ended, null for the first
 */
public record DutyQuery(
        @Nullable String orgId,
        @Nullable String systemId,
        @Nullable String pack,
        @Nullable Boolean pending,
        @Nullable DutyState state,
        @Nullable LegalDays dueFrom,
        @Nullable LegalDays dueBefore,
        @Nullable LegalDays startsAfter,
        @Nullable String owner,
        @Nullable String assignee,
        By by,
        @Nullable Boolean law,
        @Nullable String cursor,
        int limit) {

    /**
     * The order of a list; within what it tells apart the earliest day comes first.
     *
     * @param turned the other way round; what has no day, and what nobody looks after, comes last either way
     * @param today decides what is overdue, for {@link Key#STATE}
     */
    public record By(Key key, boolean turned, LegalDays today) {
        /** By the day, the earliest first. */
        public static final By DAY = new By(Key.DAY, false, LegalDays.on(LocalDate.EPOCH));
    }

    /** What lists of duties are ordered by. */
    public enum Key {
        /** The last day, or the day on which it begins to bind where that is asked for. */
        DAY,
        /** What asks for most first: overdue, gap, not assessed, in progress, planned, then what is settled. */
        STATE,
        /** The person's name; then teams as written, then what nobody looks after. */
        OWNER,
        /** The system's name. */
        SYSTEM,
        /** The id of the pack, which begins with the jurisdiction. */
        LAW
    }

    /** By the day, the earliest first. */
    public DutyQuery(
            @Nullable String orgId,
            @Nullable String systemId,
            @Nullable String pack,
            @Nullable Boolean pending,
            @Nullable DutyState state,
            @Nullable LegalDays dueFrom,
            @Nullable LegalDays dueBefore,
            @Nullable LegalDays startsAfter,
            @Nullable String owner,
            @Nullable String assignee,
            @Nullable String cursor,
            int limit) {
        this(
                orgId,
                systemId,
                pack,
                pending,
                state,
                dueFrom,
                dueBefore,
                startsAfter,
                owner,
                assignee,
                By.DAY,
                null,
                cursor,
                limit);
    }

    /** Everything that law asks, still to be done, with a last day before that of its law in {@code days}. */
    public static DutyQuery dueBefore(LegalDays days, int limit) {
        return new DutyQuery(null, null, null, true, null, null, days, null, null, null, null, limit).law(true);
    }

    /** Everything that law asks, still to be done, with a last day from {@code from} on and before {@code before}, by the day of its law. */
    public static DutyQuery dueBetween(LegalDays from, LegalDays before, int limit) {
        return new DutyQuery(null, null, null, true, null, from, before, null, null, null, null, limit).law(true);
    }

    /** Everything that law will ask after its day, the nearest first. */
    public static DutyQuery startingAfter(LegalDays days, int limit) {
        return new DutyQuery(null, null, null, true, null, null, null, days, null, null, null, limit).law(true);
    }

    /** As this, of one person. */
    public DutyQuery of(String person) {
        return with(person, law);
    }

    private DutyQuery law(boolean only) {
        return with(assignee, only);
    }

    private DutyQuery with(@Nullable String assignee, @Nullable Boolean law) {
        return new DutyQuery(
                orgId,
                systemId,
                pack,
                pending,
                state,
                dueFrom,
                dueBefore,
                startsAfter,
                owner,
                assignee,
                by,
                law,
                cursor,
                limit);
    }
}
