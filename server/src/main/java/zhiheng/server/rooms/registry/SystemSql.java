package zhiheng.server.rooms.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Json;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.Summary;
import zhiheng.packs.LegalDays;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;

/** SQL of AI systems one by one; lists are in {@link ListSql}. */
final class SystemSql {
    private static final String SELECT =
            "SELECT id, org_id, name, description, purpose, facts, version, created_at, updated_at,"
                    + " archived_at, merged_into FROM ai_system";

    private SystemSql() {}

    private static final String INSERT =
            "INSERT INTO ai_system (id, org_id, name, description, purpose, facts, version,"
                    + " created_at, updated_at, search, " + String.join(", ", SummarySql.COLUMNS) + ") VALUES (?"
                    + ", ?".repeat(9 + SummarySql.COLUMNS.size()) + ")";

    static int add(Connection c, AiSystem s, Summary summary) throws SQLException {
        var own = List.<Object>of(
                s.id(),
                s.orgId(),
                s.name(),
                s.description(),
                s.purpose(),
                Json.write(s.facts()),
                s.version(),
                s.createdAt(),
                s.updatedAt(),
                search(s));
        var added = Sql.update(c, INSERT, SummarySql.values(own, summary));
        SearchWords.index(c, s.id(), search(s));
        SummarySql.replace(c, s, summary, true, true);
        return added;
    }

    static boolean change(Connection c, AiSystem s, long seenVersion, Summary summary) throws SQLException {
        var stored = Sql.one(
                c,
                "SELECT search, tiers, coming, lines FROM ai_system WHERE id = ? AND version = ?",
                row -> new Before(
                        row.getString("search"),
                        new SummarySql.Stored(row.getString("tiers"), row.getString("coming"), row.getString("lines"))),
                s.id(),
                seenVersion);
        if (stored.isEmpty()) {
            return false;
        }
        var before = stored.get();
        var archive = s.archive();
        var own = Arrays.<@Nullable Object>asList(
                s.name(),
                s.description(),
                s.purpose(),
                Json.write(s.facts()),
                s.version(),
                s.updatedAt(),
                search(s),
                archive == null ? null : archive.at(),
                archive == null || archive.into().isEmpty() ? null : archive.into());
        Sql.later(
                c,
                "UPDATE ai_system SET name = ?, description = ?, purpose = ?, facts = ?, version = ?, updated_at = ?,"
                        + " search = ?, archived_at = ?, merged_into = ?, " + SummarySql.SET + " WHERE id = ?",
                SummarySql.values(own, summary, s.id()));
        if (!before.search().equals(search(s))) {
            SearchWords.reindex(c, s.id(), search(s));
        }
        boolean sameTiers = before.summary().sameTiers(summary);
        SummarySql.replace(c, s, summary, !sameTiers, !before.summary().sameLines(summary));
        if (sameTiers) {
            SummarySql.touch(c, s);
        }
        return true;
    }

    private record Before(String search, SummarySql.Stored summary) {}

    static void retext(Connection c, AiSystem before, AiSystem s) throws SQLException {
        Sql.later(
                c,
                "UPDATE ai_system SET name = ?, description = ?, purpose = ?, version = ?, updated_at = ?, search = ?"
                        + " WHERE id = ?",
                s.name(),
                s.description(),
                s.purpose(),
                s.version(),
                s.updatedAt(),
                search(s),
                s.id());
        SearchWords.change(c, s.id(), search(before), search(s));
        SummarySql.touch(c, s);
    }

    static int summarise(Connection c, String id, long seenVersion, Summary summary) throws SQLException {
        var before = Sql.one(
                c,
                "SELECT tiers, coming, lines FROM ai_system WHERE id = ? AND version = ?",
                row -> new SummarySql.Stored(row.getString("tiers"), row.getString("coming"), row.getString("lines")),
                id,
                seenVersion);
        if (before.isEmpty()) {
            return 0;
        }
        boolean tiers = !before.get().sameTiers(summary);
        boolean duties = !before.get().sameLines(summary);
        if (tiers || duties) {
            SummarySql.replace(c, system(c, id).orElseThrow(), summary, tiers, duties);
        }
        return Sql.update(
                c,
                "UPDATE ai_system SET " + SummarySql.SET + " WHERE id = ?",
                SummarySql.values(List.of(), summary, id));
    }

    static Optional<AiSystem> system(Connection c, String id) throws SQLException {
        return Sql.one(c, SELECT + " WHERE id = ?", SystemSql::read, id);
    }

    /** The organisation that a system belongs to; none where there is no such system. */
    static List<String> org(Connection c, String id) throws SQLException {
        return Sql.list(c, "SELECT org_id FROM ai_system WHERE id = ?", row -> row.getString(1), id);
    }

    static List<AiSystem> after(Connection c, String id, @Nullable String onlyOrg, int limit) throws SQLException {
        return onlyOrg == null
                ? Sql.list(
                        c,
                        SELECT + " WHERE id > ? AND archived_at IS NULL ORDER BY id LIMIT ?",
                        SystemSql::read,
                        id,
                        limit)
                : Sql.list(
                        c,
                        SELECT + " WHERE id > ? AND org_id = ? AND archived_at IS NULL ORDER BY id LIMIT ?",
                        SystemSql::read,
                        id,
                        onlyOrg,
                        limit);
    }

    static List<AiSystem> mergedInto(Connection c, String id) throws SQLException {
        return Sql.list(c, SELECT + " WHERE merged_into = ? ORDER BY archived_at DESC", SystemSql::read, id);
    }

    static List<AiSystem> staleAfter(Connection c, String id, LegalDays days, int limit) throws SQLException {
        return Sql.list(
                c,
                SELECT + " WHERE as_of < ? AND id > ? ORDER BY id LIMIT ?",
                SystemSql::read,
                DayKey.state(days),
                id,
                limit);
    }

    static Optional<String> keepSummaries(
            Connection c, String after, int limit, LegalDays before, LegalDays today, Set<String> turned)
            throws SQLException {
        var next = Sql.list(
                c,
                "SELECT id FROM ai_system WHERE as_of = ? AND id > ? ORDER BY id LIMIT ?",
                row -> row.getString(1),
                DayKey.state(before),
                after,
                limit);
        if (next.isEmpty()) {
            return Optional.empty();
        }
        var values = new ArrayList<Object>(List.of(DayKey.state(today), DayKey.state(before), after, next.getLast()));
        values.addAll(turned);
        var owes = turned.isEmpty()
                ? ""
                : " AND NOT EXISTS (SELECT 1 FROM duty_line l WHERE l.system_id = ai_system.id AND l.pack IN ("
                        + String.join(", ", Collections.nCopies(turned.size(), "?")) + "))";
        Sql.update(c, "UPDATE ai_system SET as_of = ? WHERE as_of = ? AND id > ? AND id <= ?" + owes, values.toArray());
        return Optional.of(next.getLast());
    }

    private static String search(AiSystem s) {
        return lower(s.name() + "\n" + s.description() + "\n" + s.purpose());
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static AiSystem.@Nullable Archive archive(ResultSet row) throws SQLException {
        if (row.getString("archived_at") == null) {
            return null;
        }
        var into = row.getString("merged_into");
        return new AiSystem.Archive(Times.instant(row, "archived_at"), into == null ? "" : into);
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
                Times.instant(row, "updated_at"),
                archive(row));
    }
}
