package zhiheng.server.rooms.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Act;
import zhiheng.office.acts.ActRow;
import zhiheng.office.acts.LogSeal;
import zhiheng.office.acts.Words;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;

/** SQL of acts, the outbox to the ledger. */
final class ActSql {
    private static final String COLUMNS =
            "id, time, actor, name, subject, system_id, evidence_sha256, body, ledger_from, ledger_index";

    /** The ledger's order, which no clock can turn; what is not in it yet is newer than all that is. */
    private static final String NEWEST_FIRST = "COALESCE(ledger_index, 9223372036854775807) DESC, id DESC";

    private static final String PLACE = "UPDATE act SET ledger_index = ? WHERE id = ?";

    private static final String VALUES = "INSERT INTO act (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ";

    private ActSql() {}

    static void add(Connection c, Act act) throws SQLException {
        Sql.later(c, VALUES + "NULL)", values(act, 0));
    }

    /** The greatest index is asked for by itself, so that it is read from the end of its own index. */
    static long addNumbered(Connection c, Act act, long least) throws SQLException {
        var values = values(act, 2);
        values[values.length - 2] = least;
        values[values.length - 1] = least;
        return Sql.number(
                c,
                VALUES
                        + "(SELECT CASE WHEN last.place >= ? THEN last.place + 1 ELSE ? END"
                        + " FROM (SELECT MAX(ledger_index) AS place FROM act) AS last)) RETURNING ledger_index",
                values);
    }

    private static @Nullable Object[] values(Act act, int more) {
        return Arrays.copyOf(
                new Object[] {
                    act.id(),
                    act.time(),
                    act.actor(),
                    act.name(),
                    act.subject(),
                    act.systemId(),
                    act.evidenceSha256(),
                    act.body(),
                    act.ledgerFrom()
                },
                9 + more);
    }

    static boolean appended(Connection c, String id, long index) throws SQLException {
        return Sql.update(c, PLACE, index, id) == 1;
    }

    static void appended(Connection c, Map<String, Long> places) throws SQLException {
        Sql.laterAll(
                c,
                PLACE,
                places.entrySet().stream()
                        .map(place -> Sql.row(place.getValue(), place.getKey()))
                        .toList());
    }

    static List<Act> pending(Connection c) throws SQLException {
        return Sql.list(
                c,
                "SELECT " + COLUMNS + " FROM act WHERE ledger_index IS NULL ORDER BY id",
                row -> read(row).act());
    }

    /** The newest, oldest of them first. */
    static List<ActRow> of(Connection c, String systemId, int limit) throws SQLException {
        return Sql.list(
                        c,
                        "SELECT " + COLUMNS + " FROM act WHERE system_id = ? ORDER BY " + NEWEST_FIRST + " LIMIT ?",
                        ActSql::read,
                        systemId,
                        limit)
                .reversed();
    }

    /** All of that name, the oldest first. */
    static List<ActRow> named(Connection c, String systemId, String name) throws SQLException {
        return Sql.list(
                        c,
                        "SELECT " + COLUMNS + " FROM act WHERE system_id = ? AND name = ? ORDER BY " + NEWEST_FIRST,
                        ActSql::read,
                        systemId,
                        name)
                .reversed();
    }

    static Optional<ActRow> last(Connection c, String systemId, String name) throws SQLException {
        return Sql.one(
                c,
                "SELECT " + COLUMNS + " FROM act WHERE system_id = ? AND name = ? ORDER BY " + NEWEST_FIRST
                        + " LIMIT 1",
                ActSql::read,
                systemId,
                name);
    }

    static Optional<ActRow> last(Connection c, String systemId, String name, String subject) throws SQLException {
        return Sql.one(
                c,
                "SELECT " + COLUMNS + " FROM act WHERE system_id = ? AND name = ? AND subject = ? ORDER BY "
                        + NEWEST_FIRST + " LIMIT 1",
                ActSql::read,
                systemId,
                name,
                subject);
    }

    static List<ActRow> lastOfEach(Connection c, String name) throws SQLException {
        return Sql.list(
                c,
                "SELECT " + COLUMNS
                        + " FROM act WHERE ledger_index IN (SELECT MAX(ledger_index) FROM act WHERE name = ?"
                        + " AND ledger_index IS NOT NULL GROUP BY system_id) ORDER BY ledger_index",
                ActSql::read,
                name);
    }

    static Optional<ActRow> act(Connection c, String id) throws SQLException {
        return Sql.one(c, "SELECT " + COLUMNS + " FROM act WHERE id = ?", ActSql::read, id);
    }

    static List<ActRow> from(Connection c, long index, int limit) throws SQLException {
        return Sql.list(
                c,
                "SELECT " + COLUMNS + " FROM act WHERE ledger_index >= ? ORDER BY ledger_index LIMIT ?",
                ActSql::read,
                index,
                limit);
    }

    static long entries(Connection c) throws SQLException {
        return Sql.number(c, "SELECT COALESCE(MAX(ledger_index) + 1, 0) FROM act");
    }

    static String newest(Connection c) throws SQLException {
        return Sql.one(c, "SELECT COALESCE(MAX(id), '') FROM act", row -> row.getString(1))
                .orElse("");
    }

    static void addWords(Connection c, Words.Row words) throws SQLException {
        Sql.later(
                c,
                "INSERT INTO act_words (act_id, member, salt, text) VALUES (?, ?, ?, ?)",
                words.actId(),
                words.member(),
                words.salt(),
                words.text());
    }

    static List<Words.Row> words(Connection c, String actId) throws SQLException {
        return Sql.list(
                c,
                "SELECT act_id, member, salt, text FROM act_words WHERE act_id = ? ORDER BY member",
                row -> new Words.Row(
                        row.getString("act_id"), row.getString("member"), row.getString("salt"), row.getString("text")),
                actId);
    }

    static int eraseWords(Connection c, String actId) throws SQLException {
        return Sql.update(c, "UPDATE act_words SET salt = '', text = '' WHERE act_id = ?", actId);
    }

    static Optional<LogSeal> seal(Connection c) throws SQLException {
        return Sql.one(
                c,
                "SELECT verifier_key, size, root FROM log_seal",
                row -> new LogSeal(row.getString("verifier_key"), row.getLong("size"), row.getString("root")));
    }

    static void seal(Connection c, LogSeal seal) throws SQLException {
        Sql.later(
                c,
                "INSERT INTO log_seal (one, verifier_key, size, root) VALUES (1, ?, ?, ?) ON CONFLICT (one) DO UPDATE"
                        + " SET verifier_key = excluded.verifier_key, size = excluded.size, root = excluded.root WHERE"
                        + " log_seal.size < excluded.size",
                seal.verifierKey(),
                seal.size(),
                seal.root());
    }

    static List<ActRow> latest(Connection c, int limit) throws SQLException {
        return Sql.list(
                c,
                "SELECT " + COLUMNS + " FROM act WHERE ledger_index IS NOT NULL ORDER BY ledger_index DESC LIMIT ?",
                ActSql::read,
                limit);
    }

    private static ActRow read(ResultSet row) throws SQLException {
        var act = new Act(
                row.getString("id"),
                Times.instant(row, "time"),
                row.getString("actor"),
                row.getString("name"),
                row.getString("subject"),
                row.getString("system_id"),
                row.getString("evidence_sha256"),
                row.getString("body"),
                row.getLong("ledger_from"));
        return new ActRow(act, Sql.ledgerIndex(row));
    }
}
