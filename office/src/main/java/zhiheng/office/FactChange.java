package zhiheng.office;

import java.time.Instant;
import java.util.Map;
import zhiheng.packs.FindingDiff;

/**
 * The last change of a system's facts and what it altered.
 *
 * @param before the changed facts' answers before; a fact that was unanswered is absent
 * @param after the same facts' answers now; a fact whose answer was removed is absent
 */
public record FactChange(
        Instant at, long ledgerIndex, Map<String, Object> before, Map<String, Object> after, FindingDiff diff) {}
