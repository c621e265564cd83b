package zhiheng.server.rooms.registry;

import static zhiheng.server.ground.http.JsonOut.map;

import java.util.LinkedHashMap;
import java.util.Map;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.Counts;
import zhiheng.office.registry.FactChange;
import zhiheng.office.registry.Summary;
import zhiheng.office.registry.SystemRow;
import zhiheng.server.rooms.law.LawJson;

/** Systems and their changes as JSON. */
public final class SystemJson {
    private SystemJson() {}

    public static Map<String, Object> row(SystemRow row) {
        return map(
                "id", row.id(),
                "name", row.name(),
                "orgId", row.orgId(),
                "orgName", row.orgName(),
                "tiers", row.tierByPack(),
                "coming", coming(row.comingByPack()),
                "open", row.open(),
                "overdue", row.overdue(),
                "gaps", row.gaps(),
                "unassessed", row.unassessed(),
                "questions", row.questions(),
                "nextDuty", row.next() == null ? null : row.next().duty(),
                "nextDue", row.next() == null ? null : row.next().day(),
                "asOf", row.asOf(),
                "updatedAt", row.updatedAt());
    }

    private static Map<String, Object> coming(Map<String, Summary.Coming> byPack) {
        var json = new LinkedHashMap<String, Object>();
        byPack.forEach((pack, coming) -> json.put(pack, map("tier", coming.tier(), "from", coming.from())));
        return json;
    }

    public static Map<String, Object> system(AiSystem system) {
        return map(
                "id", system.id(),
                "orgId", system.orgId(),
                "name", system.name(),
                "description", system.description(),
                "purpose", system.purpose(),
                "facts", system.facts(),
                "version", system.version(),
                "archivedAt", system.archive() == null ? null : system.archive().at(),
                "mergedInto",
                        system.archive() == null || system.archive().into().isEmpty()
                                ? null
                                : system.archive().into(),
                "createdAt", system.createdAt(),
                "updatedAt", system.updatedAt());
    }

    public static Map<String, Object> counts(Counts counts) {
        return map(
                "total", counts.total(),
                "overdue", counts.overdue(),
                "byTier", counts.byTier(),
                "comingByTier", counts.comingByTier(),
                "byOrg", counts.byOrg());
    }

    public static Map<String, Object> change(FactChange change) {
        return map(
                "at", change.at(),
                "ledgerIndex", change.ledgerIndex() < 0 ? null : change.ledgerIndex(),
                "before", change.before(),
                "after", change.after(),
                "diff", LawJson.diff(change.diff()));
    }
}
