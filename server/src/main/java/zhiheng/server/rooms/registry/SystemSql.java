package zhiheng.server.rooms.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Json;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.Summary;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;

/** SQL of AI systems one by one; lists are in {@link ListSql}. */
final class SystemSql {
    private static final String SELECT =
            "SELECT id, org_id, name, description, purpose, facts, version, created_at, updated_at FROM ai_system";

    private SystemSql() {}

    static int add(Connection c, AiSystem s, Summary summary) throws SQLException {
        var tiers = Json.write(summary.tiersByPack());
        Sql.update(
                c,
                """
                INSERT INTO ai_system (id, org_id, name, description, purpose, facts, version, created_at, updated_at,
                  search, tiers, tier_set, open_duties, late_duties, questions, next_due, as_of)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                s.id(),
                s.orgId(),
                s.name(),
                s.description(),
                s.purpose(),
                Json.write(s.facts()),
                s.version(),
                s.createdAt(),
                s.updatedAt(),
                search(s),
                tiers,
                SearchWords.id(tiers),
                summary.open(),
                summary.late(),
                summary.questions(),
                summary.nextDue(),
                summary.asOf());
        SearchWords.index(c, s.id(), search(s));
        return addTiers(c, s, summary);
    }

    static boolean change(Connection c, AiSystem s, long seenVersion, Summary summary) throws SQLException {
        var tiers = Json.write(summary.tiersByPack());
        var search = Sql.one(c, "SELECT search FROM ai_system WHERE id = ?", row -> row.getString("search"), s.id());
        var changed = Sql.update(
                c,
                """
                UPDATE ai_system SET name = ?, description = ?, purpose = ?, facts = ?, version = ?, updated_at = ?,
                  search = ?, tiers = ?, tier_set = ?, open_duties = ?, late_duties = ?, questions = ?, next_due = ?,
                  as_of = ?
                WHERE id = ? AND version = ?
                """,
                s.name(),
                s.description(),
                s.purpose(),
                Json.write(s.facts()),
                s.version(),
                s.updatedAt(),
                search(s),
                tiers,
                SearchWords.id(tiers),
                summary.open(),
                summary.late(),
                summary.questions(),
                summary.nextDue(),
                summary.asOf(),
                s.id(),
                seenVersion);
        if (changed == 0) {
            return false;
        }
        if (!search.equals(Optional.of(search(s)))) {
            SearchWords.reindex(c, s.id(), search(s));
        }
        Sql.update(c, "DELETE FROM system_tier WHERE system_id = ?", s.id());
        addTiers(c, s, summary);
        return true;
    }

    static int summarise(Connection c, String id, long seenVersion, Summary summary) throws SQLException {
        var tiers = Json.write(summary.tiersByPack());
        var before = Sql.one(
                c,
                "SELECT tiers FROM ai_system WHERE id = ? AND version = ?",
                row -> row.getString("tiers"),
                id,
                seenVersion);
        if (before.isEmpty()) {
            return 0;
        }
        if (!before.get().equals(tiers)) {
            Sql.update(c, "DELETE FROM system_tier WHERE system_id = ?", id);
            addTiers(c, system(c, id).orElseThrow(), summary);
        }
        return Sql.update(
                c,
                """
                UPDATE ai_system SET tiers = ?, tier_set = ?, open_duties = ?, late_duties = ?, questions = ?, next_due = ?,
                  as_of = ?
                WHERE id = ?
                """,
                tiers,
                SearchWords.id(tiers),
                summary.open(),
                summary.late(),
                summary.questions(),
                summary.nextDue(),
                summary.asOf(),
                id);
    }

    static Optional<AiSystem> system(Connection c, String id) throws SQLException {
        return Sql.one(c, SELECT + " WHERE id = ?", SystemSql::read, id);
    }

    static List<AiSystem> after(Connection c, String id, @Nullable String onlyOrg, int limit) throws SQLException {
        return onlyOrg == null
                ? Sql.list(c, SELECT + " WHERE id > ? ORDER BY id LIMIT ?", SystemSql::read, id, limit)
                : Sql.list(
                        c,
                        SELECT + " WHERE id > ? AND org_id = ? ORDER BY id LIMIT ?",
                        SystemSql::read,
                        id,
                        onlyOrg,
                        limit);
    }

    static List<AiSystem> staleAfter(Connection c, String id, LocalDate day, int limit) throws SQLException {
        return Sql.list(c, SELECT + " WHERE as_of < ? AND id > ? ORDER BY id LIMIT ?", SystemSql::read, day, id, limit);
    }

    private static int addTiers(Connection c, AiSystem s, Summary summary) throws SQLException {
        var set = SearchWords.id(Json.write(summary.tiersByPack()));
        try (var insert = c.prepareStatement("INSERT INTO system_tier (system_id, pack, tier, rank, org_id, updated_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?)");
                var member = c.prepareStatement(
                        "INSERT INTO tier_set (id, pack, tier) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")) {
            var count = 0;
            for (var pack : summary.tiersByPack().entrySet()) {
                var rank = 0;
                for (var tier : pack.getValue()) {
                    Sql.bind(insert, s.id(), pack.getKey(), tier, rank++, s.orgId(), s.updatedAt());
                    insert.addBatch();
                    Sql.bind(member, set, pack.getKey(), tier);
                    member.addBatch();
                    count++;
                }
            }
            insert.executeBatch();
            member.executeBatch();
            return count;
        }
    }

    private static String search(AiSystem s) {
        return lower(s.name() + "\n" + s.description() + "\n" + s.purpose());
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static AiSystem read(ResultSet row) throws SQLException {
        return new AiSystem(
                row.getString("id"),
                row.getString("org_id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("purpose"),
                Json.readMap(row.getString("facts")),
                row.getLong("version"),
                Times.instant(row, "created_at"),
                Times.instant(row, "updated_at"));
    }
}
