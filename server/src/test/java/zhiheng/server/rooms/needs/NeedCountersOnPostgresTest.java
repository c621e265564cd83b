package zhiheng.server.rooms.needs;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import zhiheng.server.testing.Postgres;

/** All that {@link NeedCountersTest} holds, on PostgreSQL. */
class NeedCountersOnPostgresTest extends NeedCountersTest {
    private String url = "";

    @Override
    protected Map<String, String> environment() {
        if (url.isEmpty()) {
            url = Postgres.database();
        }
        return Map.of("ZHIHENG_DB_URL", url, "ZHIHENG_DB_USER", Postgres.USER);
    }

    @Override
    Connection database() throws SQLException {
        return DriverManager.getConnection(url, Postgres.USER, "");
    }
}
