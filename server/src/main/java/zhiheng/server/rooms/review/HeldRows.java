package zhiheng.server.rooms.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import zhiheng.gateway.Held.Stage;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;
import zhiheng.server.rooms.traffic.InteractionRows;

/** Calls that wait for a person, in the database, sealed. */
public final class HeldRows {
    /** What became of a call. */
    public enum State {
        WAITING,
        RELEASED,
        REJECTED,
        FETCHED,
        LAPSED;

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One held call.
     *
     * @param decidedBy empty until somebody decided; {@code decidedAt} likewise
     * @param sealed empty once nobody may read it any more
     */
    public record HeldRow(
            String id,
            String system,
            Instant time,
            Instant until,
            Stage stage,
            String reason,
            String surface,
            long permitVersion,
            boolean labelled,
            State state,
            String decidedBy,
            String decidedAt,
            String note,
            byte[] sealed) {}

    private static final int MOST = 200;
    private static final byte[] NOTHING = {};
    private static final String COLUMNS =
            "id, system, time, until, stage, reason, surface, permit_version, labelled, state, decided_by, decided_at, note, sealed";

    private final Db db;

    public HeldRows(Db db) {
        this.db = db;
    }

    /** @return false when {@code most} of the system wait already */
    public boolean add(HeldRow h, int most) {
        return db.write(c -> {
            var waiting = Sql.number(c, "SELECT COUNT(*) FROM held WHERE system = ? AND state = 'waiting'", h.system());
            if (waiting >= most) {
                return false;
            }
            Sql.update(
                    c,
                    "INSERT INTO held (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    h.id(),
                    h.system(),
                    h.time(),
                    h.until(),
                    h.stage().name().toLowerCase(Locale.ROOT),
                    h.reason(),
                    h.surface(),
                    h.permitVersion(),
                    h.labelled(),
                    h.state().column(),
                    h.decidedBy(),
                    h.decidedAt(),
                    h.note(),
                    h.sealed());
            return true;
        });
    }

    public Optional<HeldRow> of(String system, String id) {
        return db.read(c ->
                Sql.one(c, "SELECT " + COLUMNS + " FROM held WHERE id = ? AND system = ?", HeldRows::read, id, system));
    }

    /** One page in a state, oldest first: who waits longest comes first. */
    public List<HeldRow> in(State state, String system, String after, int limit) {
        return db.read(c -> Sql.list(
                c,
                "SELECT " + COLUMNS + " FROM held WHERE system = ? AND state = ? AND id > ? ORDER BY id LIMIT ?",
                HeldRows::read,
                system,
                state.column(),
                after,
                Math.clamp(limit, 1, MOST)));
    }

    /** The latest that are no longer waiting, newest first. */
    public List<HeldRow> settled(String system, int limit) {
        return db.read(c -> Sql.list(
                c,
                "SELECT " + COLUMNS + " FROM held WHERE system = ? AND state <> 'waiting' ORDER BY id DESC LIMIT ?",
                HeldRows::read,
                system,
                Math.clamp(limit, 1, MOST)));
    }

    public long waiting(String system) {
        return db.read(c -> Sql.number(c, "SELECT COUNT(*) FROM held WHERE system = ? AND state = 'waiting'", system));
    }

    /** How many calls wait, and until when the first of them, by system. */
    public List<Waiting> waitingBySystem() {
        return db.read(c -> Sql.list(
                c,
                "SELECT system, COUNT(*) AS n, MIN(until) AS soonest FROM held WHERE state = 'waiting' GROUP BY system",
                row -> new Waiting(row.getString("system"), row.getLong("n"), Times.instant(row, "soonest"))));
    }

    /** The waiting calls of one system; {@code until} is when the first of them lapses. */
    public record Waiting(String system, long calls, Instant until) {}

    /** Marks a released call as taken on, once. @return whether it was this caller who did */
    public boolean fetched(String id) {
        return db.write(c -> Sql.update(
                        c,
                        "UPDATE held SET state = 'fetched', sealed = ? WHERE id = ? AND state = 'released'",
                        NOTHING,
                        id)
                == 1);
    }

    /** Part of the transaction that writes the act. @return false when it was not waiting any more */
    public static boolean decide(Transaction tx, String id, State state, String by, Instant at, String note) {
        var sql = TxSql.in(tx);
        var waits = !sql.list("SELECT id FROM held WHERE id = ? AND state = 'waiting'", row -> 1, id)
                .isEmpty();
        if (waits) {
            sql.update(
                    "UPDATE held SET state = ?, decided_by = ?, decided_at = ?, note = ? WHERE id = ?",
                    state.column(),
                    by,
                    at,
                    note,
                    id);
            if (state == State.REJECTED) {
                sql.update("UPDATE held SET sealed = ? WHERE id = ?", NOTHING, id);
            }
        }
        return waits;
    }

    /** Lets go what nobody decided or fetched in time. @return how many */
    public int lapse(Instant now) {
        return db.write(c -> Sql.update(
                c,
                "UPDATE held SET state = 'lapsed', sealed = ? WHERE until <= ? AND state IN ('waiting', 'released')",
                NOTHING,
                now));
    }

    /** Forgets the rows of a system from before a moment. */
    public int forget(String system, Instant before) {
        return db.write(c ->
                Sql.update(c, "DELETE FROM held WHERE system = ? AND id < ?", system, InteractionRows.firstId(before)));
    }

    private static HeldRow read(ResultSet row) throws SQLException {
        return new HeldRow(
                row.getString("id"),
                row.getString("system"),
                Times.instant(row, "time"),
                Times.instant(row, "until"),
                Stage.valueOf(row.getString("stage").toUpperCase(Locale.ROOT)),
                row.getString("reason"),
                row.getString("surface"),
                row.getLong("permit_version"),
                row.getInt("labelled") == 1,
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("decided_by"),
                row.getString("decided_at"),
                row.getString("note"),
                row.getBytes("sealed"));
    }
}
