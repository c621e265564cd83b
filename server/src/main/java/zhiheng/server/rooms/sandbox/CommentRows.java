package zhiheng.server.rooms.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** The statements on public notices, comments on them, and documents worked out for cases. */
record CommentRows(TxSql sql) {
    private static final int MOST = 1_000;
    private static final Sql.Row<Comment> ROW = row -> new Comment(
            row.getString(1),
            row.getString(2),
            Times.instant(row, "time"),
            row.getString(4),
            row.getString(5),
            row.getInt(6) == 1,
            row.getString(7).isEmpty() ? null : Times.instant(row, "answered"));
    private static final String COLUMNS = "id, case_id, time, text, answer, shown, answered";

    /**
     * What somebody wrote on a notice.
     *
     * @param text with personal data masked
     * @param shown whether it stands on the notice with its answer
     * @param answered null before
     */
    record Comment(
            String id,
            String caseId,
            Instant time,
            String text,
            String answer,
            boolean shown,
            @Nullable Instant answered) {}

    static CommentRows in(Transaction tx) {
        return new CommentRows(TxSql.in(tx));
    }

    void add(Comment c, String receiptDigest) {
        sql.update(
                "INSERT INTO sandbox_comment (id, receipt, case_id, time, text, answer, shown, person, answered)"
                        + " VALUES (?, ?, ?, ?, ?, '', 0, '', '')",
                c.id(),
                receiptDigest,
                c.caseId(),
                c.time(),
                c.text());
    }

    Optional<Comment> byReceipt(String digest) {
        return sql.list("SELECT " + COLUMNS + " FROM sandbox_comment WHERE receipt = ?", ROW, digest).stream()
                .findFirst();
    }

    /** The oldest first. */
    List<Comment> of(String caseId) {
        return sql.list(
                "SELECT " + COLUMNS + " FROM sandbox_comment WHERE case_id = ? ORDER BY id LIMIT " + MOST, ROW, caseId);
    }

    Optional<Comment> one(String caseId, String id) {
        return sql
                .list("SELECT " + COLUMNS + " FROM sandbox_comment WHERE case_id = ? AND id = ?", ROW, caseId, id)
                .stream()
                .findFirst();
    }

    void answer(String id, String answer, boolean shown, String person, Instant time) {
        sql.update(
                "UPDATE sandbox_comment SET answer = ?, shown = ?, person = ?, answered = ? WHERE id = ?",
                answer,
                shown,
                person,
                time,
                id);
    }

    String notice(String caseId) {
        return sql.list("SELECT text FROM sandbox_notice WHERE case_id = ?", row -> row.getString(1), caseId).stream()
                .findFirst()
                .orElse("");
    }

    void notice(String caseId, String text, String person, Instant time) {
        sql.update("DELETE FROM sandbox_notice WHERE case_id = ?", caseId);
        sql.update(
                "INSERT INTO sandbox_notice (case_id, text, person, time) VALUES (?, ?, ?, ?)",
                caseId,
                text,
                person,
                time);
    }

    void document(String caseId, String item, String sha256, String body, String person, Instant time) {
        sql.update(
                "INSERT INTO sandbox_document (case_id, item, sha256, body, person, time) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (case_id, item, sha256) DO NOTHING",
                caseId,
                item,
                sha256,
                body,
                person,
                time);
    }

    /** The document last worked out for an item. */
    Optional<String> document(String caseId, String item) {
        return sql
                .list(
                        "SELECT body FROM sandbox_document WHERE case_id = ? AND item = ? ORDER BY time DESC LIMIT 1",
                        row -> row.getString(1),
                        caseId,
                        item)
                .stream()
                .findFirst();
    }

    /** What was said about a system, where it is erased. */
    static void forget(TxSql sql, String system) {
        for (var table : List.of("sandbox_notice", "sandbox_comment", "sandbox_document")) {
            sql.update(
                    "DELETE FROM " + table + " WHERE case_id IN (SELECT id FROM moved_case WHERE system = ?)", system);
        }
    }
}
