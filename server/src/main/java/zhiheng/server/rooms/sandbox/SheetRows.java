package zhiheng.server.rooms.sandbox;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.TxSql;

/** The statements on daily sheets and on what they count. */
record SheetRows(TxSql sql) {
    static SheetRows in(Transaction tx) {
        return new SheetRows(TxSql.in(tx));
    }

    record Kept(LocalDate day, String body, String sha256) {}

    List<Kept> kept(String caseId) {
        return sql.list(
                "SELECT day, body, sha256 FROM sandbox_sheet WHERE case_id = ? ORDER BY day",
                row -> new Kept(LocalDate.parse(row.getString(1)), row.getString(2), row.getString(3)),
                caseId);
    }

    Optional<Kept> kept(String caseId, LocalDate day) {
        return sql
                .list(
                        "SELECT day, body, sha256 FROM sandbox_sheet WHERE case_id = ? AND day = ?",
                        row -> new Kept(LocalDate.parse(row.getString(1)), row.getString(2), row.getString(3)),
                        caseId,
                        day.toString())
                .stream()
                .findFirst();
    }

    void keep(String caseId, LocalDate day, String body, String sha256, Instant time) {
        sql.update(
                "INSERT INTO sandbox_sheet (case_id, day, body, sha256, time) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (case_id, day) DO NOTHING",
                caseId,
                day.toString(),
                body,
                sha256,
                time);
    }

    long drawn(String caseId, Instant from, Instant to) {
        return number(
                "SELECT COUNT(*) FROM sandbox_drawn WHERE case_id = ? AND time >= ? AND time < ?", caseId, from, to);
    }

    long verdicts(String caseId, Instant from, Instant to) {
        return number(
                "SELECT COUNT(*) FROM sandbox_drawn WHERE case_id = ? AND decided >= ? AND decided < ?",
                caseId,
                from,
                to);
    }

    long harmful(String caseId, Instant from, Instant to) {
        return number(
                "SELECT COUNT(*) FROM sandbox_drawn WHERE case_id = ? AND decided >= ? AND decided < ? AND harmful = 1",
                caseId,
                from,
                to);
    }

    /** Those drawn before {@code due} that had no verdict at {@code at}. */
    long overdue(String caseId, Instant due, Instant at) {
        return number(
                "SELECT COUNT(*) FROM sandbox_drawn WHERE case_id = ? AND time < ? AND (decided = '' OR decided >= ?)",
                caseId,
                due,
                at);
    }

    long complaints(String caseId, Instant from, Instant to) {
        return number(
                "SELECT COUNT(*) FROM sandbox_complaint WHERE case_id = ? AND time >= ? AND time < ?",
                caseId,
                from,
                to);
    }

    long confirmed(String caseId, Instant from, Instant to) {
        return number(
                "SELECT COUNT(*) FROM sandbox_complaint WHERE case_id = ? AND decided >= ? AND decided < ? AND state ="
                        + " 'CONFIRMED'",
                caseId,
                from,
                to);
    }

    long undecided(String caseId, Instant at) {
        return number(
                "SELECT COUNT(*) FROM sandbox_complaint WHERE case_id = ? AND time < ? AND (decided = '' OR decided >="
                        + " ?)",
                caseId,
                at,
                at);
    }

    /** Acts about a system whose name begins so. */
    long acts(String system, String name, Instant from, Instant to) {
        return number(
                "SELECT COUNT(*) FROM act WHERE system_id = ? AND name LIKE ? AND time >= ? AND time < ?",
                system,
                name + "%",
                from,
                to);
    }

    long alerts(String system, Instant from, Instant to) {
        return number("SELECT COUNT(*) FROM alert WHERE system = ? AND time >= ? AND time < ?", system, from, to);
    }

    long granted(String caseId, Instant at) {
        return number(
                "SELECT COUNT(*) FROM sandbox_grant WHERE case_id = ? AND time < ? AND (returned = '' OR returned >= ?)",
                caseId,
                at,
                at);
    }

    private long number(String statement, Object... values) {
        return sql.list(statement, row -> row.getLong(1), values).getFirst();
    }
}
