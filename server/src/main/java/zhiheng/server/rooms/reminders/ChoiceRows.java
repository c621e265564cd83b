package zhiheng.server.rooms.reminders;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import zhiheng.base.Refusal;
import zhiheng.server.ground.identity.Secrets;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;

/** What people chose, and the open confirmations of their addresses. */
record ChoiceRows(Db db, Clock clock) {
    private static final Duration LINK = Duration.ofDays(1);
    private static final String COLUMNS = "mail, address, confirmed, language, zone, hour, quiet_from, quiet_to,"
            + " urgent_passes, days_ahead, version";

    Optional<Choice> of(String person) {
        return db.read(c -> of(c, person));
    }

    static Optional<Choice> of(Connection c, String person) throws SQLException {
        return Sql.one(c, "SELECT " + COLUMNS + " FROM reminder_choice WHERE person_id = ?", ChoiceRows::read, person);
    }

    Map<String, Choice> all() {
        var all = new HashMap<String, Choice>();
        db.read(c -> Sql.list(
                c,
                "SELECT person_id, " + COLUMNS + " FROM reminder_choice",
                row -> all.put(row.getString("person_id"), read(row))));
        return all;
    }

    private static Choice read(ResultSet row) throws SQLException {
        var from = row.getString("quiet_from");
        return new Choice(
                row.getInt("mail") == 1,
                row.getString("address"),
                row.getInt("confirmed") == 1,
                row.getString("language"),
                ZoneId.of(row.getString("zone")),
                row.getInt("hour"),
                from.isEmpty()
                        ? Quiet.NONE
                        : new Quiet(LocalTime.parse(from), LocalTime.parse(row.getString("quiet_to"))),
                row.getInt("urgent_passes") == 1,
                row.getInt("days_ahead"),
                row.getLong("version"));
    }

    /**
     * Stores a choice made from {@code choice.version()}. Another address than before is to be confirmed.
     *
     * @param secret of the link that confirms it; "" keeps what is open
     */
    static void put(Connection c, String person, Choice choice, String secret, java.time.Instant now)
            throws SQLException {
        var quiet = choice.quiet();
        int stored = choice.version() == 0
                ? Sql.update(
                        c,
                        "INSERT INTO reminder_choice (person_id, token, token_ends, " + COLUMNS
                                + ") VALUES (?, '', '', 0, '', 0, 'zh', 'UTC', 0, '', '', 0, 0, 0)"
                                + " ON CONFLICT (person_id) DO NOTHING",
                        person)
                : 1;
        int changed = Sql.update(
                c,
                "UPDATE reminder_choice SET mail = ?, address = ?, confirmed = ?, language = ?, zone = ?, hour = ?,"
                        + " quiet_from = ?, quiet_to = ?, urgent_passes = ?, days_ahead = ?, version = version + 1"
                        + " WHERE person_id = ? AND version = ?",
                choice.mail(),
                choice.address(),
                choice.confirmed(),
                choice.language(),
                choice.zone().getId(),
                choice.hour(),
                quiet.none() ? "" : quiet.from().toString(),
                quiet.none() ? "" : quiet.to().toString(),
                choice.urgentPasses(),
                choice.daysAhead(),
                person,
                choice.version());
        if (stored + changed < 2) {
            throw Refusal.conflict(
                    "您已在别处修改过这些选择，请核对后再保存。",
                    "You changed these choices elsewhere meanwhile; compare, then save again.");
        }
        if (!secret.isEmpty()) {
            Sql.update(
                    c,
                    "UPDATE reminder_choice SET token = ?, token_ends = ? WHERE person_id = ?",
                    Secrets.hash(secret),
                    now.plus(LINK),
                    person);
        }
    }

    /** The address that a link confirms; empty for one that is over or was never made. */
    Optional<String> toConfirm(String secret) {
        return db.read(c -> Sql.one(
                c,
                "SELECT address FROM reminder_choice WHERE token = ? AND token_ends > ? AND token <> ''",
                row -> row.getString(1),
                Secrets.hash(secret),
                clock.instant()));
    }

    /** @return false for a link that is over or was never made */
    boolean confirm(String secret) {
        return db.write(c -> Sql.update(
                        c,
                        "UPDATE reminder_choice SET confirmed = 1, token = '', version = version + 1"
                                + " WHERE token = ? AND token_ends > ? AND token <> ''",
                        Secrets.hash(secret),
                        clock.instant()))
                == 1;
    }

    /** No e-mail any more; what waits for one is told on the page alone. */
    void stop(String person) {
        db.write(c -> {
            Sql.update(
                    c,
                    "UPDATE reminder_choice SET mail = 0, version = version + 1 WHERE person_id = ? AND mail = 1",
                    person);
            Sql.update(c, "UPDATE reminder SET mail = '-' WHERE person_id = ? AND mail = ''", person);
            return Sql.update(
                    c,
                    "UPDATE reminder_mail SET state = 'DROPPED', body = '', done = ? WHERE person_id = ? AND state ="
                            + " 'WAITING'",
                    clock.instant(),
                    person);
        });
    }
}
