package zhiheng.server.ground.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

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
