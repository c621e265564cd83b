package zhiheng.server.rooms.proposals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zhiheng.office.acts.ActRow;
import zhiheng.office.acts.Json;

/**
 * The answers that a system had in the course of a time: those of now, taken back change by change as the acts tell them.
 *
 * @param from the first moment at which they held, {@code to} the first at which they no longer did
 */
record FactsThen(Instant from, Instant to, Map<String, Object> facts) {
    /**
     * From {@code from} on and before {@code to}, the earliest first, without gaps.
     *
     * @param changes the acts "facts.changed" of the system, the oldest first
     */
    static List<FactsThen> between(Map<String, Object> now, List<ActRow> changes, Instant from, Instant to) {
        var found = new ArrayList<FactsThen>();
        var facts = now;
        var end = to;
        for (var row : changes.reversed()) {
            var at = row.act().time();
            if (!at.isAfter(from)) {
                break;
            }
            if (at.isBefore(end)) {
                found.add(new FactsThen(at, end, facts));
                end = at;
            }
            facts = before(facts, Json.readMap(row.act().body()));
        }
        found.add(new FactsThen(from, end, facts));
        return found.reversed();
    }

    private static Map<String, Object> before(Map<String, Object> facts, Map<String, Object> change) {
        var before = new LinkedHashMap<>(facts);
        if (change.get("after") instanceof Map<?, ?> after) {
            after.keySet().forEach(before::remove);
        }
        if (change.get("before") instanceof Map<?, ?> was) {
            was.forEach((fact, value) -> before.put(String.valueOf(fact), value));
        }
        return before;
    }
}
