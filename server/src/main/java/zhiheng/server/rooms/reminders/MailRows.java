package zhiheng.server.rooms.reminders;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Ids;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;

/** E-mails that wait, and what became of the others. Whoever sends one has claimed it first. */
record MailRows(Db db, Ids ids, Clock clock) {
    /** Longer than a try takes: a claim that is older is of a server that died. */
    private static final Duration CLAIM = Duration.ofSeconds(Mailer.TIMEOUT_SECONDS * 4L);

    private static final String COLUMNS = "id, person_id, slot, address, subject, body, tries, made";

    /** What administrators see of one. @param done when it came to an end; null while it waits */
    record Told(
            String id,
            String person,
            String slot,
            String address,
            String state,
            Instant made,
            int tries,
            Instant next,
            @Nullable Instant done,
            String trouble) {}

    /** @param troubled of those that wait, how many failed at least once; failed: given up in the last day */
    record Counts(long waiting, long troubled, long sent, long failed, String trouble) {}

    /** @return the mail's id; empty where the person has one in that slot already */
    Optional<String> add(Connection c, String person, String slot, String address, String subject, String body)
            throws SQLException {
        var id = ids.next();
        int added = Sql.update(
                c,
                "INSERT INTO reminder_mail (id, person_id, slot, address, subject, body, state, made, tries, next_try,"
                        + " trouble) VALUES (?, ?, ?, ?, ?, ?, 'WAITING', ?, 0, ?, '') ON CONFLICT (person_id, slot) DO"
                        + " NOTHING",
                id,
                person,
                slot,
                address,
                subject,
                body,
                clock.instant(),
                clock.instant());
        return added == 1 ? Optional.of(id) : Optional.empty();
    }

    static boolean has(Connection c, String person, String slot) throws SQLException {
        return Sql.number(c, "SELECT COUNT(*) FROM reminder_mail WHERE person_id = ? AND slot = ?", person, slot) > 0;
    }

    /** How many confirmations somebody asked for since. */
    static long confirmations(Connection c, String person, Instant since) throws SQLException {
        return Sql.number(
                c,
                "SELECT COUNT(*) FROM reminder_mail WHERE person_id = ? AND slot LIKE 'confirm/%' AND made > ?",
                person,
                since);
    }

    /** The next that is due, for this caller alone. */
    Optional<Mail> claim() {
        return db.write(c -> {
            var now = clock.instant();
            var next = Sql.one(
                    c,
                    "SELECT " + COLUMNS + ", next_try FROM reminder_mail WHERE state = 'WAITING' AND next_try <= ?"
                            + " ORDER BY next_try, id LIMIT 1",
                    MailRows::read,
                    now);
            if (next.isEmpty()) {
                return next;
            }
            int claimed = Sql.update(
                    c,
                    "UPDATE reminder_mail SET tries = tries + 1, next_try = ? WHERE id = ? AND state = 'WAITING' AND"
                            + " tries = ?",
                    now.plus(CLAIM),
                    next.get().id(),
                    next.get().tries() - 1);
            return claimed == 1 ? next : Optional.<Mail>empty();
        });
    }

    private static Mail read(ResultSet row) throws SQLException {
        return new Mail(
                row.getString("id"),
                row.getString("person_id"),
                row.getString("slot"),
                row.getString("address"),
                row.getString("subject"),
                row.getString("body"),
                row.getInt("tries") + 1,
                Times.instant(row, "made"));
    }

    /** It came to an end: SENT, FAILED or DROPPED; its words go. */
    void end(Mail mail, String state, String trouble) {
        db.write(c -> Sql.update(
                c,
                "UPDATE reminder_mail SET state = ?, body = '', done = ?, trouble = ? WHERE id = ?",
                state,
                clock.instant(),
                trouble,
                mail.id()));
    }

    void later(Mail mail, Instant next, String trouble) {
        db.write(c -> Sql.update(
                c, "UPDATE reminder_mail SET next_try = ?, trouble = ? WHERE id = ?", next, trouble, mail.id()));
    }

    /** All that waits is tried now. */
    int hurry() {
        return db.write(
                c -> Sql.update(c, "UPDATE reminder_mail SET next_try = ? WHERE state = 'WAITING'", clock.instant()));
    }

    Counts counts() {
        var since = clock.instant().minus(Duration.ofDays(1));
        return db.read(c -> new Counts(
                Sql.number(c, "SELECT COUNT(*) FROM reminder_mail WHERE state = 'WAITING'"),
                Sql.number(c, "SELECT COUNT(*) FROM reminder_mail WHERE state = 'WAITING' AND trouble <> ''"),
                Sql.number(c, "SELECT COUNT(*) FROM reminder_mail WHERE state = 'SENT' AND done > ?", since),
                Sql.number(c, "SELECT COUNT(*) FROM reminder_mail WHERE state = 'FAILED' AND done > ?", since),
                Sql.one(
                                c,
                                "SELECT trouble FROM reminder_mail WHERE state = 'WAITING' AND trouble <> ''"
                                        + " ORDER BY id DESC LIMIT 1",
                                row -> row.getString(1))
                        .orElse("")));
    }

    /** What waits or failed, the newest first. */
    List<Told> troubled(int limit) {
        return db.read(c -> Sql.list(
                c,
                "SELECT id, person_id, slot, address, state, made, tries, next_try, done, trouble FROM reminder_mail"
                        + " WHERE state IN ('WAITING', 'FAILED') ORDER BY id DESC LIMIT ?",
                row -> {
                    var done = row.getString("done");
                    return new Told(
                            row.getString("id"),
                            row.getString("person_id"),
                            row.getString("slot"),
                            row.getString("address"),
                            row.getString("state"),
                            Times.instant(row, "made"),
                            row.getInt("tries"),
                            Times.instant(row, "next_try"),
                            done == null ? null : Instant.parse(done),
                            row.getString("trouble"));
                },
                limit));
    }
}
