package zhiheng.server.rooms.drills;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.drills.exercise.Conduct;
import zhiheng.drills.exercise.Exposure;
import zhiheng.drills.exercise.Scenario;
import zhiheng.office.acts.Json;
import zhiheng.office.acts.Transaction;
import zhiheng.office.people.Actor;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** The statements on drills. */
record DrillSql(TxSql sql) {
    private static final String DRILL = "SELECT d.id, d.scenario, d.text, d.tempo, d.form, d.state, d.org, d.planner,"
            + " d.day, d.began, d.ended, d.why, d.seq, d.systems, d.seats FROM drill d";
    private static final String ENTRY = "SELECT e.id, e.drill, e.seq, e.time, e.kind, e.person, e.seat, e.inject,"
            + " e.detail, e.words, t.ledger_index FROM drill_entry e LEFT JOIN act t ON t.id = e.id";
    private static final String MENDING = "SELECT f.id, f.drill, f.system, f.code, f.inject, f.letter, f.repeated,"
            + " f.title_zh, f.title_en, f.due, f.done, f.done_by, f.words, f.file_name, f.sha256 FROM drill_finding f";

    static DrillSql in(Transaction tx) {
        return new DrillSql(TxSql.in(tx));
    }

    void add(Drill d) {
        sql.update(
                "INSERT INTO drill (id, scenario, text, tempo, form, state, org, planner, day, began, ended, why, seq,"
                        + " systems, seats) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '', 0, ?, ?)",
                d.id(),
                d.scenarioId(),
                d.text(),
                d.tempo(),
                d.form(),
                d.state(),
                d.org(),
                d.planner(),
                d.day() == null ? "" : d.day().toString(),
                Json.write(d.systems()),
                Json.write(seats(d)));
        d.systems()
                .forEach((slot, system) -> sql.update(
                        "INSERT INTO drill_system (drill, slot, system) VALUES (?, ?, ?)", d.id(), slot, system));
        d.seats()
                .forEach((seat, who) -> sql.update(
                        "INSERT INTO drill_seat (drill, seat, org, person) VALUES (?, ?, ?, ?)",
                        d.id(),
                        seat,
                        who.org(),
                        who.person()));
    }

    private static Map<String, Object> seats(Drill d) {
        var seats = new LinkedHashMap<String, Object>();
        d.seats().forEach((seat, who) -> seats.put(seat, Map.of("org", who.org(), "person", who.person())));
        return seats;
    }

    /** @throws Refusal where somebody else wrote meanwhile */
    void move(Drill d, long seen) {
        int changed = sql.update(
                "UPDATE drill SET state = ?, began = ?, ended = ?, why = ? WHERE id = ? AND seq = ?",
                d.state(),
                d.began() == null ? "" : Times.text(d.began()),
                d.ended() == null ? "" : Times.text(d.ended()),
                d.why(),
                d.id(),
                seen);
        if (changed == 0) {
            throw Refusal.conflict("另有他人刚刚办理，请查看后再办。", "Somebody else acted meanwhile; look and act again.");
        }
    }

    void add(DrillEntry e) {
        sql.update("UPDATE drill SET seq = ? WHERE id = ?", e.seq(), e.drill());
        sql.update(
                "INSERT INTO drill_entry (id, drill, seq, time, kind, person, seat, inject, detail, words)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                e.id(),
                e.drill(),
                e.seq(),
                e.time(),
                e.kind(),
                e.person(),
                e.seat(),
                e.inject(),
                e.detail(),
                e.words());
    }

    Optional<Drill> one(String id) {
        return sql.list(DRILL + " WHERE d.id = ?", DrillSql::drill, id).stream().findFirst();
    }

    List<Drill> in(Conduct.State state) {
        return sql.list(DRILL + " WHERE d.state = ? ORDER BY d.id", DrillSql::drill, state);
    }

    /** The newest first. @param system null for all */
    List<Drill> list(Actor actor, @Nullable String system, @Nullable String before, int limit) {
        var values = new ArrayList<@Nullable Object>();
        var where = new StringBuilder(" WHERE d.id < ?");
        values.add(before == null ? "~" : before);
        if (system != null) {
            where.append(" AND d.id IN (SELECT drill FROM drill_system WHERE system = ?)");
            values.add(system);
        }
        seenBy(actor, where, values);
        values.add(limit);
        return sql.list(DRILL + where + " ORDER BY d.id DESC LIMIT ?", DrillSql::drill, values.toArray());
    }

    private static void seenBy(Actor actor, StringBuilder where, List<@Nullable Object> values) {
        if (!actor.role().seesAll()) {
            where.append(" AND (d.org = ? OR d.id IN (SELECT drill FROM drill_seat WHERE org = ? OR person = ?))");
            values.addAll(List.of(actor.orgId(), actor.orgId(), actor.id()));
        }
    }

    long running(Actor actor) {
        var values = new ArrayList<@Nullable Object>(List.of(Conduct.State.RUNNING, Conduct.State.PAUSED));
        var where = new StringBuilder(" WHERE d.state IN (?, ?)");
        seenBy(actor, where, values);
        return sql.list("SELECT COUNT(*) FROM drill d" + where, row -> row.getLong(1), values.toArray())
                .getFirst();
    }

    /** Oldest first. @param after the last one that is known; "" for all */
    List<DrillEntry> entries(String drill, String after) {
        return sql.list(ENTRY + " WHERE e.drill = ? AND e.id > ? ORDER BY e.seq", DrillSql::entry, drill, after);
    }

    void put(String drill, String inject, Exposure e) {
        sql.update("DELETE FROM drill_exposure WHERE drill = ? AND inject = ?", drill, inject);
        sql.update(
                "INSERT INTO drill_exposure (drill, inject, bad, delivered, good, refused) VALUES (?, ?, ?, ?, ?, ?)",
                drill,
                inject,
                e.bad(),
                e.delivered(),
                e.good(),
                e.refused());
    }

    Map<String, Exposure> exposure(String drill) {
        var all = new LinkedHashMap<String, Exposure>();
        sql.list(
                        "SELECT inject, bad, delivered, good, refused FROM drill_exposure WHERE drill = ?"
                                + " ORDER BY inject",
                        row -> Map.entry(
                                row.getString(1),
                                new Exposure(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5))),
                        drill)
                .forEach(e -> all.put(e.getKey(), e.getValue()));
        return all;
    }

    void record(String drill, String sha256, String body, String total) {
        sql.update(
                "INSERT INTO drill_record (drill, sha256, body, total) VALUES (?, ?, ?, ?)",
                drill,
                sha256,
                body,
                total);
    }

    /** The record as it was scored. */
    Optional<String> record(String drill) {
        return sql.list("SELECT body FROM drill_record WHERE drill = ?", row -> row.getString(1), drill).stream()
                .findFirst();
    }

    /** The records of the drills of one system, the newest first. */
    List<String> records(String system, int limit) {
        return sql.list(
                "SELECT r.body FROM drill_record r JOIN drill_system s ON s.drill = r.drill WHERE s.system = ?"
                        + " ORDER BY r.drill DESC LIMIT ?",
                row -> row.getString(1),
                system,
                limit);
    }

    /** The grade of a scored drill; "" where there is none. */
    String total(String drill) {
        return sql.list("SELECT total FROM drill_record WHERE drill = ?", row -> row.getString(1), drill).stream()
                .findFirst()
                .orElse("");
    }

    void add(Mending m) {
        sql.update(
                "INSERT INTO drill_finding (id, drill, system, code, inject, letter, repeated, title_zh, title_en, due,"
                        + " done, done_by, words, file_name, sha256, body)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '', '', '', '')",
                m.id(),
                m.drill(),
                m.system(),
                m.code(),
                m.inject(),
                m.letter(),
                m.repeated() ? 1 : 0,
                m.title().zh(),
                m.title().en(),
                m.due().toString());
    }

    void done(String id, Instant at, String by, String words, String name, String sha256, byte[] body) {
        sql.update(
                "UPDATE drill_finding SET done = ?, done_by = ?, words = ?, file_name = ?, sha256 = ?, body = ?"
                        + " WHERE id = ?",
                at,
                by,
                words,
                name,
                sha256,
                Base64.getEncoder().encodeToString(body),
                id);
    }

    List<Mending> mendings(String drill) {
        return sql.list(MENDING + " WHERE f.drill = ? ORDER BY f.id", DrillSql::mending, drill);
    }

    /** Codes that drills of a system before this one have shown. */
    List<String> codes(String system, String before) {
        return sql.list(
                "SELECT DISTINCT code FROM drill_finding WHERE system = ? AND drill < ?",
                row -> row.getString(1),
                system,
                before);
    }

    Optional<byte[]> file(String mending) {
        return sql.list("SELECT body FROM drill_finding WHERE id = ?", row -> row.getString(1), mending).stream()
                .filter(body -> !body.isEmpty())
                .map(Base64.getDecoder()::decode)
                .findFirst();
    }

    /** Open duties of all systems that are due before a day. @param org what the system belongs to; null for all */
    <T> List<T> owed(@Nullable String org, LocalDate before, int limit, Sql.Row<T> row) {
        var values = new ArrayList<@Nullable Object>(List.of(before.toString()));
        if (org != null) {
            values.add(org);
        }
        values.add(limit);
        return sql.list(
                "SELECT f.id, f.drill, f.title_zh, f.title_en, f.due, s.id AS system_id, s.name AS system_name,"
                        + " s.org_id, o.name AS org_name FROM drill_finding f JOIN ai_system s ON s.id = f.system"
                        + " JOIN org o ON o.id = s.org_id WHERE f.done = '' AND f.due < ?"
                        + (org == null ? "" : " AND s.org_id = ?") + " ORDER BY f.due, f.id LIMIT ?",
                row,
                values.toArray());
    }

    /**
     * The last scored drill of each scenario on each system: system, its name, organisation, its name, text, when it ended. What was shown
     * as a demonstration rehearsed nothing.
     */
    <T> List<T> lastHeld(@Nullable String org, int limit, Sql.Row<T> row) {
        var values = new ArrayList<@Nullable Object>();
        if (org != null) {
            values.add(org);
        }
        values.add(limit);
        return sql.list(
                "SELECT d.id, d.text, d.ended, s.id AS system_id, s.name AS system_name, s.org_id, o.name AS org_name"
                        + " FROM drill d JOIN drill_system p ON p.drill = d.id JOIN ai_system s ON s.id = p.system"
                        + " JOIN org o ON o.id = s.org_id WHERE d.state IN ('SCORED', 'CLOSED') AND d.form <> 'DEMONSTRATION'"
                        + " AND NOT EXISTS (SELECT 1 FROM drill l JOIN drill_system q ON q.drill = l.id"
                        + " WHERE q.system = p.system AND l.scenario = d.scenario AND l.state IN ('SCORED', 'CLOSED')"
                        + " AND l.form <> 'DEMONSTRATION' AND l.id > d.id)"
                        + (org == null ? "" : " AND s.org_id = ?") + " ORDER BY d.ended, d.id LIMIT ?",
                row,
                values.toArray());
    }

    /** What people wrote in the drills of a system goes; kinds, times and digests stay. */
    void forget(String system) {
        var of = " WHERE drill IN (SELECT drill FROM drill_system WHERE system = ?)";
        sql.update("UPDATE drill SET why = '' WHERE id IN (SELECT drill FROM drill_system WHERE system = ?)", system);
        sql.update("UPDATE drill_entry SET words = ''" + of, system);
        sql.update("UPDATE drill_finding SET words = '', file_name = '', body = ''" + of, system);
    }

    private static Drill drill(ResultSet row) throws SQLException {
        var systems = new LinkedHashMap<String, String>();
        Json.readMap(row.getString("systems")).forEach((slot, system) -> systems.put(slot, String.valueOf(system)));
        var seats = new LinkedHashMap<String, Drill.Sitting>();
        Json.readMap(row.getString("seats")).forEach((seat, value) -> {
            if (value instanceof Map<?, ?> who) {
                seats.put(seat, new Drill.Sitting(String.valueOf(who.get("org")), String.valueOf(who.get("person"))));
            }
        });
        var day = row.getString("day");
        return new Drill(
                row.getString("id"),
                row.getString("scenario"),
                row.getString("text"),
                row.getInt("tempo"),
                Scenario.Form.valueOf(row.getString("form")),
                Conduct.State.valueOf(row.getString("state")),
                row.getString("org"),
                row.getString("planner"),
                day.isEmpty() ? null : LocalDate.parse(day),
                Times.moment(row, "began"),
                Times.moment(row, "ended"),
                row.getString("why"),
                row.getLong("seq"),
                systems,
                seats);
    }

    private static DrillEntry entry(ResultSet row) throws SQLException {
        return new DrillEntry(
                row.getString("id"),
                row.getString("drill"),
                row.getLong("seq"),
                Times.instant(row, "time"),
                DrillEntry.Kind.valueOf(row.getString("kind")),
                row.getString("person"),
                row.getString("seat"),
                row.getString("inject"),
                row.getString("detail"),
                row.getString("words"),
                Sql.ledgerIndex(row));
    }

    private static Mending mending(ResultSet row) throws SQLException {
        return new Mending(
                row.getString("id"),
                row.getString("drill"),
                row.getString("system"),
                row.getString("code"),
                row.getString("inject"),
                row.getString("letter"),
                row.getLong("repeated") != 0,
                new Text(row.getString("title_zh"), row.getString("title_en")),
                LocalDate.parse(row.getString("due")),
                Times.moment(row, "done"),
                row.getString("done_by"),
                row.getString("words"),
                row.getString("file_name"),
                row.getString("sha256"));
    }
}
