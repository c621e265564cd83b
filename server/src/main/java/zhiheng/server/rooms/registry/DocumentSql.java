package zhiheng.server.rooms.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.office.duties.Evidence;
import zhiheng.server.ground.sql.Sql;

/**
 * SQL that writes evidence, and the documents of an organisation that its records are of: the same content under the same title with
 * the same last day, however many duties it serves. A document is kept in step with its records in the same transaction.
 */
final class DocumentSql {
    /** What a document is by the ending of its file's name; other endings are OTHER, and what has no file is a LINK. */
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("pdf", "TEXT"),
            Map.entry("doc", "TEXT"),
            Map.entry("docx", "TEXT"),
            Map.entry("odt", "TEXT"),
            Map.entry("md", "TEXT"),
            Map.entry("txt", "TEXT"),
            Map.entry("xls", "SHEET"),
            Map.entry("xlsx", "SHEET"),
            Map.entry("ods", "SHEET"),
            Map.entry("csv", "SHEET"),
            Map.entry("png", "PICTURE"),
            Map.entry("jpg", "PICTURE"),
            Map.entry("jpeg", "PICTURE"),
            Map.entry("gif", "PICTURE"),
            Map.entry("webp", "PICTURE"),
            Map.entry("svg", "PICTURE"));

    private DocumentSql() {}

    static int add(Connection c, Evidence e, String actId) throws SQLException {
        var document = document(c, e);
        Sql.update(
                c,
                """
                INSERT INTO evidence (id, system_id, duty, title, link, file_name, size, sha256, expires, added_by,
                                      added_at, act_id, document)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                e.id(),
                e.systemId(),
                e.duty(),
                e.title(),
                e.link(),
                e.fileName(),
                e.size(),
                e.sha256(),
                e.expires(),
                e.addedBy(),
                e.addedAt(),
                actId,
                document);
        return Sql.update(c, "UPDATE document SET standing = standing + 1 WHERE id = ?", document);
    }

    /** The document that holds the same, else a new one under the id of this record. */
    private static String document(Connection c, Evidence e) throws SQLException {
        var last = e.expires() == null ? SummarySql.NO_DAY : e.expires().toString();
        var known = Sql.one(c, """
                SELECT d.id FROM document d JOIN ai_system s ON s.org_id = d.org_id
                WHERE s.id = ? AND d.sha256 = ? AND d.title = ? AND d.sort_expires = ? AND d.erased = 0
                ORDER BY d.id LIMIT 1
                """, row -> row.getString(1), e.systemId(), e.sha256(), e.title(), last);
        if (known.isPresent()) {
            return known.get();
        }
        Sql.update(
                c,
                """
                INSERT INTO document (id, org_id, title, link, file_name, kind, size, sha256, sort_expires, added_by,
                                      added_at, standing, erased)
                SELECT ?, org_id, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0 FROM ai_system WHERE id = ?
                """,
                e.id(),
                e.title(),
                e.link(),
                e.fileName(),
                kind(e.link() != null, e.fileName()),
                e.size(),
                e.sha256(),
                last,
                e.addedBy(),
                e.addedAt(),
                e.systemId());
        return e.id();
    }

    static String kind(boolean link, @Nullable String fileName) {
        if (link) {
            return "LINK";
        }
        var name = fileName == null ? "" : fileName.toLowerCase(Locale.ROOT);
        return KINDS.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "OTHER");
    }

    static int withdraw(Connection c, String id, LocalDate day, boolean erase, String actId) throws SQLException {
        Sql.update(
                c,
                "UPDATE evidence SET withdrawn = ?, withdrawn_act = ? WHERE id = ? AND withdrawn IS NULL",
                day,
                actId,
                id);
        if (erase) {
            Sql.update(c, "UPDATE evidence SET erased = 1, title = '', link = NULL, file_name = NULL WHERE id = ?", id);
            Sql.update(c, """
                    UPDATE document SET erased = 1, title = '', link = NULL, file_name = NULL
                    WHERE id = (SELECT document FROM evidence WHERE id = ?)
                      AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.document = document.id AND e.erased = 0)
                    """, id);
        }
        return Sql.update(c, """
                UPDATE document
                SET standing = (SELECT COUNT(*) FROM evidence e WHERE e.document = document.id AND e.withdrawn IS NULL)
                WHERE id = (SELECT document FROM evidence WHERE id = ?)
                """, id);
    }
}
