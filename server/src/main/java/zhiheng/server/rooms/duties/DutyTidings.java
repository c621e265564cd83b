package zhiheng.server.rooms.duties;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import zhiheng.base.Text;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.tell.Audience;
import zhiheng.server.ground.tell.Tiding;
import zhiheng.server.ground.tell.Tidings;

/** What falls due under the law: duties, evidence that expires, exemptions that end. Read in the order of the last day, a page at a time. */
record DutyTidings(Kind kind, Db db, PackLibrary library) implements Tidings {
    private static final int ROWS = 500;
    /** As much of a day's text as is the day itself; for the order behind it see the registry. */
    private static final int DAY = 10;

    /** Between the members of a place; sorts before everything that ids hold. */
    private static final String CUT = " ";

    /** What is read, and the statement that reads it. */
    enum Kind {
        DUE("""
            SELECT l.sort_due AS day, l.system_id, l.duty AS id, l.duty, l.pack, '' AS title, l.assignee,
                l.org_id, s.name AS system, o.name AS org
            FROM duty_line l JOIN ai_system s ON s.id = l.system_id JOIN org o ON o.id = l.org_id
            WHERE l.pending = 1 AND l.obligation = 1 AND l.sort_due >= ? AND l.sort_due < ?
                AND (l.sort_due, l.system_id, l.duty) > (?, ?, ?)
            ORDER BY l.sort_due, l.system_id, l.duty LIMIT ?
            """),
        /** A document once for each person who looks after duties that it serves, however many they are. */
        EVIDENCE("""
            SELECT d.sort_expires AS day, d.id AS system_id, l.assignee AS id, MIN(l.duty) AS duty, MIN(l.pack) AS pack,
                d.title, l.assignee, d.org_id, '' AS system, o.name AS org, COUNT(*) AS serves
            FROM document d JOIN evidence e ON e.document = d.id
                JOIN duty_line l ON l.system_id = e.system_id AND l.duty = e.duty
                JOIN org o ON o.id = d.org_id
            WHERE d.sort_expires >= ? AND d.sort_expires < ? AND d.standing > 0 AND e.withdrawn IS NULL
                AND (d.sort_expires, d.id, l.assignee) > (?, ?, ?)
            GROUP BY d.sort_expires, d.id, d.title, d.org_id, o.name, l.assignee
            ORDER BY d.sort_expires, d.id, l.assignee LIMIT ?
            """),
        EXEMPTION("""
            SELECT m.until AS day, m.system_id, m.duty AS id, m.duty, l.pack, '' AS title, m.assignee,
                l.org_id, s.name AS system, o.name AS org
            FROM duty_mark m JOIN ai_system s ON s.id = m.system_id
                JOIN duty_line l ON l.system_id = m.system_id AND l.duty = m.duty
                JOIN org o ON o.id = l.org_id
            WHERE m.state = 'EXEMPTED' AND m.until >= ? AND m.until < ?
                AND (m.until, m.system_id, m.duty) > (?, ?, ?)
            ORDER BY m.until, m.system_id, m.duty LIMIT ?
            """);

        final String sql;

        Kind(String sql) {
            this.sql = sql;
        }
    }

    private record Row(Tiding tiding, String place) {}

    static List<Tidings> all(Db db, PackLibrary library) {
        return List.of(
                new DutyTidings(Kind.DUE, db, library),
                new DutyTidings(Kind.EVIDENCE, db, library),
                new DutyTidings(Kind.EXEMPTION, db, library));
    }

    @Override
    public String name() {
        return "duties." + kind.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Look look(String place, Window window) {
        var after = place.isEmpty() ? new String[] {"", "", ""} : place.split(CUT, 3);
        var rows = db.read(c ->
                Sql.list(c, kind.sql, this::row, window.from(), window.before(), after[0], after[1], after[2], ROWS));
        var found = rows.stream().map(Row::tiding).toList();
        return rows.size() < ROWS
                ? Look.all(found)
                : new Look(found, rows.getLast().place(), true);
    }

    private Row row(ResultSet row) throws SQLException {
        var key = row.getString("day");
        var day = key.substring(0, DAY);
        var system = row.getString("system_id");
        var duty = row.getString("duty");
        var id = row.getString("id");
        var head = library.duty(row.getString("pack"), duty);
        var title = head == null ? new Text(duty, duty) : head.title();
        var where = row.getString("system") + " · " + row.getString("org");
        var article = head == null ? "" : head.article();
        var to = Audience.of(row.getString("org_id"), row.getString("assignee"));
        var path = "/systems/" + system + "/duties/" + duty;
        var tiding = switch (kind) {
            case DUE ->
                Tiding.by(
                        LocalDate.parse(day),
                        Tiding.Kind.DUTY,
                        "duty/" + system + "/" + duty,
                        title,
                        cited(where, article),
                        path,
                        to);
            case EVIDENCE ->
                Tiding.by(
                        LocalDate.parse(day),
                        Tiding.Kind.EVIDENCE,
                        "document/" + system,
                        new Text(row.getString("title"), row.getString("title")),
                        served(row.getInt("serves"), row.getString("org")),
                        "/documents/" + system,
                        to);
            case EXEMPTION ->
                Tiding.by(
                        LocalDate.parse(day),
                        Tiding.Kind.EXEMPTION,
                        "exemption/" + system + "/" + duty,
                        title,
                        cited(where, article),
                        path,
                        to.andOfficers());
        };
        return new Row(tiding.in(library.zone(row.getString("pack"))), key + CUT + system + CUT + id);
    }

    private static Text served(int duties, String org) {
        return new Text(
                "用于 " + duties + " 项义务 · " + org,
                (duties == 1 ? "serves 1 duty" : "serves " + duties + " duties") + " · " + org);
    }

    /** Chinese packs write an article in both languages, "第二条 · Article 2". */
    private static Text cited(String where, String article) {
        int cut = article.indexOf(" · ");
        return article.isEmpty()
                ? new Text(where, where)
                : new Text(
                        where + " · " + (cut < 0 ? article : article.substring(0, cut)),
                        where + " · " + (cut < 0 ? article : article.substring(cut + 3)));
    }
}
