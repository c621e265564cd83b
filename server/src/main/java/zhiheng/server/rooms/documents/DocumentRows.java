package zhiheng.server.rooms.documents;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Page;
import zhiheng.base.Refusal;
import zhiheng.office.registry.DutyState;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;

/** SQL that reads the library. Every list walks an index in the order shown; evidence itself is written by the registry. */
record DocumentRows(Db db) {
    private static final String NO_DAY = "~"; // sorts after every day
    private static final int MOST_RECORDS = 500;
    private static final String COLUMNS = """
        SELECT d.*, o.name AS org_name,
          (SELECT COUNT(*) FROM evidence e WHERE e.document = d.id AND e.withdrawn IS NULL) AS duties,
          (SELECT COUNT(DISTINCT e.system_id) FROM evidence e WHERE e.document = d.id AND e.withdrawn IS NULL) AS systems
        FROM document d JOIN org o ON o.id = d.org_id
        """;

    /** The WHERE of a list. */
    private record Where(List<String> conditions, List<@Nullable Object> values) {
        Where() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        Where and(String condition, Object... with) {
            conditions.add(condition);
            values.addAll(List.of(with));
            return this;
        }

        Where copy() {
            return new Where(new ArrayList<>(conditions), new ArrayList<>(values));
        }

        String sql() {
            return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        }

        @Nullable
        Object[] values(int limit) {
            var all = new ArrayList<>(values);
            all.add(limit);
            return all.toArray();
        }
    }

    Page<Document> list(
            DocumentFilter filter, @Nullable String onlyOrg, LocalDate today, @Nullable String cursor, int limit) {
        return db.read(c -> list(c, filter, onlyOrg, today, cursor, limit));
    }

    private static Page<Document> list(
            Connection c,
            DocumentFilter filter,
            @Nullable String onlyOrg,
            LocalDate today,
            @Nullable String cursor,
            int limit)
            throws SQLException {
        var where = where(filter, onlyOrg, today);
        var key = "d." + column(filter);
        boolean rising = filter.order().key().equals("added") == filter.order().turned();
        var at = cursor == null || cursor.isEmpty() ? null : Cursor.read(cursor);
        var rows = new ArrayList<Document>();
        if (key.equals("d.sort_expires") && !rising) { // what never expires comes last this way too
            if (at == null || !at.key().equals(NO_DAY)) {
                rows.addAll(walk(c, where.copy().and(key + " < ?", NO_DAY), key, false, at, limit + 1));
                at = null;
            }
            where.and(key + " = ?", NO_DAY);
        }
        if (rows.size() <= limit) {
            rows.addAll(walk(c, where, key, rising, at, limit + 1 - rows.size()));
        }
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        var page = List.copyOf(rows.subList(0, limit));
        return new Page<>(page, Cursor.of(page.getLast(), key).text());
    }

    private static String column(DocumentFilter filter) {
        return switch (filter.order().key()) {
            case "expires" -> "sort_expires";
            case "title" -> "title";
            default -> "added_at";
        };
    }

    private static List<Document> walk(
            Connection c, Where where, String key, boolean rising, @Nullable Cursor at, int limit) throws SQLException {
        if (at != null) {
            where.and("(" + key + ", d.id) " + (rising ? ">" : "<") + " (?, ?)", at.key(), at.id());
        }
        var way = rising ? "" : " DESC";
        return Sql.list(
                c,
                COLUMNS + where.sql() + " ORDER BY " + key + way + ", d.id" + way + " LIMIT ?",
                DocumentRows::document,
                where.values(limit));
    }

    private static Where where(DocumentFilter filter, @Nullable String onlyOrg, LocalDate today) {
        var where = new Where();
        if (onlyOrg != null) {
            where.and("d.org_id = ?", onlyOrg);
        }
        if (!filter.org().isEmpty()) {
            where.and("d.org_id = ?", filter.org());
        }
        if (!filter.state().isEmpty()) {
            var soon = today.plusDays(Document.SOON_DAYS);
            switch (DocumentFilter.named(Document.State.values(), filter.state())) {
                case VALID -> where.and("d.standing > 0 AND d.sort_expires > ?", soon);
                case EXPIRING ->
                    where.and("d.standing > 0 AND d.sort_expires >= ? AND d.sort_expires <= ?", today, soon);
                case EXPIRED -> where.and("d.standing > 0 AND d.sort_expires < ?", today);
                case WITHDRAWN -> where.and("d.standing = 0");
                case null -> where.and("1 = 0");
            }
        }
        if (!filter.kind().isEmpty()) {
            where.and("d.kind = ?", filter.kind().toUpperCase(Locale.ROOT));
        }
        if (!filter.law().isEmpty()) {
            where.and(
                    "EXISTS (SELECT 1 FROM evidence e JOIN duty_line l ON l.system_id = e.system_id AND l.duty = e.duty"
                            + " WHERE e.document = d.id AND l.pack = ?)",
                    filter.law());
        }
        if (!filter.duty().isEmpty()) {
            where.and("EXISTS (SELECT 1 FROM evidence e WHERE e.document = d.id AND e.duty = ?)", filter.duty());
        }
        if (!filter.text().isEmpty()) {
            var text = filter.text().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0");
            where.and("LOWER(d.title) LIKE ? ESCAPE '!'", "%" + text + "%");
        }
        return where;
    }

    Optional<Document> document(String id) {
        return db.read(c -> Sql.one(c, COLUMNS + " WHERE d.id = ?", DocumentRows::document, id));
    }

    /** The document that a piece of evidence is a record of. */
    Optional<String> of(String evidence) {
        return db.read(
                c -> Sql.one(c, "SELECT document FROM evidence WHERE id = ?", row -> row.getString(1), evidence));
    }

    /** By system and duty, those withdrawn among the others. */
    List<DocumentRecord> records(String document, LocalDate today) {
        return db.read(c -> Sql.list(c, """
                SELECT e.id, e.system_id, s.name AS system_name, e.duty, e.withdrawn, l.pack, l.state, l.obligation,
                  m.state AS said, l.pending, l.sort_due, a.ledger_index, w.time AS withdrawn_at, w.actor, t.text AS reason
                FROM evidence e JOIN ai_system s ON s.id = e.system_id
                  LEFT JOIN duty_line l ON l.system_id = e.system_id AND l.duty = e.duty
                  LEFT JOIN duty_mark m ON m.system_id = e.system_id AND m.duty = e.duty
                  LEFT JOIN act a ON a.id = e.act_id
                  LEFT JOIN act w ON w.id = e.withdrawn_act
                  LEFT JOIN act_words t ON t.act_id = w.id AND t.member = 'reason'
                WHERE e.document = ? ORDER BY s.name, e.system_id, e.duty, e.id LIMIT ?
                """, row -> record(row, today), document, MOST_RECORDS));
    }

    private static DocumentRecord record(ResultSet row, LocalDate today) throws SQLException {
        var state = row.getString("state");
        var withdrawn = Times.date(row, "withdrawn");
        long ledgerIndex = Sql.ledgerIndex(row);
        boolean late = row.getInt("pending") == 1
                && row.getInt("obligation") == 1
                && row.getString("sort_due").compareTo(today.toString()) < 0;
        return new DocumentRecord(
                row.getString("id"),
                row.getString("system_id"),
                row.getString("system_name"),
                row.getString("duty"),
                row.getString("pack"),
                state == null ? null : DutyState.valueOf(state),
                DutyState.MET.name().equals(row.getString("said")),
                late,
                ledgerIndex,
                withdrawn == null ? null : withdrawal(row, withdrawn));
    }

    private static DocumentRecord.Withdrawal withdrawal(ResultSet row, LocalDate day) throws SQLException {
        var by = row.getString("actor");
        var why = row.getString("reason");
        return new DocumentRecord.Withdrawal(
                day,
                by == null ? null : Times.instant(row, "withdrawn_at"),
                Objects.requireNonNullElse(by, ""),
                Objects.requireNonNullElse(why, ""));
    }

    private static Document document(ResultSet row) throws SQLException {
        var last = row.getString("sort_expires");
        return new Document(
                row.getString("id"),
                row.getString("org_id"),
                row.getString("org_name"),
                row.getString("title"),
                row.getString("link"),
                row.getString("file_name"),
                Document.Kind.valueOf(row.getString("kind")),
                row.getLong("size"),
                row.getString("sha256"),
                last.equals(NO_DAY) ? null : LocalDate.parse(last),
                row.getString("added_by"),
                Times.instant(row, "added_at"),
                row.getInt("duties"),
                row.getInt("systems"),
                row.getInt("erased") == 1);
    }

    /** Where a page ended. */
    private record Cursor(String id, String key) {
        static Cursor of(Document d, String column) {
            return new Cursor(
                    d.id(),
                    switch (column) {
                        case "d.title" -> d.title();
                        case "d.sort_expires" ->
                            d.expires() == null ? NO_DAY : d.expires().toString();
                        default -> Times.text(d.addedAt());
                    });
        }

        String text() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((id + " " + key).getBytes(StandardCharsets.UTF_8));
        }

        static Cursor read(String text) {
            try {
                var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
                if (parts.length == 2) {
                    return new Cursor(parts[0], parts[1]);
                }
            } catch (IllegalArgumentException e) {
                // said below
            }
            throw Refusal.invalid("游标无效，请从第一页重新开始。", "The cursor is wrong; start again at the first page.");
        }
    }
}
