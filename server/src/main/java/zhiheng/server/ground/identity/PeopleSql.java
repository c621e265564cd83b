package zhiheng.server.ground.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
            String id,
            String orgId,
            String login,
            String name,
            Role role,
            String password,
            boolean active,
            long version) {
        Person person() {
            return new Person(id, orgId, login, name, role, active, !password.isEmpty(), version);
        }

        PersonRow with(String orgId, String name, Role role, boolean active) {
            return new PersonRow(id, orgId, login, name, role, password, active, version + 1);
        }
    }

    /** A token as stored. */
    public record TokenRow(
            String id,
            String personId,
            String orgId,
            String label,
            Role role,
            String hash,
            Instant createdAt,
            Instant expires,
            @Nullable Instant used,
            boolean revoked) {
        ApiToken token() {
            return new ApiToken(id, personId, label, role, createdAt, expires, used, revoked);
        }
    }

    /** A session as stored. */
    public record SessionRow(
            String hash, Instant started, Instant used, Instant expires, String address, String agent, Way way) {}

    /** A live session with its person. */
    public record Live(PersonRow person, SessionRow session) {}

    /** An open link. */
    public record LinkRow(PersonRow person, Instant expires) {}

    private static final String PERSON = "p.id, p.org_id, p.login, p.name, p.role, p.password, p.active, p.version";
    private static final String TOKEN =
            "t.id, t.person_id, t.org_id, t.label, t.role, t.hash, t.created_at, t.expires, t.used, t.revoked";
    private static final String SESSION = "x.hash, x.started, x.used, x.expires, x.address, x.agent, x.way";

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
                "INSERT INTO person (id, org_id, login, name, role, password, active, version)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                p.id(),
                p.orgId(),
                p.login(),
                p.name(),
                p.role(),
                p.password(),
                p.active(),
                p.version());
    }

    /** Stores all but login and password. */
    public void change(PersonRow p) {
        sql.update(
                "UPDATE person SET org_id = ?, name = ?, role = ?, active = ?, version = ? WHERE id = ?",
                p.orgId(),
                p.name(),
                p.role(),
                p.active(),
                p.version(),
                p.id());
    }

    /** Name, login, password and all that somebody comes in by go. */
    void erase(String id, String login, String name) {
        sql.update(
                "UPDATE person SET login = ?, name = ?, password = '', active = 0, version = version + 1 WHERE id = ?",
                login,
                name,
                id);
        sql.update("UPDATE api_token SET label = '', revoked = 1 WHERE person_id = ?", id);
        for (var table : List.of("second_factor", "recovery_code", "password_link", "session")) {
            sql.update("DELETE FROM " + table + " WHERE person_id = ?", id);
        }
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

    /** The people of one organisation, by name. */
    public List<PersonRow> of(String orgId) {
        return sql.list(
                "SELECT " + PERSON + " FROM person p WHERE p.org_id = ? ORDER BY p.name, p.id",
                PeopleSql::person,
                orgId);
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

    /** The roles of the active people of an organisation. */
    public Set<Role> roles(String orgId) {
        return Set.copyOf(sql.list(
                "SELECT DISTINCT role FROM person WHERE org_id = ? AND active = 1",
                row -> Role.valueOf(row.getString("role")),
                orgId));
    }

    public void addSession(String personId, SessionRow s) {
        sql.update(
                "INSERT INTO session (hash, person_id, expires, started, used, address, agent, way)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                s.hash(),
                personId,
                s.expires(),
                s.started(),
                s.used(),
                s.address(),
                s.agent(),
                s.way());
    }

    /** A session that lasts, of a person who may enter. */
    public Optional<Live> session(String hash, Instant now, Instant usedSince) {
        return sql
                .list(
                        "SELECT " + PERSON + ", " + SESSION + " FROM session x JOIN person p ON p.id = x.person_id"
                                + " WHERE x.hash = ? AND x.expires > ? AND x.used > ? AND p.active = 1",
                        row -> new Live(person(row), session(row)),
                        hash,
                        now,
                        usedSince)
                .stream()
                .findFirst();
    }

    /** The sessions of a person that last, the last used first. */
    public List<SessionRow> sessions(String personId, Instant now, Instant usedSince) {
        return sql.list(
                "SELECT " + SESSION + " FROM session x WHERE x.person_id = ? AND x.expires > ? AND x.used > ?"
                        + " ORDER BY x.used DESC, x.hash",
                PeopleSql::session,
                personId,
                now,
                usedSince);
    }

    public void sessionUsed(String hash, Instant now) {
        sql.update("UPDATE session SET used = ? WHERE hash = ?", now, hash);
    }

    public void tokenUsed(String id, Instant now) {
        sql.update("UPDATE api_token SET used = ? WHERE id = ?", now, id);
    }

    /** Replaces the person's open link; null closes it. */
    public void link(String personId, @Nullable String hash, Instant expires) {
        sql.update("DELETE FROM password_link WHERE person_id = ?", personId);
        if (hash != null) {
            sql.update(
                    "INSERT INTO password_link (person_id, hash, expires) VALUES (?, ?, ?)", personId, hash, expires);
        }
    }

    /** An open link that lasts, of a person who may enter. */
    public Optional<LinkRow> link(String hash, Instant now) {
        return sql
                .list(
                        "SELECT " + PERSON + ", k.expires FROM password_link k JOIN person p ON p.id = k.person_id"
                                + " WHERE k.hash = ? AND k.expires > ? AND p.active = 1",
                        row -> new LinkRow(person(row), Times.instant(row, "expires")),
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

    public void endSessionsBut(String personId, String hash) {
        sql.update("DELETE FROM session WHERE person_id = ? AND hash <> ?", personId, hash);
    }

    public void endExpired(Instant now, Instant usedSince) {
        sql.update("DELETE FROM session WHERE expires <= ? OR used <= ?", now, usedSince);
        sql.update("DELETE FROM password_link WHERE expires <= ?", now);
    }

    public void addToken(TokenRow t) {
        sql.update(
                "INSERT INTO api_token (id, person_id, org_id, label, role, hash, created_at, expires, revoked)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                t.id(),
                t.personId(),
                t.orgId(),
                t.label(),
                t.role(),
                t.hash(),
                t.createdAt(),
                t.expires(),
                t.revoked());
    }

    /** The live tokens of active people among these, by their hashes. */
    public Map<String, TokenRow> tokensByHash(Set<String> hashes) {
        var values = new ArrayList<>(hashes);
        while (Integer.bitCount(values.size()) > 1) {
            values.add(values.getLast()); // statements of few lengths
        }
        return sql
                .list(
                        "SELECT " + TOKEN + " FROM api_token t JOIN person p ON p.id = t.person_id"
                                + " WHERE t.hash IN (" + String.join(", ", Collections.nCopies(values.size(), "?"))
                                + ") AND t.revoked = 0 AND p.active = 1",
                        PeopleSql::token,
                        values.toArray())
                .stream()
                .collect(Collectors.toMap(TokenRow::hash, row -> row));
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

    public void revokeTokens(String personId) {
        sql.update("UPDATE api_token SET revoked = 1 WHERE person_id = ?", personId);
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
                row.getInt("active") == 1,
                row.getLong("version"));
    }

    private static SessionRow session(ResultSet row) throws SQLException {
        return new SessionRow(
                row.getString("hash"),
                Times.instant(row, "started"),
                Times.instant(row, "used"),
                Times.instant(row, "expires"),
                row.getString("address"),
                row.getString("agent"),
                Way.valueOf(row.getString("way")));
    }

    private static TokenRow token(ResultSet row) throws SQLException {
        var made = Times.instant(row, "created_at");
        return new TokenRow(
                row.getString("id"),
                row.getString("person_id"),
                row.getString("org_id"),
                row.getString("label"),
                Role.valueOf(row.getString("role")),
                row.getString("hash"),
                made,
                row.getString("expires") == null ? made.plus(Tokens.LONGEST) : Times.instant(row, "expires"),
                row.getString("used") == null ? null : Times.instant(row, "used"),
                row.getInt("revoked") == 1);
    }
}
