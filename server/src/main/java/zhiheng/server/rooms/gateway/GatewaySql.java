package zhiheng.server.rooms.gateway;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.SqlTransaction;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** SQL of the gateway's keys and routes, inside an office transaction. Knows hashes and ciphertexts, never secrets. */
public final class GatewaySql {
    /** A key as stored. @param tenant for whom alone it calls; "" for any */
    public record KeyRow(
            String id, String system, String label, String hash, Instant createdAt, boolean revoked, String tenant) {}

    /** A route as stored; {@code upstreams} is JSON with encrypted keys, {@code version} is 1 for the first. */
    public record RouteRow(String system, int attempts, String fallbackModel, String upstreams, long version) {}

    private final TxSql sql;

    private GatewaySql(TxSql sql) {
        this.sql = sql;
    }

    /** The rows of the same transaction; {@code tx} must be a {@link SqlTransaction}. */
    public static GatewaySql in(Transaction tx) {
        return new GatewaySql(TxSql.in(tx));
    }

    public void addKey(KeyRow k) {
        sql.update(
                "INSERT INTO gateway_key (id, system, label, hash, created_at, revoked, tenant) VALUES (?, ?, ?, ?, ?, ?, ?)",
                k.id(),
                k.system(),
                k.label(),
                k.hash(),
                k.createdAt(),
                k.revoked(),
                k.tenant());
    }

    public List<KeyRow> keys() {
        return sql.list(
                "SELECT id, system, label, hash, created_at, revoked, tenant FROM gateway_key ORDER BY id",
                GatewaySql::key);
    }

    public Optional<KeyRow> key(String id) {
        return sql
                .list(
                        "SELECT id, system, label, hash, created_at, revoked, tenant FROM gateway_key WHERE id = ?",
                        GatewaySql::key,
                        id)
                .stream()
                .findFirst();
    }

    public void revokeKey(String id) {
        sql.update("UPDATE gateway_key SET revoked = 1 WHERE id = ?", id);
    }

    public void setRoute(RouteRow r) {
        sql.update(
                "INSERT INTO gateway_route (system, attempts, fallback_model, upstreams, version)"
                        + " VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (system) DO UPDATE SET attempts = excluded.attempts,"
                        + " fallback_model = excluded.fallback_model, upstreams = excluded.upstreams,"
                        + " version = excluded.version",
                r.system(),
                r.attempts(),
                r.fallbackModel(),
                r.upstreams(),
                r.version());
    }

    /** The number of a system's route, 0 where there is none. */
    public long routeVersion(String system) {
        return sql
                .list("SELECT version FROM gateway_route WHERE system = ?", row -> row.getLong("version"), system)
                .stream()
                .findFirst()
                .orElse(0L);
    }

    public List<RouteRow> routes() {
        return sql.list(
                "SELECT system, attempts, fallback_model, upstreams, version FROM gateway_route ORDER BY system",
                row -> new RouteRow(
                        row.getString("system"),
                        row.getInt("attempts"),
                        row.getString("fallback_model"),
                        row.getString("upstreams"),
                        row.getLong("version")));
    }

    private static KeyRow key(ResultSet row) throws SQLException {
        return new KeyRow(
                row.getString("id"),
                row.getString("system"),
                row.getString("label"),
                row.getString("hash"),
                Times.instant(row, "created_at"),
                row.getInt("revoked") == 1,
                row.getString("tenant"));
    }
}
