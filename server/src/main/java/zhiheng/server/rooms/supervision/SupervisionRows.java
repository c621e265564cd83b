package zhiheng.server.rooms.supervision;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.TxSql;

/** The statements on acts of supervision. */
record SupervisionRows(TxSql sql) {
    static SupervisionRows in(Transaction tx) {
        return new SupervisionRows(TxSql.in(tx));
    }

    void add(SupervisionAct act, String person) {
        sql.update(
                "INSERT INTO supervision (id, org, sort, held, minutes, purpose, person) VALUES (?, ?, ?, ?, ?, ?, ?)",
                act.id(),
                act.org(),
                act.sort(),
                act.held(),
                act.minutes(),
                act.purpose(),
                person);
    }

    void became(String act, int n, String what) {
        sql.update("INSERT INTO supervision_finding (act, n, became) VALUES (?, ?, ?)", act, n, what);
    }

    /** The newest first. @param orgs only those about one of these; null for all */
    List<SupervisionAct> list(@Nullable List<String> orgs, @Nullable String after, int limit) {
        var values = new ArrayList<@Nullable Object>();
        var where = new StringBuilder(" WHERE 1 = 1");
        if (orgs != null) {
            where.append(" AND org IN (")
                    .append(String.join(", ", orgs.stream().map(o -> "?").toList()))
                    .append(')');
            values.addAll(orgs);
        }
        if (after != null) {
            where.append(" AND id < ?");
            values.add(after);
        }
        values.add(limit);
        return sql.list(
                "SELECT id, org, sort, held, minutes, purpose FROM supervision" + where + " ORDER BY id DESC LIMIT ?",
                row -> new SupervisionAct(
                        row.getString(1),
                        row.getString(2),
                        SupervisionAct.Sort.valueOf(row.getString(3)),
                        LocalDate.parse(row.getString(4)),
                        row.getInt(5),
                        row.getString(6),
                        sql.list(
                                "SELECT became FROM supervision_finding WHERE act = ? ORDER BY n",
                                found -> found.getString(1),
                                row.getString(1))),
                values.toArray());
    }

    /** @param to the first day after */
    List<ActsDay> days(LocalDate from, LocalDate to) {
        return sql.list(
                "SELECT org, held, COUNT(*) FROM supervision WHERE held >= ? AND held < ? GROUP BY org, held"
                        + " ORDER BY org, held",
                row -> new ActsDay(row.getString(1), LocalDate.parse(row.getString(2)), row.getLong(3)),
                from,
                to);
    }

    /** What was done about a department: how many acts, their minutes, and the minutes of those that led to nothing. */
    record Sum(String org, long acts, long minutes, long idle) {}

    List<Sum> sums(LocalDate from) {
        return sql.list(
                "SELECT s.org, COUNT(*), SUM(s.minutes), SUM(CASE WHEN EXISTS (SELECT 1 FROM"
                        + " supervision_finding f WHERE"
                        + " f.act = s.id) THEN 0 ELSE s.minutes END) FROM supervision s WHERE s.held >= ? GROUP BY"
                        + " s.org",
                row -> new Sum(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                from);
    }
}
