package zhiheng.server.rooms.trend;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import zhiheng.office.registry.OrgOverview;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;

/** SQL of the trend: a row for each organisation and day, the last look of the day stands. */
record TrendRows(Db db) {
    void keep(LocalDate day, List<OrgOverview> all) {
        db.write(c -> {
            for (var o : all) {
                Sql.update(c, """
                        INSERT INTO trend (org_id, day, overdue, gaps, unassessed) VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (org_id, day) DO UPDATE
                        SET overdue = excluded.overdue, gaps = excluded.gaps, unassessed = excluded.unassessed
                        """, o.orgId(), day, o.overdue(), o.gaps(), o.unassessed());
            }
            return all.size();
        });
    }

    Trend since(LocalDate day, @Nullable String onlyOrg) {
        var where = onlyOrg == null ? "" : " AND org_id = ?";
        var values = onlyOrg == null ? new Object[] {day} : new Object[] {day, onlyOrg};
        return new Trend(db.read(c -> Sql.list(
                c,
                "SELECT day, SUM(overdue) AS overdue, SUM(gaps) AS gaps, SUM(unassessed) AS unassessed FROM trend"
                        + " WHERE day >= ?" + where + " GROUP BY day ORDER BY day",
                row -> new Trend.Day(
                        Objects.requireNonNull(Times.date(row, "day")),
                        row.getLong("overdue"),
                        row.getLong("gaps"),
                        row.getLong("unassessed")),
                values)));
    }
}
