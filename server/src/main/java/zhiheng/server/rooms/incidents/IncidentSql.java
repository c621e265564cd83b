package zhiheng.server.rooms.incidents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Json;
import zhiheng.office.acts.Transaction;
import zhiheng.office.registry.AiSystem;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;
import zhiheng.server.rooms.watch.Light;

/** The statements on incidents. */
record IncidentSql(TxSql sql) {
    private static final String INCIDENT =
            "SELECT i.id, i.system, s.name AS system_name, s.org_id, i.title, i.source, i.reference, i.colour, i.grade,"
                    + " i.seq, i.opened, i.ended, i.body";
    private static final String ENTRY =
            "SELECT e.id, e.incident, e.seq, e.time, e.kind, e.person, e.words, e.about, t.ledger_index"
                    + " FROM incident_entry e LEFT JOIN act t ON t.id = e.id";

    static IncidentSql in(Transaction tx) {
        return new IncidentSql(TxSql.in(tx));
    }

    /** @param org what its systems belong to; null for all */
    List<Incident> list(@Nullable String org, IncidentFilter filter) {
        var values = new ArrayList<@Nullable Object>();
        var where = where(org, filter, values) + filter.walk().after(filter.before(), values);
        values.add(filter.limit());
        return sql.list(INCIDENT + where + filter.walk().order() + " LIMIT ?", IncidentSql::incident, values.toArray());
    }

    long count(@Nullable String org, IncidentFilter filter) {
        var values = new ArrayList<@Nullable Object>();
        var where = where(org, filter, values);
        return sql.list("SELECT COUNT(*)" + where, row -> row.getLong(1), values.toArray())
                .getFirst();
    }

    private static String where(@Nullable String org, IncidentFilter filter, List<@Nullable Object> values) {
        var where = new StringBuilder(" FROM incident i JOIN ai_system s ON s.id = i.system WHERE 1 = 1");
        and(where, values, " AND s.org_id = ?", org);
        and(where, values, " AND i.system = ?", filter.system());
        and(where, values, " AND i.reference = ?", filter.reference());
        if (filter.ended() != null) {
            where.append(filter.ended() ? " AND i.ended <> ''" : " AND i.ended = ''");
        }
        return where.toString();
    }

    private static void and(StringBuilder where, List<@Nullable Object> values, String clause, @Nullable Object value) {
        if (value != null) {
            where.append(clause);
            values.add(value);
        }
    }

    Optional<Incident> one(@Nullable String org, String id) {
        var values = new ArrayList<@Nullable Object>(List.of(id));
        var where = new StringBuilder(" FROM incident i JOIN ai_system s ON s.id = i.system WHERE i.id = ?");
        and(where, values, " AND s.org_id = ?", org);
        return sql.list(INCIDENT + where, IncidentSql::incident, values.toArray()).stream()
                .findFirst();
    }

    void add(Incident i) {
        sql.update(
                "INSERT INTO incident (id, system, title, source, reference, colour, grade, seq, opened, ended, body)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                i.id(),
                i.system(),
                i.title(),
                i.source(),
                i.reference(),
                Light.id(i.colour()),
                Light.id(i.grade()),
                i.seq(),
                i.opened(),
                "",
                i.note().body());
    }

    void grade(String id, @Nullable Light grade, GradeNote note) {
        sql.update("UPDATE incident SET grade = ?, body = ? WHERE id = ?", Light.id(grade), note.body(), id);
    }

    void end(String id, Instant at) {
        sql.update("UPDATE incident SET ended = ? WHERE id = ?", at, id);
    }

    void add(Entry e) {
        sql.update("UPDATE incident SET seq = ? WHERE id = ?", e.seq(), e.incident());
        sql.update(
                "INSERT INTO incident_entry (id, incident, seq, time, kind, person, words, about)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                e.id(),
                e.incident(),
                e.seq(),
                e.time(),
                e.kind(),
                e.person(),
                e.words(),
                Json.write(e.about()));
    }

    /** Oldest first. */
    List<Entry> entries(String incident) {
        return sql.list(ENTRY + " WHERE e.incident = ? ORDER BY e.seq", IncidentSql::entry, incident);
    }

    /** Of all incidents of a system, oldest first. */
    List<Entry> entriesOf(String system, Instant since) {
        return sql.list(
                ENTRY + " JOIN incident n ON n.id = e.incident WHERE n.system = ? AND e.time >= ? ORDER BY e.id",
                IncidentSql::entry,
                system,
                since);
    }

    /** Of these incidents what came after an entry, oldest first. */
    List<Entry> entriesAfter(Collection<String> incidents, String after, int limit) {
        var marks = incidents.stream().map(i -> "?").collect(Collectors.joining(", "));
        var values = new ArrayList<@Nullable Object>(incidents);
        values.add(after);
        values.add(limit);
        return sql.list(
                ENTRY + " WHERE e.incident IN (" + marks + ") AND e.id > ? ORDER BY e.id LIMIT ?",
                IncidentSql::entry,
                values.toArray());
    }

    void addRegime(String incident, String procedure, String caseId) {
        sql.update(
                "INSERT INTO incident_regime (incident, procedure, case_id) VALUES (?, ?, ?)",
                incident,
                procedure,
                caseId);
    }

    /** Cases by procedure. */
    Map<String, String> regimes(String incident) {
        var all = new LinkedHashMap<String, String>();
        sql.list(
                        "SELECT procedure, case_id FROM incident_regime WHERE incident = ? ORDER BY procedure",
                        row -> List.of(row.getString(1), row.getString(2)),
                        incident)
                .forEach(pair -> all.put(pair.getFirst(), pair.getLast()));
        return all;
    }

    void role(String incident, String role, String person) {
        sql.update("DELETE FROM incident_role WHERE incident = ? AND role = ?", incident, role);
        sql.update("INSERT INTO incident_role (incident, role, person) VALUES (?, ?, ?)", incident, role, person);
    }

    Map<String, String> roles(String incident) {
        var all = new LinkedHashMap<String, String>();
        sql.list(
                        "SELECT role, person FROM incident_role WHERE incident = ? ORDER BY role",
                        row -> List.of(row.getString(1), row.getString(2)),
                        incident)
                .forEach(pair -> all.put(pair.getFirst(), pair.getLast()));
        return all;
    }

    void add(String incident, Task t) {
        sql.update(
                "INSERT INTO incident_task (id, incident, title, owner, due, done, done_by) VALUES (?, ?, ?, ?, ?, '',"
                        + " '')",
                t.id(),
                incident,
                t.title(),
                t.owner(),
                t.due() == null ? "" : Times.text(t.due()));
    }

    void done(String task, Instant at, String by) {
        sql.update("UPDATE incident_task SET done = ?, done_by = ? WHERE id = ?", at, by, task);
    }

    List<Task> tasks(String incident) {
        return sql.list(
                "SELECT id, title, owner, due, done, done_by FROM incident_task WHERE incident = ? ORDER BY id",
                row -> new Task(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        Times.moment(row, "due"),
                        Times.moment(row, "done"),
                        row.getString(6)),
                incident);
    }

    void evidence(String id, String incident, String sha256, Instant at, String body) {
        sql.update(
                "INSERT INTO incident_evidence (id, incident, sha256, time, body) VALUES (?, ?, ?, ?, ?)",
                id,
                incident,
                sha256,
                at,
                body);
    }

    /** The bodies of what was captured, by digest, oldest first. */
    Map<String, String> evidence(String incident) {
        var all = new LinkedHashMap<String, String>();
        sql.list(
                        "SELECT sha256, body FROM incident_evidence WHERE incident = ? ORDER BY id",
                        row -> List.of(row.getString(1), row.getString(2)),
                        incident)
                .forEach(pair -> all.put(pair.getFirst(), pair.getLast()));
        return all;
    }

    /** Alerts that wait for their incident, the oldest first. */
    List<Due> due(int limit) {
        return sql.list(
                "SELECT alert, system, title, colour, duties FROM incident_due ORDER BY alert LIMIT ?",
                row -> new Due(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        Light.of(row.getString(4)),
                        List.of(row.getString(5).split(","))),
                limit);
    }

    void noLongerDue(String alert) {
        sql.update("DELETE FROM incident_due WHERE alert = ?", alert);
    }

    /** What people wrote of a system's incidents goes, and what was to be opened; kinds, times, grades, digests and captures stay. */
    void forget(String system) {
        var of = " WHERE incident IN (SELECT id FROM incident WHERE system = ?)";
        sql.list(
                        "SELECT id, about FROM incident_entry" + of,
                        row -> List.of(row.getString(1), row.getString(2)),
                        system)
                .forEach(entry -> {
                    var about = new LinkedHashMap<>(Json.readMap(entry.getLast()));
                    if (about.keySet().removeAll(Record.TYPED)) {
                        sql.update(
                                "UPDATE incident_entry SET about = ? WHERE id = ?",
                                Json.write(about),
                                entry.getFirst());
                    }
                });
        sql.update("UPDATE incident_entry SET words = ''" + of, system);
        sql.update("UPDATE incident_role SET person = ''" + of, system);
        sql.update("UPDATE incident_task SET title = '', owner = ''" + of, system);
        sql.update("UPDATE incident_measure SET reason = '', target = '' WHERE system = ?", system);
        sql.update("UPDATE incident SET title = ? WHERE system = ?", AiSystem.pseudonym(system), system);
        sql.update(
                "UPDATE incident SET reference = '' WHERE system = ? AND source NOT IN (?, ?)",
                system,
                Incident.Source.ALERT,
                Incident.Source.RULE);
        sql.update("DELETE FROM incident_due WHERE system = ?", system);
        sql.update("DELETE FROM incident_report_typed" + of, system);
        sql.update("DELETE FROM incident_run" + of, system);
        sql.update("DELETE FROM incident_after" + of, system);
        sql.update("UPDATE incident_report SET receipt = '', body = ''" + of, system); // the ledger names its digest
        sql.update(
                "UPDATE incident_corrective SET title = '', owner = '', words = '', file_name = '', body = ''"
                        + " WHERE system = ?",
                system);
    }

    private static Incident incident(ResultSet row) throws SQLException {
        return new Incident(
                row.getString("id"),
                row.getString("system"),
                row.getString("system_name"),
                row.getString("org_id"),
                row.getString("title"),
                Incident.Source.valueOf(row.getString("source")),
                row.getString("reference"),
                Light.of(row.getString("colour")),
                Light.of(row.getString("grade")),
                row.getLong("seq"),
                Times.instant(row, "opened"),
                Times.moment(row, "ended"),
                GradeNote.read(row.getString("body")));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getString("id"),
                row.getString("incident"),
                row.getLong("seq"),
                Times.instant(row, "time"),
                Entry.Kind.valueOf(row.getString("kind")),
                row.getString("person"),
                row.getString("words"),
                Json.readMap(row.getString("about")),
                Sql.ledgerIndex(row));
    }
}
