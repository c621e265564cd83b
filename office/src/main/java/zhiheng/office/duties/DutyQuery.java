package zhiheng.office.duties;

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
 * @param latestFirst whether the latest day comes first; what has no day comes last either way
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
        boolean latestFirst,
        @Nullable String cursor,
        int limit) {

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
                false,
                cursor,
                limit);
    }

    /** Everything still to be done with a last day before that of its law in {@code days}. */
    public static DutyQuery dueBefore(LegalDays days, int limit) {
        return new DutyQuery(null, null, null, true, null, null, days, null, null, null, null, limit);
    }

    /** Everything still to be done with a last day from {@code from} on and before {@code before}, by the day of its law. */
    public static DutyQuery dueBetween(LegalDays from, LegalDays before, int limit) {
        return new DutyQuery(null, null, null, true, null, from, before, null, null, null, null, limit);
    }

    /** Everything that will begin to bind after the day of its law, the nearest first. */
    public static DutyQuery startingAfter(LegalDays days, int limit) {
        return new DutyQuery(null, null, null, true, null, null, null, days, null, null, null, limit);
    }

    /** As this, of one person. */
    public DutyQuery of(String person) {
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
                person,
                latestFirst,
                cursor,
                limit);
    }
}
