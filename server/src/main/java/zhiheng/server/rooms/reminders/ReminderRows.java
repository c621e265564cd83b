package zhiheng.server.rooms.reminders;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Ids;
import zhiheng.base.Text;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;
import zhiheng.server.ground.tell.Tiding;

/** What people were told. The key of person, thing and step is the database's: whoever writes it twice, it stands once. */
record ReminderRows(Db db, Ids ids, Clock clock) {
    static final String LATE = "late/";
    private static final String COLUMNS =
            "id, kind, urgent, step, title_zh, title_en, detail_zh, detail_en, href, day, zone, made, read_at";

    /** Something for one person. @param mail whether the person wants e-mail now */
    record New(String person, Tiding tiding, String step, boolean mail) {}

    Map<String, String> places() {
        return db
                .read(c -> Sql.list(
                        c,
                        "SELECT source, place FROM reminder_place",
                        row -> Map.entry(row.getString(1), row.getString(2))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Writes what is new and how far the source was read: all or nothing. @return how many were new */
    int add(List<New> all, String source, String place) {
        return db.write(c -> {
            int added = 0;
            for (var one : all) {
                added += add(c, one);
            }
            Sql.update(
                    c,
                    "INSERT INTO reminder_place (source, place) VALUES (?, ?)"
                            + " ON CONFLICT (source) DO UPDATE SET place = excluded.place",
                    source,
                    place);
            return added;
        });
    }

    private int add(Connection c, New one) throws SQLException {
        var t = one.tiding();
        return Sql.update(
                c,
                "INSERT INTO reminder (person_id, thing, mail, " + COLUMNS + ")"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)"
                        + " ON CONFLICT (person_id, thing, step) DO NOTHING",
                one.person(),
                t.thing(),
                one.mail() ? "" : "-",
                ids.next(),
                t.kind(),
                t.urgent(),
                one.step(),
                t.title().zh(),
                t.title().en(),
                t.detail().zh(),
                t.detail().en(),
                t.href(),
                t.day(),
                t.zone() == null ? "" : t.zone().getId(),
                clock.instant());
    }

    /** Of one person, the newest first. */
    List<Reminder> of(String person, @Nullable String before, boolean unread, int limit) {
        return db.read(c -> Sql.list(
                c,
                "SELECT " + COLUMNS + " FROM reminder WHERE person_id = ? AND id < ?"
                        + (unread ? " AND read_at IS NULL" : "") + " ORDER BY id DESC LIMIT ?",
                ReminderRows::read,
                person,
                before == null ? "~" : before,
                limit));
    }

    long unread(String person, int most) {
        return db.read(c -> Sql.number(
                c,
                "SELECT COUNT(*) FROM (SELECT 1 AS one FROM reminder WHERE person_id = ? AND read_at IS NULL LIMIT ?)"
                        + " AS new",
                person,
                most));
    }

    /** Marks one, or up to and with one all that are older: seen. */
    int seen(String person, String id, boolean older) {
        return db.write(c -> Sql.update(
                c,
                "UPDATE reminder SET read_at = ? WHERE person_id = ? AND read_at IS NULL AND id " + (older ? "<=" : "=")
                        + " ?",
                clock.instant(),
                person,
                id));
    }

    /** Who has something that waits for an e-mail. */
    List<String> waiting() {
        return db.read(
                c -> Sql.list(c, "SELECT DISTINCT person_id FROM reminder WHERE mail = ''", row -> row.getString(1)));
    }

    static List<Reminder> waiting(Connection c, String person, boolean urgentOnly, int most) throws SQLException {
        return Sql.list(
                c,
                "SELECT " + COLUMNS + " FROM reminder WHERE person_id = ? AND mail = ''"
                        + (urgentOnly ? " AND urgent = 1" : "") + " ORDER BY urgent DESC, day, id LIMIT ?",
                ReminderRows::read,
                person,
                most);
    }

    /** Reminders name the system. They and the e-mails that hold them go, sent ones too; the rest of an unsent e-mail is written anew. */
    static void forget(TxSql sql, String system) {
        var about = "(href LIKE ? OR thing IN (SELECT 'alert/' || id FROM alert WHERE system = ?)"
                + " OR href IN (SELECT '/cases/' || id FROM moved_case WHERE system = ?))";
        var values = new Object[] {"/systems/" + system + "%", system, system};
        for (var mail : sql.list(
                "SELECT DISTINCT mail FROM reminder WHERE mail NOT IN ('', '-') AND " + about,
                row -> row.getString(1),
                values)) {
            sql.update("UPDATE reminder_mail SET subject = '' WHERE id = ? AND state <> 'WAITING'", mail);
            if (!sql.list(
                            "SELECT id FROM reminder_mail WHERE id = ? AND state = 'WAITING'",
                            row -> row.getString(1),
                            mail)
                    .isEmpty()) {
                sql.update("UPDATE reminder SET mail = '' WHERE mail = ?", mail);
                sql.update("DELETE FROM reminder_mail WHERE id = ?", mail);
            }
        }
        sql.update(
                "UPDATE reminder SET title_zh = '', title_en = '', detail_zh = '', detail_en = '', mail = CASE WHEN"
                        + " mail = '' THEN '-' ELSE mail END, read_at = COALESCE(read_at, made) WHERE "
                        + about,
                values);
    }

    static Reminder read(ResultSet row) throws SQLException {
        var read = row.getString("read_at");
        var zone = row.getString("zone");
        return new Reminder(
                row.getString("id"),
                Tiding.Kind.valueOf(row.getString("kind")),
                row.getInt("urgent") == 1,
                row.getString("step").startsWith(LATE),
                new Text(row.getString("title_zh"), row.getString("title_en")),
                new Text(row.getString("detail_zh"), row.getString("detail_en")),
                row.getString("href"),
                Times.date(row, "day"),
                zone.isEmpty() ? null : ZoneId.of(zone),
                Times.instant(row, "made"),
                read == null ? null : java.time.Instant.parse(read));
    }
}
