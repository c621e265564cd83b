package zhiheng.server.rooms.sandbox;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** The statements on what sandboxes bring about and what was looked at. */
record SandboxRows(TxSql sql) {
    private static final int MOST_LOOKS = 500;

    static SandboxRows in(Transaction tx) {
        return new SandboxRows(TxSql.in(tx));
    }

    /** @param waived ids of the duties that were waived and are not owed again yet */
    record Applied(int stop, String stage, long permitVersion, boolean stopped, List<String> waived) {}

    record Drawn(String interaction, Instant time) {}

    /** How the calls drawn by lot in a stretch of time stand: {@code mature} are those with a verdict due by now. */
    record Lot(long drawn, long mature, long matureHarm, long harmful) {}

    Optional<Applied> applied(String id) {
        return sql
                .list(
                        "SELECT stop, stage, permit_version, stopped, waived FROM sandbox_applied WHERE case_id = ?",
                        row -> new Applied(
                                row.getInt(1),
                                row.getString(2),
                                row.getLong(3),
                                row.getInt(4) == 1,
                                row.getString(5).isEmpty()
                                        ? List.of()
                                        : Arrays.asList(row.getString(5).split(" "))),
                        id)
                .stream()
                .findFirst();
    }

    void apply(String id, Applied now, Instant time) {
        sql.update("DELETE FROM sandbox_applied WHERE case_id = ?", id);
        sql.update(
                "INSERT INTO sandbox_applied (case_id, stop, stage, permit_version, stopped, waived, time)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                id,
                now.stop(),
                now.stage(),
                now.permitVersion(),
                now.stopped(),
                String.join(" ", now.waived()),
                time);
    }

    /** Participations that have a permit or waivers still, for the start of the server. */
    List<String> live() {
        return sql.list(
                "SELECT case_id FROM sandbox_applied WHERE stopped = 0 OR waived <> ''", row -> row.getString(1));
    }

    List<String> since(Instant time) {
        return sql.list("SELECT case_id FROM sandbox_applied WHERE time >= ?", row -> row.getString(1), time);
    }

    Optional<Instant> cursor(String id) {
        return sql
                .list("SELECT until FROM sandbox_cursor WHERE case_id = ?", row -> Times.instant(row, "until"), id)
                .stream()
                .findFirst();
    }

    void cursor(String id, Instant until) {
        sql.update("DELETE FROM sandbox_cursor WHERE case_id = ?", id);
        sql.update("INSERT INTO sandbox_cursor (case_id, until) VALUES (?, ?)", id, until);
    }

    void draw(String id, Drawn drawn) {
        sql.update(
                "INSERT INTO sandbox_drawn (case_id, interaction, time, harmful, person, decided)"
                        + " VALUES (?, ?, ?, NULL, '', '') ON CONFLICT (case_id, interaction) DO NOTHING",
                id,
                drawn.interaction(),
                drawn.time());
    }

    /** Those without a verdict, the oldest first. */
    List<Drawn> waiting(String id, int limit) {
        return sql.list(
                "SELECT interaction, time FROM sandbox_drawn WHERE case_id = ? AND harmful IS NULL ORDER BY time LIMIT"
                        + " ?",
                row -> new Drawn(row.getString(1), Times.instant(row, "time")),
                id,
                limit);
    }

    boolean isDrawn(String id, String interaction) {
        return !sql.list("SELECT 1 FROM sandbox_drawn WHERE case_id = ? AND interaction = ?", row -> 1, id, interaction)
                .isEmpty();
    }

    /** The later verdict counts. */
    void verdict(String id, String interaction, boolean harmful, String person, Instant time) {
        sql.update(
                "UPDATE sandbox_drawn SET harmful = ?, person = ?, decided = ? WHERE case_id = ? AND interaction = ?",
                harmful,
                person,
                time,
                id,
                interaction);
    }

    /** @param due calls before it should have a verdict; without one they count as harmful among the mature */
    Lot lot(String id, Instant from, Instant due) {
        return sql.list(
                        "SELECT COUNT(*), COALESCE(SUM(CASE WHEN time < ? THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE"
                                + " WHEN time < ? AND COALESCE(harmful, 1) = 1 THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE"
                                + " WHEN harmful = 1 THEN 1 ELSE 0 END), 0) FROM sandbox_drawn WHERE case_id = ? AND time"
                                + " >= ?",
                        row -> new Lot(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                        due,
                        due,
                        id,
                        from)
                .getFirst();
    }

    long drawnBefore(String id, Instant from, Instant to) {
        return sql.list(
                        "SELECT COUNT(*) FROM sandbox_drawn WHERE case_id = ? AND time >= ? AND time < ?",
                        row -> row.getLong(1),
                        id,
                        from,
                        to)
                .getFirst();
    }

    List<Look> looks(String id) {
        return sql.list(
                "SELECT time, stage, visit, calls, judged, harmful, low, estimate, high, bound FROM sandbox_look"
                        + " WHERE case_id = ? ORDER BY time DESC LIMIT " + MOST_LOOKS,
                row -> new Look(
                        Times.instant(row, "time"),
                        row.getString(2),
                        row.getInt(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        Double.parseDouble(row.getString(7)),
                        Double.parseDouble(row.getString(8)),
                        Double.parseDouble(row.getString(9)),
                        Double.parseDouble(row.getString(10))),
                id);
    }

    void look(String id, Look look) {
        sql.update("DELETE FROM sandbox_look WHERE case_id = ? AND time = ?", id, look.time());
        sql.update(
                "INSERT INTO sandbox_look (case_id, time, stage, visit, calls, judged, harmful, low, estimate, high,"
                        + " bound) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                look.time(),
                look.stage(),
                look.visit(),
                look.calls(),
                look.judged(),
                look.harmful(),
                Double.toString(look.low()),
                Double.toString(look.estimate()),
                Double.toString(look.high()),
                Double.toString(look.bound()));
    }
}
