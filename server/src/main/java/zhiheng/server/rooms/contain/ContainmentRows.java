package zhiheng.server.rooms.contain;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.permit.PermitState;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.rooms.contain.ContainmentCourse.Event;
import zhiheng.server.rooms.contain.ContainmentCourse.Outcome;
import zhiheng.server.rooms.watch.GradedAlert;

/** Containments in the database. */
public final class ContainmentRows {
    private static final int MOST = 200;
    private static final String COLUMNS =
            "id, alert, system, monitor, rule, asked, outcome, base, came_from, holds, version,"
                    + " time, restored_at, restored_by, body";

    /**
     * One containment.
     *
     * @param rule pack and rule, with a slash between
     * @param base the state to go back to when no containment holds any more
     * @param from the state it found; {@code holds} the state it keeps the system in
     * @param version of the permit under which it holds; another version means that a person has changed the permit since
     * @param restoredAt null while it was not undone
     * @param evidence why, as it goes into the ledger
     */
    public record Row(
            String id,
            String alert,
            String system,
            String monitor,
            String rule,
            PermitState asked,
            Outcome outcome,
            PermitState base,
            PermitState from,
            PermitState holds,
            long version,
            Instant time,
            @Nullable Instant restoredAt,
            String restoredBy,
            Evidence evidence) {
        private static final PermitState UNKNOWN = PermitState.OPEN;

        /** As it is written when the alert is raised. */
        static Row asked(GradedAlert alert, Evidence evidence) {
            return new Row(
                    evidence.containment(),
                    alert.id(),
                    alert.system(),
                    alert.monitor(),
                    evidence.rule(),
                    evidence.asks(),
                    ContainmentCourse.COURSE.start(),
                    UNKNOWN,
                    UNKNOWN,
                    UNKNOWN,
                    0,
                    alert.time(),
                    null,
                    "",
                    evidence);
        }

        /** The same, once it is known what it does to the permit. */
        Row after(Event event, PermitState base, PermitState from, PermitState holds, long version) {
            return new Row(
                    id,
                    alert,
                    system,
                    monitor,
                    rule,
                    asked,
                    ContainmentCourse.after(outcome, event),
                    base,
                    from,
                    holds,
                    version,
                    time,
                    restoredAt,
                    restoredBy,
                    evidence);
        }

        Row after(Event event) {
            return event == Event.LOSE
                    ? after(event, UNKNOWN, UNKNOWN, UNKNOWN, 0) // what was planned holds no more
                    : after(event, base, from, holds, version);
        }
    }

    private final Db db;

    public ContainmentRows(Db db) {
        this.db = db;
    }

    /** Within the transaction that writes the alert. */
    public static void add(Connection c, Row r) throws SQLException {
        Sql.update(
                c,
                "INSERT INTO containment (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                r.id(),
                r.alert(),
                r.system(),
                r.monitor(),
                r.rule(),
                r.asked(),
                r.outcome(),
                r.base(),
                r.from(),
                r.holds(),
                r.version(),
                r.time(),
                "",
                "",
                r.evidence().body());
    }

    /** What is still to be carried out, oldest first. */
    public List<Row> open() {
        return db.read(c -> Sql.list(
                c,
                "SELECT " + COLUMNS + " FROM containment WHERE outcome IN (" + ContainmentCourse.open()
                        + ") ORDER BY id",
                ContainmentRows::read));
    }

    /** @param changed the permit has this version because of it: what held under the one before goes on under this one */
    public void settle(Row r, boolean changed) {
        db.write(c -> {
            Sql.update(
                    c,
                    "UPDATE containment SET outcome = ?, base = ?, came_from = ?, holds = ?, version = ? WHERE id = ?",
                    r.outcome(),
                    r.base(),
                    r.from(),
                    r.holds(),
                    r.version(),
                    r.id());
            return changed ? carry(c, r.system(), r.version() - 1, r.version()) : 0;
        });
    }

    private static int carry(Connection c, String system, long from, long to) throws SQLException {
        return Sql.update(
                c,
                "UPDATE containment SET version = ? WHERE system = ? AND version = ? AND outcome = 'DONE' AND restored_at = ''",
                to,
                system,
                from);
    }

    /** Marks as undone by one change of the permit; what else held goes on under the new version. */
    public void restored(Collection<Row> undone, String system, long version, Instant at, String by) {
        db.write(c -> {
            for (var row : undone) {
                Sql.update(c, "UPDATE containment SET restored_at = ?, restored_by = ? WHERE id = ?", at, by, row.id());
            }
            return carry(c, system, version - 1, version);
        });
    }

    /** Those that hold under this version of the permit, oldest first. */
    public List<Row> inForce(String system, long version) {
        return db.read(c -> Sql.list(
                c,
                "SELECT " + COLUMNS + " FROM containment WHERE system = ? AND version = ? AND outcome = 'DONE'"
                        + " AND restored_at = '' ORDER BY id",
                ContainmentRows::read,
                system,
                version));
    }

    public Optional<Row> one(String system, String id) {
        return db.read(c -> Sql.one(
                c,
                "SELECT " + COLUMNS + " FROM containment WHERE system = ? AND id = ?",
                ContainmentRows::read,
                system,
                id));
    }

    /** One page, newest first, of one system. */
    public List<Row> of(String system, @Nullable String before, int limit) {
        return db.read(c -> Sql.list(
                c,
                "SELECT " + COLUMNS + " FROM containment WHERE system = ? AND id < ? ORDER BY id DESC LIMIT ?",
                ContainmentRows::read,
                system,
                before == null ? "~" : before,
                Math.clamp(limit, 1, MOST)));
    }

    /** Those that these alerts led to. */
    public List<Row> ofAlerts(Collection<String> alerts) {
        if (alerts.isEmpty()) {
            return List.of();
        }
        var marks = alerts.stream().map(a -> "?").collect(Collectors.joining(", "));
        return db.read(c -> Sql.list(
                c,
                "SELECT " + COLUMNS + " FROM containment WHERE alert IN (" + marks + ")",
                ContainmentRows::read,
                alerts.toArray()));
    }

    private static Row read(ResultSet row) throws SQLException {
        var restored = row.getString("restored_at");
        var monitor = row.getString("monitor");
        var rule = row.getString("rule");
        var asked = PermitState.valueOf(row.getString("asked"));
        var time = Times.instant(row, "time");
        return new Row(
                row.getString("id"),
                row.getString("alert"),
                row.getString("system"),
                monitor,
                rule,
                asked,
                Outcome.valueOf(row.getString("outcome")),
                PermitState.valueOf(row.getString("base")),
                PermitState.valueOf(row.getString("came_from")),
                PermitState.valueOf(row.getString("holds")),
                row.getLong("version"),
                time,
                restored.isEmpty() ? null : Instant.parse(restored),
                row.getString("restored_by"),
                Evidence.read(row.getString("body"), rule, asked, time, monitor));
    }
}
