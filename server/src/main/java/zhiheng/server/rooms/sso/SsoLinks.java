package zhiheng.server.rooms.sso;

import java.time.Instant;
import java.util.Optional;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** SQL of who is who at the provider. */
record SsoLinks(TxSql sql) {
    /** A link as stored. */
    record Link(String subject, String personId, Instant made) {}

    static SsoLinks in(Transaction tx) {
        return new SsoLinks(TxSql.in(tx));
    }

    Optional<Link> bySubject(String issuer, String subject) {
        return one("issuer = ? AND subject = ?", issuer, subject);
    }

    Optional<Link> byPerson(String issuer, String personId) {
        return one("issuer = ? AND person_id = ?", issuer, personId);
    }

    private Optional<Link> one(String where, String issuer, String value) {
        return sql
                .list(
                        "SELECT subject, person_id, made_at FROM sso_link WHERE " + where,
                        row -> new Link(
                                row.getString("subject"), row.getString("person_id"), Times.instant(row, "made_at")),
                        issuer,
                        value)
                .stream()
                .findFirst();
    }

    void add(String issuer, String subject, String personId, Instant now) {
        sql.update(
                "INSERT INTO sso_link (issuer, subject, person_id, made_at) VALUES (?, ?, ?, ?)",
                issuer,
                subject,
                personId,
                now);
    }

    void remove(String issuer, String personId) {
        sql.update("DELETE FROM sso_link WHERE issuer = ? AND person_id = ?", issuer, personId);
    }
}
