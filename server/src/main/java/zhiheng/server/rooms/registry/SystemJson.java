package zhiheng.server.rooms.registry;

import static zhiheng.server.ground.http.JsonOut.map;

import java.util.Map;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.Counts;
import zhiheng.office.registry.FactChange;
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
                "open", row.open(),
                "late", row.late(),
                "questions", row.questions(),
                "nextDue", row.nextDue(),
                "updatedAt", row.updatedAt());
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
                "createdAt", system.createdAt(),
                "updatedAt", system.updatedAt());
    }

    public static Map<String, Object> counts(Counts counts) {
        return map("total", counts.total(), "late", counts.late(), "byTier", counts.byTier(), "byOrg", counts.byOrg());
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
