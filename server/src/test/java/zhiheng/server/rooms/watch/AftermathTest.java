package zhiheng.server.rooms.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.testing.Alerts;

class AftermathTest {
    private static final Instant TIME = Instant.parse("2026-12-01T00:00:00Z");
    private static final GradedAlert ALERT = Alerts.leaks("a1", "bot", Light.RED, TIME);
    private static final Grade GRADE = new Grade(Light.RED, null, false, List.of(), List.of(), null, List.of());

    @TempDir
    Path folder;

    private Db db;
    private AlertRows alerts;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void open() {
        db = Db.sqlite(folder.resolve("watch.db"), zhiheng.server.house.Rooms.schema());
        alerts = new AlertRows(db);
    }

    @AfterEach
    void close() {
        db.close();
    }

    /** Counts the alert as raised again, which a reader sees only where the transaction went through. */
    private Aftermath aftermath(boolean follows, boolean fails) {
        return new Aftermath() {
            @Override
            public boolean write(Connection c, GradedAlert alert, Grade grade) throws SQLException {
                said.add("write " + alert.id());
                Sql.update(c, "UPDATE alert SET repeats = 7 WHERE id = ?", alert.id());
                if (fails) {
                    throw new SQLException("full");
                }
                return follows;
            }

            @Override
            public void wake() {
                said.add("wake, alerts kept: " + alerts.newest(10).size());
            }
        };
    }

    @Test
    void it_is_written_in_the_alerts_transaction_and_woken_once_that_is_over() {
        alerts.add(ALERT, GRADE, aftermath(true, false), TIME);

        assertThat(said).containsExactly("write a1", "wake, alerts kept: 1");
        assertThat(alerts.newest(1).getFirst().repeats()).isEqualTo(7);
    }

    @Test
    void where_it_cannot_be_written_the_alert_is_not_either() {
        assertThatThrownBy(() -> alerts.add(ALERT, GRADE, aftermath(true, true), TIME))
                .hasStackTraceContaining("full");

        assertThat(alerts.newest(10)).isEmpty();
        assertThat(said).containsOnly("write a1");
    }

    @Test
    void where_nothing_follows_nobody_is_woken() {
        alerts.add(ALERT, GRADE, aftermath(false, false), TIME);
        assertThat(said).containsExactly("write a1");
    }

    @Test
    void from_an_alert_without_grade_nothing_follows() {
        alerts.add(ALERT, null, aftermath(true, false), TIME);
        assertThat(said).isEmpty();
        assertThat(alerts.newest(10)).containsExactly(ALERT);
    }
}
