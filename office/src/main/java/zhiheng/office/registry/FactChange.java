package zhiheng.office.registry;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import zhiheng.office.acts.ActRow;
import zhiheng.office.acts.Json;
import zhiheng.packs.FindingDiff;
import zhiheng.packs.LegalDays;

/**
 * The last change of a system's facts and what it altered.
 *
 * @param before the changed facts' answers before; a fact that was unanswered is absent
 * @param after the same facts' answers now; a fact whose answer was removed is absent
 */
public record FactChange(
        Instant at, long ledgerIndex, Map<String, Object> before, Map<String, Object> after, FindingDiff diff) {
    /** What {@code row}, an act "facts.changed", tells of the system as it is now; each law is that of its day. */
    static FactChange read(ActRow row, AiSystem system, Evaluations evaluations, LegalDays today) {
        var body = Json.readMap(row.act().body());
        var was = part(body, "before");
        var is = part(body, "after");
        var before = new LinkedHashMap<>(system.facts());
        before.keySet().removeAll(is.keySet());
        before.putAll(was);
        var diff =
                evaluations.library().diffAhead(evaluations.finding(before, today), evaluations.finding(system, today));
        return new FactChange(row.act().time(), row.ledgerIndex(), was, is, diff);
    }

    @SuppressWarnings("unchecked") // a JSON object has string keys
    private static Map<String, Object> part(Map<String, Object> body, String key) {
        return body.get(key) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
