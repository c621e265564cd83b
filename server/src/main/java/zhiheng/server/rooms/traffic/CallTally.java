package zhiheng.server.rooms.traffic;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import zhiheng.server.ground.sql.Sql;

/**
 * Calls of one hour that are alike, counted by the database.
 *
 * @param permit the version that decided, 0 where there was none
 * @param clause that refused them, "" for none
 * @param answered neither refused nor failed; {@code generated} whether by a surface that makes content; {@code released} whether a
 *     person had looked and handed the answer out
 */
public record CallTally(
        Instant hour,
        long permit,
        String clause,
        boolean answered,
        boolean generated,
        boolean labelled,
        boolean released,
        long times) {
    private static final int HOUR_LETTERS = 13;
    private static final String GENERATING =
            TrafficRows.GENERATING.stream().sorted().collect(Collectors.joining("', '", "('", "')"));

    /** A call that was handed out after review was answered without an attempt of its own, see {@code Clause.counts}. */
    private static final String SQL = """
            SELECT hour, permit_version, clause, answered, generated, labelled, released, COUNT(*) FROM (
              SELECT substr(time, 1, %d) AS hour, permit_version, clause, labelled,
                CASE WHEN clause = '' AND status < 400 THEN 1 ELSE 0 END AS answered,
                CASE WHEN surface IN %s THEN 1 ELSE 0 END AS generated,
                CASE WHEN clause = '' AND attempts = 0 AND status = 200 THEN 1 ELSE 0 END AS released
              FROM interaction WHERE system = ? AND id >= ? AND id < ?) AS one
            GROUP BY hour, permit_version, clause, answered, generated, labelled, released
            ORDER BY hour, permit_version, clause, answered, generated, labelled, released
            """.formatted(HOUR_LETTERS, GENERATING);

    /** @param low the first id, {@code high} the first after */
    static List<CallTally> read(Connection c, String system, String low, String high) throws SQLException {
        return Sql.list(
                c,
                SQL,
                row -> new CallTally(
                        Instant.parse(row.getString(1) + ":00:00Z"),
                        row.getLong(2),
                        row.getString(3),
                        row.getInt(4) == 1,
                        row.getInt(5) == 1,
                        row.getInt(6) == 1,
                        row.getInt(7) == 1,
                        row.getLong(8)),
                system,
                low,
                high);
    }
}
