package zhiheng.server.rooms.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** The statements on complaints. */
record ComplaintRows(TxSql sql) {
    private static final String COLUMNS = "id, case_id, time, happened, text, state, interaction, answer, decided";
    private static final Sql.Row<Complaint> ROW = row -> new Complaint(
            row.getString(1),
            row.getString(2),
            Times.instant(row, "time"),
            Times.instant(row, "happened"),
            row.getString(5),
            Complaint.State.valueOf(row.getString(6)),
            row.getString(7),
            row.getString(8),
            row.getString(9).isEmpty() ? null : Times.instant(row, "decided"));

    static ComplaintRows in(Transaction tx) {
        return new ComplaintRows(TxSql.in(tx));
    }

    void add(Complaint c, String receiptDigest) {
        sql.update(
                "INSERT INTO sandbox_complaint (id, receipt, case_id, time, happened, text, state, interaction, answer,"
                        + " person, decided) VALUES (?, ?, ?, ?, ?, ?, ?, '', '', '', '')",
                c.id(),
                receiptDigest,
                c.caseId(),
                c.time(),
                c.happened(),
                c.text(),
                c.state());
    }

    Optional<Complaint> byReceipt(String digest) {
        return sql.list("SELECT " + COLUMNS + " FROM sandbox_complaint WHERE receipt = ?", ROW, digest).stream()
                .findFirst();
    }

    Optional<Complaint> one(String caseId, String id) {
        return sql
                .list("SELECT " + COLUMNS + " FROM sandbox_complaint WHERE case_id = ? AND id = ?", ROW, caseId, id)
                .stream()
                .findFirst();
    }

    /** The newest first. */
    List<Complaint> of(String caseId, @Nullable String before, int limit) {
        return sql.list(
                "SELECT " + COLUMNS + " FROM sandbox_complaint WHERE case_id = ? AND id < ? ORDER BY id DESC LIMIT ?",
                ROW,
                caseId,
                before == null ? "g" : before,
                limit);
    }

    void decide(String id, Complaint.State state, String interaction, String answer, String person, Instant time) {
        sql.update(
                "UPDATE sandbox_complaint SET state = ?, interaction = ?, answer = ?, person = ?, decided = ? WHERE id"
                        + " = ?",
                state,
                interaction,
                answer,
                person,
                time,
                id);
    }

    /** What users and those who answered them wrote goes; that there were complaints, and what was found, stays. */
    void forget(String system) {
        sql.update(
                "UPDATE sandbox_complaint SET text = '', answer = '' WHERE case_id IN"
                        + " (SELECT id FROM moved_case WHERE system = ?)",
                system);
    }

    long count(String caseId, Complaint.State state) {
        return sql.list(
                        "SELECT COUNT(*) FROM sandbox_complaint WHERE case_id = ? AND state = ?",
                        row -> row.getLong(1),
                        caseId,
                        state)
                .getFirst();
    }

    /** Complaints about calls of a stretch of time that are in one of the states; those about one known call count once. */
    long count(String caseId, Instant from, Instant to, List<String> states) {
        var values = new ArrayList<@Nullable Object>(List.of(caseId, from, to));
        values.addAll(states);
        return sql.list(
                        "SELECT COUNT(DISTINCT CASE WHEN interaction = '' THEN id ELSE interaction END) FROM"
                                + " sandbox_complaint WHERE case_id = ? AND happened >= ? AND happened < ? AND state IN ("
                                + String.join(", ", Collections.nCopies(states.size(), "?")) + ")",
                        row -> row.getLong(1),
                        values.toArray())
                .getFirst();
    }
}
