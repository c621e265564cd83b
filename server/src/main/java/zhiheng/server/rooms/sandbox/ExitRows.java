package zhiheng.server.rooms.sandbox;

import java.time.Instant;
import java.util.Optional;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** The statements on exit reports. */
record ExitRows(TxSql sql) {
    /** @param ledgerIndex −1 until its act is in the ledger */
    record Filed(String sha256, byte[] files, Instant time, long ledgerIndex) {}

    static ExitRows in(Transaction tx) {
        return new ExitRows(TxSql.in(tx));
    }

    void add(String caseId, String sha256, String act, byte[] files, String person, Instant time) {
        sql.update(
                "INSERT INTO sandbox_exit (case_id, sha256, act, files, person, time) VALUES (?, ?, ?, ?, ?, ?)",
                caseId,
                sha256,
                act,
                files,
                person,
                time);
    }

    Optional<Filed> last(String caseId) {
        return sql
                .list(
                        "SELECT e.sha256, e.files, e.time, COALESCE(a.ledger_index, -1) FROM sandbox_exit e JOIN act a"
                                + " ON a.id = e.act WHERE e.case_id = ? ORDER BY e.act DESC LIMIT 1",
                        row -> new Filed(row.getString(1), row.getBytes(2), Times.instant(row, "time"), row.getLong(4)),
                        caseId)
                .stream()
                .findFirst();
    }

    static void forget(TxSql sql, String system) {
        sql.update("DELETE FROM sandbox_exit WHERE case_id IN (SELECT id FROM moved_case WHERE system = ?)", system);
    }
}
