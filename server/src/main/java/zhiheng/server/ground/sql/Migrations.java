package zhiheng.server.ground.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Numbered changes of the schema, each run once, in order. To change the schema, add a file and name it here. */
final class Migrations {
    private static final List<String> FILES = List.of(
            "rooms/registry/V1__registry.sql",
            "ground/identity/V2__people.sql",
            "rooms/gateway/V3__gateway.sql",
            "rooms/watch/V4__alerts.sql",
            "rooms/traffic/V5__asked.sql",
            "rooms/traffic/V6__contents.sql",
            "rooms/traffic/V7__traffic.sql",
            "rooms/contain/V8__containment.sql",
            "rooms/notify/V9__notifications.sql");

    private Migrations() {}

    /** Returns the schema's version. */
    static int run(Connection connection) throws SQLException {
        Sql.update(
                connection,
                "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, file TEXT NOT NULL)");
        var done = Sql.number(connection, "SELECT COALESCE(MAX(version), 0) FROM schema_version");
        if (done > FILES.size()) {
            throw new SQLException("the database is of a newer Zhiheng (schema " + done + "); start that one");
        }
        for (var version = (int) done + 1; version <= FILES.size(); version++) {
            var file = FILES.get(version - 1);
            for (var statement : read(file).split(";\\s*(\\n|$)")) {
                if (!statement.isBlank()) {
                    Sql.update(connection, statement);
                }
            }
            Sql.update(connection, "INSERT INTO schema_version (version, file) VALUES (?, ?)", version, file.substring(file.lastIndexOf('/') + 1));
        }
        return FILES.size();
    }

    private static String read(String file) {
        try (var in = Migrations.class.getResourceAsStream("/zhiheng/server/" + file)) {
            if (in == null) {
                throw new IllegalStateException("migration " + file + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
