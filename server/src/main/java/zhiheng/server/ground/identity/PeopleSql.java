package zhiheng.server.ground.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Transaction;
import zhiheng.office.people.Role;
import zhiheng.server.ground.sql.SqlTransaction;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** SQL of people, sessions, tokens and the set-up link, inside an office transaction. Knows hashes, never secrets. */
public final class PeopleSql {
    /** A person as stored; {@code password} is its hash. */
    public record PersonRow(
            String id, String orgId, String login, String name, Role role, String password, boolean active) {}

    /** A token as stored. */
    public record TokenRow(
            String id,
            String personId,
            String orgId,
            String label,
            Role role,
            String hash,
            Instant createdAt,
            boolean revoked) {}

    /** A live session's person. */
    public record SessionRow(PersonRow person, Instant expires) {}

    private static final String PERSON = "p.id, p.org_id, p.login, p.name, p.role, p.password, p.active";
    private static final String TOKEN = "t.id, t.person_id, t.org_id, t.label, t.role, t.hash, t.created_at, t.revoked";

    private final TxSql sql;

    private PeopleSql(TxSql sql) {
        this.sql = sql;
    }

    /** The people of the same transaction; {@code tx} must be a {@link SqlTransaction}. */
    public static PeopleSql in(Transaction tx) {
        return new PeopleSql(TxSql.in(tx));
    }

    public void addPerson(PersonRow p) {
        sql.update(
                "INSERT INTO person (id, org_id, login, name, role, password, active) VALUES (?, ?, ?, ?, ?, ?, ?)",
                p.id(),
                p.orgId(),
                p.login(),
                p.name(),
                p.role(),
                p.password(),
                p.active());
    }

    public Optional<PersonRow> byLogin(String login) {
        return sql.list("SELECT " + PERSON + " FROM person p WHERE p.login = ?", PeopleSql::person, login).stream()
                .findFirst();
    }

    public Optional<PersonRow> person(String id) {
        return sql.list("SELECT " + PERSON + " FROM person p WHERE p.id = ?", PeopleSql::person, id).stream()
                .findFirst();
    }

    public List<PersonRow> people() {
        return sql.list("SELECT " + PERSON + " FROM person p ORDER BY p.login", PeopleSql::person);
    }

    public boolean hasAdministrator() {
        return !sql.list(
                        "SELECT " + PERSON + " FROM person p WHERE p.role = ? AND p.active = 1",
                        PeopleSql::person,
                        Role.ADMINISTRATOR)
                .isEmpty();
    }

    public void setPassword(String id, String hash) {
        sql.update("UPDATE person SET password = ? WHERE id = ?", hash, id);
    }

    /** Also ends the person's sessions and tokens. */
    public void disable(String id) {
        sql.update("UPDATE person SET active = 0 WHERE id = ?", id);
        sql.update("UPDATE api_token SET revoked = 1 WHERE person_id = ?", id);
        endSessions(id);
    }

    public void addSession(String hash, String personId, Instant expires) {
        sql.update("INSERT INTO session (hash, person_id, expires) VALUES (?, ?, ?)", hash, personId, expires);
    }

    public Optional<SessionRow> session(String hash, Instant now) {
        return sql
                .list(
                        "SELECT " + PERSON + ", x.expires FROM session x JOIN person p ON p.id = x.person_id"
                                + " WHERE x.hash = ? AND x.expires > ? AND p.active = 1",
                        row -> new SessionRow(person(row), Times.instant(row, "expires")),
                        hash,
                        now)
                .stream()
                .findFirst();
    }

    public void endSession(String hash) {
        sql.update("DELETE FROM session WHERE hash = ?", hash);
    }

    public void endSessions(String personId) {
        sql.update("DELETE FROM session WHERE person_id = ?", personId);
    }

    public void endExpired(Instant now) {
        sql.update("DELETE FROM session WHERE expires <= ?", now);
    }

    public void addToken(TokenRow t) {
        sql.update(
                "INSERT INTO api_token (id, person_id, org_id, label, role, hash, created_at, revoked)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                t.id(),
                t.personId(),
                t.orgId(),
                t.label(),
                t.role(),
                t.hash(),
                t.createdAt(),
                t.revoked());
    }

    /** A live token of an active person. */
    public Optional<TokenRow> tokenByHash(String hash) {
        return sql
                .list(
                        "SELECT " + TOKEN + " FROM api_token t JOIN person p ON p.id = t.person_id"
                                + " WHERE t.hash = ? AND t.revoked = 0 AND p.active = 1",
                        PeopleSql::token,
                        hash)
                .stream()
                .findFirst();
    }

    public Optional<TokenRow> token(String id) {
        return sql.list("SELECT " + TOKEN + " FROM api_token t WHERE t.id = ?", PeopleSql::token, id).stream()
                .findFirst();
    }

    public List<TokenRow> tokens() {
        return sql.list("SELECT " + TOKEN + " FROM api_token t ORDER BY t.id", PeopleSql::token);
    }

    public void revokeToken(String id) {
        sql.update("UPDATE api_token SET revoked = 1 WHERE id = ?", id);
    }

    public Optional<String> setupHash() {
        return sql.list("SELECT hash FROM setup WHERE one = 1", row -> row.getString("hash")).stream()
                .findFirst();
    }

    /** Replaces the open set-up link; null closes it. */
    public void setupHash(@Nullable String hash) {
        sql.update("DELETE FROM setup");
        if (hash != null) {
            sql.update("INSERT INTO setup (one, hash) VALUES (1, ?)", hash);
        }
    }

    private static PersonRow person(ResultSet row) throws SQLException {
        return new PersonRow(
                row.getString("id"),
                row.getString("org_id"),
                row.getString("login"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getString("password"),
                row.getInt("active") == 1);
    }

    private static TokenRow token(ResultSet row) throws SQLException {
        return new TokenRow(
                row.getString("id"),
                row.getString("person_id"),
                row.getString("org_id"),
                row.getString("label"),
                Role.valueOf(row.getString("role")),
                row.getString("hash"),
                Times.instant(row, "created_at"),
                row.getInt("revoked") == 1);
    }
}
