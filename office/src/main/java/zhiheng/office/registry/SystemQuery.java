package zhiheng.office.registry;

import org.jspecify.annotations.Nullable;

/**
 * What to list of the registry; null or empty means any.
 *
 * @param text words in name, description or purpose
 * @param pack with {@code tier}: systems in that tier of that pack
 * @param archived whether systems put aside are listed, in place of those in use
 * @param cursor where the page before ended, null for the first
 */
public record SystemQuery(
        @Nullable String text,
        @Nullable String orgId,
        @Nullable String pack,
        @Nullable String tier,
        boolean archived,
        @Nullable String cursor,
        int limit) {
    /** Of those in use. */
    public SystemQuery(
            @Nullable String text,
            @Nullable String orgId,
            @Nullable String pack,
            @Nullable String tier,
            @Nullable String cursor,
            int limit) {
        this(text, orgId, pack, tier, false, cursor, limit);
    }
}
