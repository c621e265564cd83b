package zhiheng.server.ground.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import zhiheng.base.OwnerOnly;

/** Brings the schema of a database up to what the rooms want: each of their changes is run once, in order. */
final class Migrations {
    private Migrations() {}

    /** Returns how many changes the database has now. */
    static int run(Connection connection, List<Migration> wanted) throws SQLException {
        Sql.update(
                connection,
                "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, file TEXT NOT NULL)");
        var done =
                Sql.list(connection, "SELECT file FROM schema_version ORDER BY version", row -> row.getString("file"));
        var known = wanted.stream().map(Migration::name).toList();
        if (new HashSet<>(known).size() < known.size()) {
            throw new IllegalStateException("two changes of the schema have one name: " + known);
        }
        var foreign = done.stream().filter(name -> !known.contains(name)).toList();
        if (!foreign.isEmpty()) {
            throw new SQLException("the database is of a newer Zhiheng (it has " + foreign + "); start that one");
        }
        var missing = wanted.stream()
                .filter(change -> !done.contains(change.name()))
                .sorted(Comparator.comparingInt(Migration::place)) // stable: beyond the first nine as the rooms come
                .toList();
        int version = done.size();
        for (var change : missing) {
            for (var statement : read(change).split(";\\s*(\\n|$)")) {
                if (!statement.isBlank()) {
                    Sql.update(connection, statement);
                }
            }
            Sql.update(
                    connection, "INSERT INTO schema_version (version, file) VALUES (?, ?)", ++version, change.name());
        }
        return version;
    }

    /** Before an older database is changed it is copied beside itself, as {@code NAME.before-N}, N being how many changes it had. */
    static void copyBefore(Path file, List<Migration> wanted) throws SQLException, IOException {
        if (Files.size(file) == 0) {
            return;
        }
        try (var c = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            var there = Sql.number(c, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'schema_version'");
            var done = there == 0
                    ? List.<String>of()
                    : Sql.list(c, "SELECT file FROM schema_version", row -> row.getString(1));
            var known = wanted.stream().map(Migration::name).toList();
            if (done.isEmpty() || done.containsAll(known) || !known.containsAll(done)) {
                return;
            }
            var copy = file.resolveSibling(file.getFileName() + ".before-" + done.size());
            if (!Files.exists(copy)) {
                OwnerOnly.make(copy);
                Sql.update(c, "VACUUM INTO ?", copy.toString());
            }
        }
    }

    private static String read(Migration change) {
        try (var in = Migrations.class.getResourceAsStream(change.resource())) {
            if (in == null) {
                throw new IllegalStateException(change.resource() + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
