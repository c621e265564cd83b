package zhiheng.server.rooms.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.cases.Case;
import zhiheng.cases.CaseCodec;
import zhiheng.cases.Procedure;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.TxSql;

/** The statements on cases. */
record CaseSql(TxSql sql) {
    /** Its end waits for a calendar. */
    static final String UNKNOWN = "0";

    static CaseSql in(Transaction tx) {
        return new CaseSql(TxSql.in(tx));
    }

    /** @param org what its systems belong to; null for all */
    List<CaseRow> list(@Nullable String org, CaseFilter filter) {
        var values = new ArrayList<@Nullable Object>();
        var where = where(org, filter, values) + filter.walk().after(filter.before(), values);
        values.add(filter.limit());
        return sql.list(
                "SELECT k.body, s.name FROM moved_case k JOIN ai_system s ON s.id = k.system" + where
                        + filter.walk().order() + " LIMIT ?",
                row -> new CaseRow(CaseCodec.read(row.getString(1)), row.getString(2)),
                values.toArray());
    }

    /** Read from an index alone. */
    long count(@Nullable String org, CaseFilter filter) {
        var values = new ArrayList<@Nullable Object>();
        var where = where(org, filter, values);
        return sql.list("SELECT COUNT(*) FROM moved_case k" + where, row -> row.getLong(1), values.toArray())
                .getFirst();
    }

    private static String where(@Nullable String org, CaseFilter filter, List<@Nullable Object> values) {
        var where = new StringBuilder(" WHERE 1 = 1");
        and(where, values, " AND k.system IN (SELECT id FROM ai_system WHERE org_id = ?)", org);
        and(where, values, " AND k.system = ?", filter.system());
        and(where, values, " AND k.kind = ?", filter.kind());
        and(where, values, " AND k.ended = ?", filter.ended());
        return where.toString();
    }

    private static void and(StringBuilder where, List<@Nullable Object> values, String clause, @Nullable Object value) {
        if (value != null) {
            where.append(clause);
            values.add(value);
        }
    }

    Optional<CaseRow> one(@Nullable String org, String id) {
        var values = new ArrayList<@Nullable Object>(List.of(id));
        var more = new StringBuilder();
        and(more, values, " AND s.org_id = ?", org);
        return sql
                .list(
                        "SELECT k.body, s.name FROM moved_case k JOIN ai_system s ON s.id = k.system WHERE k.id = ?"
                                + more,
                        row -> new CaseRow(CaseCodec.read(row.getString(1)), row.getString(2)),
                        values.toArray())
                .stream()
                .findFirst();
    }

    List<String> open(Procedure.Kind kind) {
        return sql.list(
                "SELECT id FROM moved_case WHERE kind = ? AND ended = 0 ORDER BY id", row -> row.getString(1), kind);
    }

    /** The oldest first. */
    List<StepRow> steps(String id) {
        return sql.list(
                "SELECT k.step, k.event, k.deeds, k.words, t.ledger_index, k.salt FROM moved_case_step k"
                        + " LEFT JOIN act t ON t.id = k.act WHERE k.case_id = ? ORDER BY k.step",
                row -> {
                    var event = row.getString(2);
                    var deeds = CaseCodec.readDeeds(row.getString(3));
                    var words = row.getString(4);
                    return new StepRow(
                            row.getLong(1),
                            event.isEmpty() ? null : CaseCodec.readEvent(event),
                            deeds,
                            words,
                            row.getString(6),
                            Sql.ledgerIndex(row));
                },
                id);
    }

    void put(Case c, Procedure.Kind kind, String wake) {
        sql.later(
                "INSERT INTO moved_case (id, system, procedure, version, kind, stage, ended, step, wake, last, body)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (id) DO UPDATE SET system = excluded.system, procedure = excluded.procedure,"
                        + " version = excluded.version, kind = excluded.kind, stage = excluded.stage,"
                        + " ended = excluded.ended, step = excluded.step, wake = excluded.wake, last = excluded.last,"
                        + " body = excluded.body",
                c.id(),
                c.subject(),
                c.procedure(),
                c.version(),
                kind,
                c.stage(),
                c.ended(),
                c.step(),
                wake,
                c.last(),
                CaseCodec.write(c));
    }

    void addStep(String id, long step, Instant time, String event, String deeds, Words words, String act) {
        sql.later(
                "INSERT INTO moved_case_step (case_id, step, time, event, deeds, words, salt, act)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                step,
                time,
                event,
                deeds,
                words.text(),
                words.salt(),
                act);
    }

    /** Cases in which time brought something about by {@code now}. */
    List<String> due(Instant now, int limit) {
        return sql.list(
                "SELECT id FROM moved_case WHERE wake > '0' AND wake <= ? ORDER BY wake LIMIT ?",
                row -> row.getString(1),
                now,
                limit);
    }

    /** Cases with a deadline whose end was not known. */
    List<String> unknown() {
        return sql.list("SELECT id FROM moved_case WHERE wake = ?", row -> row.getString(1), UNKNOWN);
    }

    Optional<Instant> nextWake() {
        return sql.list(
                        "SELECT MIN(wake) FROM moved_case WHERE wake > '0'",
                        row -> Optional.ofNullable(row.getString(1)))
                .getFirst()
                .map(Instant::parse);
    }

    Optional<String> procedure(String id, String version) {
        return sql
                .list(
                        "SELECT text FROM moved_case_procedure WHERE id = ? AND version = ?",
                        row -> row.getString(1),
                        id,
                        version)
                .stream()
                .findFirst();
    }

    void addProcedure(Procedure procedure, String text) {
        if (procedure(procedure.id(), procedure.version()).isEmpty()) {
            sql.update(
                    "INSERT INTO moved_case_procedure (id, version, file, text) VALUES (?, ?, ?, ?)",
                    procedure.id(),
                    procedure.version(),
                    procedure.file(),
                    text);
        }
    }
}
