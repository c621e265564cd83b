package zhiheng.server.ground.identity;

import java.util.Optional;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.TxSql;

/** SQL of second factors, inside an office transaction. */
record FactorSql(TxSql sql) {
    /** A factor as stored; {@code secret} is sealed. */
    record FactorRow(String personId, String secret, boolean confirmed, long lastStep) {}

    static FactorSql in(Transaction tx) {
        return new FactorSql(TxSql.in(tx));
    }

    Optional<FactorRow> of(String personId) {
        return sql
                .list(
                        "SELECT person_id, secret, confirmed, last_step FROM second_factor WHERE person_id = ?",
                        row -> new FactorRow(
                                row.getString("person_id"),
                                row.getString("secret"),
                                row.getInt("confirmed") == 1,
                                row.getLong("last_step")),
                        personId)
                .stream()
                .findFirst();
    }

    void put(FactorRow factor) {
        sql.update("DELETE FROM second_factor WHERE person_id = ?", factor.personId());
        sql.update(
                "INSERT INTO second_factor (person_id, secret, confirmed, last_step) VALUES (?, ?, ?, ?)",
                factor.personId(),
                factor.secret(),
                factor.confirmed(),
                factor.lastStep());
    }

    void remove(String personId) {
        sql.update("DELETE FROM second_factor WHERE person_id = ?", personId);
        sql.update("DELETE FROM recovery_code WHERE person_id = ?", personId);
    }

    void addRecovery(String personId, String hash) {
        sql.update("INSERT INTO recovery_code (hash, person_id) VALUES (?, ?)", hash, personId);
    }

    /** Whether there was such a code; it is used up. */
    boolean useRecovery(String personId, String hash) {
        var there = !sql.list(
                        "SELECT hash FROM recovery_code WHERE person_id = ? AND hash = ?",
                        row -> row.getString("hash"),
                        personId,
                        hash)
                .isEmpty();
        sql.update("DELETE FROM recovery_code WHERE person_id = ? AND hash = ?", personId, hash);
        return there;
    }
}
