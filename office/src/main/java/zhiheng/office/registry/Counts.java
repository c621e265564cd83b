package zhiheng.office.registry;

import java.util.Map;

/**
 * How many systems there are.
 *
 * @param byTier pack id, then tier id, then systems; a system in two tiers of a pack counts in both
 * @param byOrg systems by organisation id
 * @param late systems with a late duty
 */
public record Counts(long total, Map<String, Map<String, Long>> byTier, Map<String, Long> byOrg, long late) {}
