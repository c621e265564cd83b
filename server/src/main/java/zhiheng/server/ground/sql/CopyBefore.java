package zhiheng.server.ground.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;
import zhiheng.base.OwnerOnly;
import zhiheng.base.Refusal;

/**
 * A copy of an older database before an upgrade changes it, so that one can go back to the older program: {@code before-N}, N being how
 * many changes of the schema it had. A copy that is there already stays as it is.
 */
final class CopyBefore {
    private CopyBefore() {}

    /** N of an older database; empty for one that is new, of this version or of a newer one. */
    private static OptionalInt older(List<String> done, List<Migration> wanted) {
        var known = wanted.stream().map(Migration::name).toList();
        return done.isEmpty() || done.containsAll(known) || !known.containsAll(done)
                ? OptionalInt.empty()
                : OptionalInt.of(done.size());
    }

    private static List<String> done(Connection c) throws SQLException {
        return Sql.list(c, "SELECT file FROM schema_version", row -> row.getString(1));
    }

    /** Of SQLite, as a file {@code NAME.before-N} beside it. */
    static void beside(Path file, List<Migration> wanted) throws SQLException, IOException {
        if (Files.size(file) == 0) {
            return;
        }
        try (var c = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            var there = Sql.number(c, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'schema_version'");
            var n = older(there == 0 ? List.of() : done(c), wanted);
            if (n.isEmpty()) {
                return;
            }
            var copy = file.resolveSibling(file.getFileName() + ".before-" + n.getAsInt());
            if (!Files.exists(copy)) {
                OwnerOnly.make(copy);
                Sql.update(c, "VACUUM INTO ?", copy.toString());
            }
        }
    }

    /**
     * Of PostgreSQL, as a schema {@code before_N} of the same database: tables with rows, keys and indexes, in the transaction of the
     * upgrade. Renamed to the name of the schema it was made of, it is what the older program left.
     *
     * @throws Refusal where the database does not allow it
     */
    static void inside(Connection c, List<Migration> wanted) throws SQLException {
        var there = Sql.number(
                c,
                "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name ="
                        + " 'schema_version'");
        var n = older(there == 0 ? List.of() : done(c), wanted);
        if (n.isEmpty()) {
            return;
        }
        var copy = "before_" + n.getAsInt();
        if (Sql.number(c, "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = ?", copy) > 0) {
            return;
        }
        try {
            copy(c, copy);
        } catch (SQLException e) {
            throw Refusal.unavailable(
                    "升级前无法在数据库内留副本（模式 " + copy + "）：" + e.getMessage()
                            + "。请允许该用户建立模式（GRANT CREATE ON DATABASE）并留出空间；或先用原版本 ./zhiheng backup，再以 serve --no-copy"
                            + " 启动。未作任何改动。",
                    "The database cannot be copied within itself before the upgrade (schema " + copy + "): "
                            + e.getMessage()
                            + ". Let its user create schemas (GRANT CREATE ON DATABASE) and make room; or make a backup"
                            + " with the older version, ./zhiheng backup, and start with serve --no-copy. Nothing was"
                            + " changed.",
                    e);
        }
    }

    private static void copy(Connection c, String copy) throws SQLException {
        Sql.update(c, "CREATE SCHEMA " + copy);
        var from = Sql.one(c, "SELECT quote_ident(current_schema())", row -> row.getString(1))
                .orElseThrow();
        var tables = Sql.list(
                c,
                "SELECT quote_ident(table_name) FROM information_schema.tables WHERE table_schema = current_schema()"
                        + " AND table_type = 'BASE TABLE' ORDER BY table_name",
                row -> row.getString(1));
        // asked before the search path changes, so that they name tables without their schema
        var keys = Sql.list(
                c,
                "SELECT quote_ident(r.relname), quote_ident(k.conname), pg_get_constraintdef(k.oid) FROM pg_constraint"
                        + " k JOIN pg_class r ON r.oid = k.conrelid JOIN pg_namespace s ON s.oid = k.connamespace WHERE"
                        + " k.contype = 'f' AND s.nspname = current_schema() ORDER BY 1, 2",
                row -> List.of(row.getString(1), row.getString(2), row.getString(3)));
        for (var table : tables) {
            Sql.update(c, "CREATE TABLE " + copy + "." + table + " (LIKE " + from + "." + table + " INCLUDING ALL)");
            Sql.update(c, "INSERT INTO " + copy + "." + table + " SELECT * FROM " + from + "." + table);
        }
        var path = Sql.one(c, "SHOW search_path", row -> row.getString(1)).orElseThrow();
        Sql.update(c, "SET LOCAL search_path = " + copy);
        for (var key : keys) {
            Sql.update(c, "ALTER TABLE " + key.get(0) + " ADD CONSTRAINT " + key.get(1) + " " + key.get(2));
        }
        Sql.update(c, "SET LOCAL search_path = " + path);
    }
}
