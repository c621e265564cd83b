package zhiheng.server.rooms.amendments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Transaction;
import zhiheng.packs.LibraryText;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** The statements on wordings of the packs, amendments and notices. */
record AmendmentRows(TxSql sql) {
    private static final String AMENDMENT =
            "SELECT id, was, became, noticed, packs, place, done, since FROM law_amendment a";
    private static final String NOTICE = """
            SELECT n.id, n.amendment, n.system_id, s.name, n.org_id, o.name, a.noticed, n.news, n.read_by, n.read_at
            FROM law_notice n
            JOIN law_amendment a ON a.id = n.amendment
            JOIN ai_system s ON s.id = n.system_id
            JOIN org o ON o.id = n.org_id
            """;

    static AmendmentRows in(Transaction tx) {
        return new AmendmentRows(TxSql.in(tx));
    }

    /** The wording that the server last read; empty before the first start that knew of wordings. */
    Optional<String> now() {
        return sql.list("SELECT digest FROM law_wording WHERE now = 1", row -> row.getString(1)).stream()
                .findFirst();
    }

    Optional<LibraryText> wording(String digest) {
        return sql.list("SELECT content FROM law_wording WHERE digest = ?", row -> row.getString(1), digest).stream()
                .findFirst()
                .map(content -> LibraryText.unzip(Base64.getDecoder().decode(content)));
    }

    /** This is the wording from now on. */
    void become(String digest, LibraryText text) {
        sql.update("UPDATE law_wording SET now = 0 WHERE now = 1");
        sql.update(
                "INSERT INTO law_wording (digest, content, now) VALUES (?, ?, 1)"
                        + " ON CONFLICT (digest) DO UPDATE SET now = 1",
                digest,
                Base64.getEncoder().encodeToString(text.zip()));
    }

    /** Wordings that no amendment under way needs go. */
    void forget() {
        sql.update("""
                DELETE FROM law_wording WHERE now = 0
                AND digest NOT IN (SELECT was FROM law_amendment WHERE done = 0)
                AND digest NOT IN (SELECT became FROM law_amendment WHERE done = 0)
                """);
    }

    void add(Amendment a) {
        sql.update(
                "INSERT INTO law_amendment (id, was, became, noticed, packs, place, done, since)"
                        + " VALUES (?, ?, ?, ?, ?, '', 0, ?)",
                a.id(),
                a.was(),
                a.became(),
                a.noticed(),
                NewsJson.names(a.packs()),
                a.since() == null ? "" : a.since());
    }

    /** Up to when days of the law were told of; empty before the first time. */
    Optional<Instant> day() {
        return sql.list("SELECT told FROM law_day", row -> Times.instant(row, "told")).stream()
                .findFirst();
    }

    void day(Instant told) {
        sql.update(
                "INSERT INTO law_day (one, told) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET told = excluded.told",
                told);
    }

    /** Those under way, the oldest first. */
    List<Amendment> open() {
        return sql.list(AMENDMENT + " WHERE done = 0 ORDER BY id", AmendmentRows::amendment);
    }

    /** Notes how far was looked; false where somebody else went on from {@code before}. */
    boolean advance(String amendment, String before, String place, boolean done) {
        return sql.update(
                        "UPDATE law_amendment SET place = ?, done = ? WHERE id = ? AND place = ? AND done = 0",
                        place,
                        done ? 1 : 0,
                        amendment,
                        before)
                == 1;
    }

    void add(String id, String amendment, String system, String org, String news) {
        sql.update(
                "INSERT INTO law_notice (id, amendment, system_id, org_id, news, read_by, read_at)"
                        + " VALUES (?, ?, ?, ?, ?, '', '')",
                id,
                amendment,
                system,
                org,
                news);
    }

    /** Notes who read it; false where somebody did before. */
    boolean read(String notice, String person, Instant at) {
        return sql.update(
                        "UPDATE law_notice SET read_by = ?, read_at = ? WHERE id = ? AND read_by = ''",
                        person,
                        at,
                        notice)
                == 1;
    }

    Optional<LawNotice> notice(String id) {
        return sql.list(NOTICE + " WHERE n.id = ?", AmendmentRows::notice, id).stream()
                .findFirst();
    }

    /**
     * The newest first.
     *
     * @param org only of this one; null for all
     * @param unread only those that nobody says to have read
     * @param amendment only of this one; "" for all
     */
    List<LawNotice> notices(
            @Nullable String org, boolean unread, String amendment, @Nullable String before, int limit) {
        var values = new ArrayList<@Nullable Object>();
        var where = new StringBuilder(" WHERE 1 = 1");
        if (org != null) {
            where.append(" AND n.org_id = ?");
            values.add(org);
        }
        if (unread) {
            where.append(" AND n.read_by = ''");
        }
        if (!amendment.isEmpty()) {
            where.append(" AND n.amendment = ?");
            values.add(amendment);
        }
        if (before != null) {
            where.append(" AND n.id < ?");
            values.add(before);
        }
        values.add(limit);
        return sql.list(NOTICE + where + " ORDER BY n.id DESC LIMIT ?", AmendmentRows::notice, values.toArray());
    }

    /** The oldest first, for those who go through all. */
    List<LawNotice> noticesAfter(String id, int limit) {
        return sql.list(NOTICE + " WHERE n.id > ? ORDER BY n.id LIMIT ?", AmendmentRows::notice, id, limit);
    }

    /** Of a system, those that nobody says to have read, the newest first. */
    List<LawNotice> unreadOf(String system) {
        return sql.list(
                NOTICE + " WHERE n.system_id = ? AND n.read_by = '' ORDER BY n.id DESC LIMIT 20",
                AmendmentRows::notice,
                system);
    }

    long unread(String org) {
        return sql.list("SELECT COUNT(*) FROM law_notice WHERE org_id = ? AND read_by = ''", row -> row.getLong(1), org)
                .getFirst();
    }

    /** The newest first, each with how many were told and how many read it. */
    List<Amendment.Told> told(int limit) {
        return sql.list("""
                SELECT a.id, a.was, a.became, a.noticed, a.packs, a.place, a.done, a.since,
                  (SELECT COUNT(*) FROM law_notice n WHERE n.amendment = a.id),
                  (SELECT COUNT(*) FROM law_notice n WHERE n.amendment = a.id AND n.read_by <> '')
                FROM law_amendment a ORDER BY a.id DESC LIMIT ?
                """, row -> new Amendment.Told(amendment(row), row.getLong(9), row.getLong(10)), limit);
    }

    private static Amendment amendment(ResultSet row) throws SQLException {
        return new Amendment(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                Times.instant(row, "noticed"),
                NewsJson.names(row.getString(5)),
                row.getString(6),
                row.getInt(7) == 1,
                Times.moment(row, "since"));
    }

    private static LawNotice notice(ResultSet row) throws SQLException {
        var readAt = row.getString(10);
        return new LawNotice(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                Times.instant(row, "noticed"),
                NewsJson.read(row.getString(8)),
                row.getString(9),
                readAt.isEmpty() ? null : Times.instant(row, "read_at"));
    }
}
