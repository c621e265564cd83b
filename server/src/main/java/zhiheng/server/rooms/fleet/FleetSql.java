package zhiheng.server.rooms.fleet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** SQL of tokens, gateways and what is agreed with them. Knows hashes, never tokens. */
record FleetSql(TxSql sql) {
    /** A token by which gateways enrol. */
    record Token(
            String id,
            String label,
            @Nullable List<String> systems,
            Instant createdAt,
            Instant expiresAt,
            boolean revoked) {}

    private static final String TOKEN = "SELECT id, label, systems, created_at, expires_at, revoked FROM fleet_token";
    private static final String MEMBER =
            "SELECT id, token, name, systems, enrolled_at, seen_at, version, revoked FROM fleet_gateway";

    static FleetSql in(Transaction tx) {
        return new FleetSql(TxSql.in(tx));
    }

    void add(Token t, String hash) {
        sql.update(
                "INSERT INTO fleet_token (id, label, hash, systems, created_at, expires_at, revoked)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                t.id(),
                t.label(),
                hash,
                Member.column(t.systems()),
                t.createdAt(),
                t.expiresAt(),
                t.revoked());
    }

    List<Token> tokens() {
        return sql.list(TOKEN + " ORDER BY id DESC", FleetSql::token);
    }

    Optional<Token> tokenOf(String hash) {
        return sql.list(TOKEN + " WHERE hash = ?", FleetSql::token, hash).stream()
                .findFirst();
    }

    /** @return whether there was one to revoke */
    boolean revokeToken(String id) {
        return sql.update("UPDATE fleet_token SET revoked = 1 WHERE id = ? AND revoked = 0", id) > 0;
    }

    private static Token token(ResultSet row) throws SQLException {
        return new Token(
                row.getString("id"),
                row.getString("label"),
                Member.systems(row.getString("systems")),
                Times.instant(row, "created_at"),
                Times.instant(row, "expires_at"),
                row.getInt("revoked") == 1);
    }

    void add(Member m, String hash) {
        sql.update(
                "INSERT INTO fleet_gateway (id, token, name, hash, systems, enrolled_at, seen_at, version, boot, turn,"
                        + " revoked) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', 0, ?)",
                m.id(),
                m.token(),
                m.name(),
                hash,
                Member.column(m.systems()),
                m.enrolledAt(),
                m.seenAt(),
                m.version(),
                m.revoked());
    }

    List<Member> members() {
        return sql.list(MEMBER + " ORDER BY id", FleetSql::member);
    }

    Optional<Member> memberOf(String hash) {
        return sql.list(MEMBER + " WHERE hash = ?", FleetSql::member, hash).stream()
                .findFirst();
    }

    boolean revokeMember(String id) {
        return sql.update("UPDATE fleet_gateway SET revoked = 1 WHERE id = ? AND revoked = 0", id) > 0;
    }

    void seen(String id, String version, Instant now) {
        sql.update("UPDATE fleet_gateway SET seen_at = ?, version = ? WHERE id = ?", now, version, id);
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(
                row.getString("id"),
                row.getString("token"),
                row.getString("name"),
                Member.systems(row.getString("systems")),
                Times.instant(row, "enrolled_at"),
                Times.instant(row, "seen_at"),
                row.getString("version"),
                row.getInt("revoked") == 1);
    }

    CutOff cutOff() {
        return sql
                .list(
                        "SELECT after_seconds, state, stop_seconds FROM fleet_cut_off WHERE one = 1",
                        row -> CutOff.of(
                                row.getLong("after_seconds"), row.getString("state"), row.getLong("stop_seconds")))
                .stream()
                .findFirst()
                .orElse(CutOff.DEFAULT);
    }

    void set(CutOff c) {
        sql.update(
                "INSERT INTO fleet_cut_off (one, after_seconds, state, stop_seconds) VALUES (1, ?, ?, ?)"
                        + " ON CONFLICT (one) DO UPDATE SET after_seconds = excluded.after_seconds,"
                        + " state = excluded.state, stop_seconds = excluded.stop_seconds",
                c.after().toSeconds(),
                c.stateId(),
                c.stop().toSeconds());
    }

    /** Public and locked private key; empty before the first. */
    Optional<String[]> key() {
        return sql
                .list("SELECT public_key, private_key FROM fleet_key WHERE one = 1", row ->
                        new String[] {row.getString("public_key"), row.getString("private_key")})
                .stream()
                .findFirst();
    }

    void addKey(String publicKey, String locked) {
        sql.update(
                "INSERT INTO fleet_key (one, public_key, private_key) VALUES (1, ?, ?) ON CONFLICT (one) DO NOTHING",
                publicKey,
                locked);
    }
}
