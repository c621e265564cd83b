package zhiheng.office.registry;

import java.util.Map;

/**
 * How many systems there are.
 *
 * @param byTier pack id, then tier id, then systems where it is in force; a system in two tiers of a pack counts in both
 * @param comingByTier the same for tiers that are to come
 * @param byOrg systems by organisation id
 * @param overdue systems with an overdue duty
 */
public record Counts(
        long total,
        Map<String, Map<String, Long>> byTier,
        Map<String, Map<String, Long>> comingByTier,
        Map<String, Long> byOrg,
        long overdue) {}
