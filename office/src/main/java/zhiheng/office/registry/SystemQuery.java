package zhiheng.office.registry;

import org.jspecify.annotations.Nullable;

/**
 * What to list of the registry; null or empty means any.
 *
 * @param text words in name, description or purpose
 * @param pack with {@code tier}: systems in that tier of that pack
 * @param archived whether systems put aside are listed, in place of those in use
 * @param sort the order of the list, {@code turned} for the other way round; systems without a next day come last either way
 * @param cursor where the page before ended, null for the first
 */
public record SystemQuery(
        @Nullable String text,
        @Nullable String orgId,
        @Nullable String pack,
        @Nullable String tier,
        boolean archived,
        Sort sort,
        boolean turned,
        @Nullable String cursor,
        int limit) {
    /** Orders of the list. */
    public enum Sort {
        /** The last changed first. */
        UPDATED,
        NAME,
        /** By the day of the next thing to do; those without one last. */
        NEXT,
        /** Those with most overdue first. */
        OVERDUE
    }

    /** Of those in use, the last changed first. */
    public SystemQuery(
            @Nullable String text,
            @Nullable String orgId,
            @Nullable String pack,
            @Nullable String tier,
            @Nullable String cursor,
            int limit) {
        this(text, orgId, pack, tier, false, Sort.UPDATED, false, cursor, limit);
    }

    /** In the way that the order has by itself. */
    public SystemQuery(
            @Nullable String text,
            @Nullable String orgId,
            @Nullable String pack,
            @Nullable String tier,
            boolean archived,
            Sort sort,
            @Nullable String cursor,
            int limit) {
        this(text, orgId, pack, tier, archived, sort, false, cursor, limit);
    }
}
