package zhiheng.server.rooms.grants;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Json;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** The statements on support that is proposed. */
record GrantRows(TxSql sql) {
    private static final String COLUMNS = "SELECT id, measure, edition, org, department, facts, profile_version, state,"
            + " words, decider, version, time FROM policy_grant";
    private static final Sql.Row<Grant> ROW = row -> new Grant(
            row.getString(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            Json.readMap(row.getString(6)),
            row.getLong(7),
            Grant.State.valueOf(row.getString(8)),
            row.getString(9),
            row.getString(10),
            row.getLong(11),
            Times.instant(row, "time"));

    static GrantRows in(Transaction tx) {
        return new GrantRows(TxSql.in(tx));
    }

    void add(Grant g) {
        sql.update(
                "INSERT INTO policy_grant (id, measure, edition, org, department, facts, profile_version, state, words,"
                        + " decider, version, time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                g.id(),
                g.measure(),
                g.edition(),
                g.org(),
                g.department(),
                Json.write(g.facts()),
                g.profileVersion(),
                g.state(),
                g.words(),
                g.decider(),
                g.version(),
                g.time());
    }

    void move(Grant g) {
        sql.update(
                "UPDATE policy_grant SET state = ?, words = ?, decider = ?, version = ? WHERE id = ?",
                g.state(),
                g.words(),
                g.decider(),
                g.version(),
                g.id());
    }

    Optional<Grant> one(String id) {
        return sql.list(COLUMNS + " WHERE id = ?", ROW, id).stream().findFirst();
    }

    /** The last proposal of a measure for an enterprise. */
    Optional<Grant> last(String org, String measure) {
        return sql.list(COLUMNS + " WHERE org = ? AND measure = ? ORDER BY id DESC LIMIT 1", ROW, org, measure).stream()
                .findFirst();
    }

    List<Grant> in(Grant.State state) {
        return sql.list(COLUMNS + " WHERE state = ? ORDER BY id", ROW, state);
    }

    /** The newest first. @param department null for any, {@code org} likewise; {@code before} the id that the page before ended with */
    List<Grant> list(@Nullable String department, @Nullable String org, @Nullable String before, int limit) {
        var values = new ArrayList<@Nullable Object>();
        var where = new StringBuilder(" WHERE 1 = 1");
        if (department != null) {
            where.append(" AND department = ?");
            values.add(department);
        }
        if (org != null) {
            where.append(" AND org = ?");
            values.add(org);
        }
        if (before != null) {
            where.append(" AND id < ?");
            values.add(before);
        }
        values.add(limit);
        return sql.list(COLUMNS + where + " ORDER BY id DESC LIMIT ?", ROW, values.toArray());
    }
}
