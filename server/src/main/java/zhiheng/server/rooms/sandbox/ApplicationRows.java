package zhiheng.server.rooms.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Transaction;
import zhiheng.office.sandbox.Answer;
import zhiheng.office.sandbox.Criteria;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** The statements on applications. */
record ApplicationRows(TxSql sql) {
    private static final String COLUMNS = "number, saves, criteria, answers, body, person, time, filed";

    /**
     * One application, handed in or not yet.
     *
     * @param saves how often it was saved, for those who save at the same time
     * @param criteria the version of the criteria
     * @param body what was handed in, whole; "" before
     * @param filed when it was handed in; null before
     */
    record Row(
            int number,
            long saves,
            String criteria,
            Map<String, Answer> answers,
            String body,
            String person,
            Instant time,
            @Nullable Instant filed) {}

    private static final Sql.Row<Row> ROW = row -> new Row(
            row.getInt(1),
            row.getLong(2),
            row.getString(3),
            AnswersJson.read(row.getString(4)),
            row.getString(5),
            row.getString(6),
            Times.instant(row, "time"),
            row.getString(8).isEmpty() ? null : Times.instant(row, "filed"));

    static ApplicationRows in(Transaction tx) {
        return new ApplicationRows(TxSql.in(tx));
    }

    /** The newest first. */
    List<Row> of(String caseId) {
        return sql.list(
                "SELECT " + COLUMNS + " FROM sandbox_application WHERE case_id = ? ORDER BY number DESC", ROW, caseId);
    }

    Optional<Row> last(String caseId) {
        return of(caseId).stream().findFirst();
    }

    void put(String caseId, Row row) {
        sql.update("DELETE FROM sandbox_application WHERE case_id = ? AND number = ?", caseId, row.number());
        sql.update(
                "INSERT INTO sandbox_application (case_id, number, saves, criteria, answers, body, person, time, filed)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                caseId,
                row.number(),
                row.saves(),
                row.criteria(),
                AnswersJson.write(row.answers()),
                row.body(),
                row.person(),
                row.time(),
                row.filed() == null ? "" : row.filed());
    }

    void keep(Criteria criteria) {
        sql.update(
                "INSERT INTO sandbox_criteria (procedure_id, version, text) VALUES (?, ?, ?)"
                        + " ON CONFLICT (procedure_id, version) DO NOTHING",
                criteria.procedure(),
                criteria.version(),
                criteria.text());
    }

    Optional<String> criteria(String procedure, String version) {
        return sql
                .list(
                        "SELECT text FROM sandbox_criteria WHERE procedure_id = ? AND version = ?",
                        row -> row.getString(1),
                        procedure,
                        version)
                .stream()
                .findFirst();
    }

    /** What was said about a system, where it is erased. */
    static void forget(TxSql sql, String system) {
        sql.update(
                "DELETE FROM sandbox_application WHERE case_id IN (SELECT id FROM moved_case WHERE system = ?)",
                system);
    }
}
