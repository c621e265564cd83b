package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Postgres;

/** An older PostgreSQL database is copied within itself before this version changes it, and one can go back. */
@Timeout(180)
class UpgradeOnPostgresTest {
    private static final List<Migration> SCHEMA = Rooms.schema();
    /** Of the version before: without what one room brought last. */
    private static final List<Migration> OLDER = SCHEMA.stream()
            .filter(change -> !change.name().contains("reminders/"))
            .toList();

    @TempDir
    Path folder;

    private static Db open(String url, String user, List<Migration> schema) {
        return Db.postgres(url, user, "", schema);
    }

    private static Connection raw(String url) throws Exception {
        return DriverManager.getConnection(url, Postgres.USER, "");
    }

    private static void sql(String url, String... statements) throws Exception {
        try (var c = raw(url);
                var s = c.createStatement()) {
            for (var statement : statements) {
                s.execute(statement);
            }
        }
    }

    private static List<String> schemas(String url) throws Exception {
        try (var c = raw(url)) {
            return Sql.list(
                    c,
                    "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE 'before%'",
                    row -> row.getString(1));
        }
    }

    /** Tables, columns, indexes and keys of the schema in use, as PostgreSQL writes them. */
    private static List<String> shape(String url) throws Exception {
        try (var c = raw(url)) {
            return Sql.list(
                    c,
                    "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' ||"
                            + " COALESCE(column_default, '') FROM information_schema.columns WHERE table_schema ="
                            + " current_schema() UNION ALL SELECT tablename || ' ' || regexp_replace(indexdef,"
                            + " 'INDEX .* ON', 'INDEX ON') FROM pg_indexes WHERE schemaname = current_schema() UNION ALL"
                            + " SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE"
                            + " contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1",
                    row -> row.getString(1));
        }
    }

    @Test
    void an_older_database_is_copied_before_it_is_changed_and_the_copy_is_what_the_older_program_left()
            throws Exception {
        var url = Postgres.database();
        try (var db = open(url, Postgres.USER, OLDER)) {
            db.write(c -> Sql.update(c, "INSERT INTO org (id, kind, name) VALUES ('o1', 'PROVIDER', 'Acme 旧')"));
        }
        assertThat(schemas(url)).as("a new database").isEmpty();
        var before = shape(url);
        try (var db = open(url, Postgres.USER, SCHEMA)) {
            db.write(c -> Sql.update(c, "UPDATE org SET name = 'changed since'"));
        }
        var copy = "before_" + OLDER.size();
        assertThat(schemas(url)).containsExactly(copy);
        open(url, Postgres.USER, SCHEMA).close();
        assertThat(schemas(url)).as("once").containsExactly(copy);
        sql(url, "DROP SCHEMA public CASCADE", "ALTER SCHEMA " + copy + " RENAME TO public");
        assertThat(shape(url)).isEqualTo(before);
        try (var db = open(url, Postgres.USER, OLDER)) {
            List<String> names = db.read(c -> Sql.list(c, "SELECT name FROM org", row -> row.getString(1)));
            assertThat(names).containsExactly("Acme 旧");
        }
    }

    @Test
    void where_no_copy_can_be_made_nothing_is_changed_until_it_is_wanted_without() throws Exception {
        var url = Postgres.database();
        sql(url, "DROP ROLE IF EXISTS plain", "CREATE ROLE plain LOGIN", "GRANT ALL ON SCHEMA public TO plain");
        open(url, "plain", OLDER).close();
        var before = shape(url);
        assertThatThrownBy(() -> open(url, "plain", SCHEMA)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.text().en())
                    .contains("permission denied", "GRANT CREATE ON DATABASE", "--no-copy", "Nothing was changed");
            assertThat(refusal.text().zh()).contains("--no-copy", "未作任何改动");
        });
        assertThat(shape(url)).isEqualTo(before);
        assertThat(schemas(url)).isEmpty();
        var config = Config.of(
                folder,
                Path.of("src/test/resources/library"),
                "127.0.0.1",
                0,
                Map.of("ZHIHENG_DB_URL", url, "ZHIHENG_DB_USER", "plain"));
        assertThatThrownBy(() -> ZhihengServer.start(config)).hasMessageContaining("--no-copy");
        try (var server = ZhihengServer.start(config.withoutCopy())) {
            server.identity()
                    .setUp(server.setupToken().orElseThrow(), "boss", "B", OfficeServer.PASSWORD.toCharArray());
        }
        assertThat(schemas(url)).isEmpty();
        ZhihengServer.start(config).close();
    }
}
