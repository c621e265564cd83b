package zhiheng.server.rooms.needs;

import java.time.LocalDate;
import java.util.List;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.TxSql;

/**
 * Needs of a department that were closed on one day; those that were joined to others are in the ones that they went into.
 *
 * @param day of UTC
 * @param bounces how often they were sent back
 * @param asked how many askers said anything of the answer, {@code solved} that it is solved
 * @param rated how many gave a mark, {@code content} a good one
 */
public record ClosedDay(
        String lead, LocalDate day, long closed, long bounces, long asked, long solved, long rated, long content) {
    private static final int GOOD = 4;

    /** @param to the first day after */
    static List<ClosedDay> between(Transaction tx, LocalDate from, LocalDate to) {
        return TxSql.in(tx)
                .list(
                        "SELECT lead, day, COUNT(*), SUM(bounces), SUM(asked), SUM(solved), SUM(rated), SUM(content)"
                                + " FROM (SELECT lead, substr(updated, 1, 10) AS day, bounces,"
                                + " CASE WHEN confirmed IN ('YES', 'HALF', 'NO') THEN 1 ELSE 0 END AS asked,"
                                + " CASE WHEN confirmed = 'YES' THEN 1 ELSE 0 END AS solved,"
                                + " CASE WHEN satisfied > 0 THEN 1 ELSE 0 END AS rated,"
                                + " CASE WHEN satisfied >= ? THEN 1 ELSE 0 END AS content"
                                + " FROM need WHERE closed = 1 AND joined = '' AND updated >= ? AND updated < ?) AS one"
                                + " WHERE lead <> '' GROUP BY lead, day ORDER BY lead, day",
                        row -> new ClosedDay(
                                row.getString(1),
                                LocalDate.parse(row.getString(2)),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7),
                                row.getLong(8)),
                        GOOD,
                        from.toString(),
                        to.toString());
    }
}
