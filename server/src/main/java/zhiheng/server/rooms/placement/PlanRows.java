package zhiheng.server.rooms.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Transaction;
import zhiheng.placement.PlanFiles;
import zhiheng.placement.ProblemFiles;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** The statements on plans. */
record PlanRows(TxSql sql) {
    private static final Sql.Row<Made> ROW = row -> {
        var problem = ProblemFiles.read(row.getString(5));
        return new Made(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                problem,
                PlanFiles.read(problem, row.getString(6)),
                Saved.read(row.getString(7)),
                row.getString(8),
                Times.instant(row, "time"));
    };

    static PlanRows in(Transaction tx) {
        return new PlanRows(TxSql.in(tx));
    }

    void add(Made made) {
        sql.update(
                "INSERT INTO placement_plan (id, org, person, title, problem, plan, peers, before, time)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                made.id(),
                made.org(),
                made.person(),
                made.title(),
                ProblemFiles.write(made.problem()),
                PlanFiles.write(made.plan()),
                made.saved().json(),
                made.before(),
                made.time());
    }

    Optional<Made> one(String id) {
        return sql
                .list(
                        "SELECT id, org, person, title, problem, plan, peers, before, time FROM placement_plan"
                                + " WHERE id = ?",
                        ROW,
                        id)
                .stream()
                .findFirst();
    }

    /** The newest first. @param org null for all */
    List<Made.Head> heads(@Nullable String org, @Nullable String before, int limit) {
        var values = new ArrayList<@Nullable Object>();
        var where = new StringBuilder(" WHERE 1 = 1");
        if (org != null) {
            where.append(" AND org = ?");
            values.add(org);
        }
        if (before != null) {
            where.append(" AND id < ?");
            values.add(before);
        }
        values.add(limit);
        return sql.list(
                "SELECT id, org, title, time FROM placement_plan" + where + " ORDER BY id DESC LIMIT ?",
                row -> new Made.Head(row.getString(1), row.getString(2), row.getString(3), Times.instant(row, "time")),
                values.toArray());
    }

    long count(String org) {
        return sql.list("SELECT COUNT(*) FROM placement_plan WHERE org = ?", row -> row.getLong(1), org)
                .getFirst();
    }

    void delete(String id) {
        sql.update("DELETE FROM placement_plan WHERE id = ?", id);
    }
}
