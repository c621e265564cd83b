package zhiheng.server.ground.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;
import zhiheng.server.testing.Postgres;

class PostgresDbTest extends DbContract {
    @Override
    Db open(List<Migration> schema) throws Exception {
        return Db.postgres(Postgres.database(), "zhiheng", "", schema);
    }

    @Test
    void a_server_that_is_not_there_is_named_with_what_to_check() {
        assertThatThrownBy(() -> Db.postgres("jdbc:postgresql://127.0.0.1:1/none", "zhiheng", "", List.of()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("127.0.0.1:1/none")
                .hasMessageContaining("Check the address");
    }

    private static Connection alone(String url) throws SQLException {
        return DriverManager.getConnection(url, "zhiheng", "");
    }

    private static void cutAllOthers(Connection c) throws SQLException {
        Sql.one(
                c,
                "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()",
                row -> row.getInt(1));
    }

    /** As when the database is killed and started again: no session is left, and with it no lock. */
    @Test
    void a_lock_that_went_with_its_session_is_taken_again_before_a_newcomer_has_it() throws Exception {
        var url = Postgres.database();
        try (var first = Db.postgres(url, "zhiheng", "", List.of());
                var c = alone(url)) {
            for (int i = 0; i < 3; i++) {
                cutAllOthers(c);
                assertThatThrownBy(() -> Db.postgres(url, "zhiheng", "", List.of()))
                        .isInstanceOfSatisfying(
                                Refusal.class, e -> assertThat(e.text().en()).contains("in use by another Zhiheng"));
            }
            first.probe();
        }
    }

    @Test
    void a_server_that_was_stopped_leaves_nothing_to_wait_for_and_one_that_was_killed_is_followed() throws Exception {
        var url = Postgres.database();
        Db.postgres(url, "zhiheng", "", List.of()).close();
        try (var c = alone(url)) {
            assertThat(Sql.number(c, "SELECT COUNT(*) FROM writer_lease")).isZero();
            Sql.update(c, "INSERT INTO writer_lease VALUES (1, 'of one that was killed')");
            try (var next = Db.postgres(url, "zhiheng", "", List.of())) {
                next.probe();
            }
            assertThat(Sql.number(c, "SELECT COUNT(*) FROM writer_lease")).isZero();
        }
    }
}
