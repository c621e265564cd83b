package zhiheng.server.rooms.supervision;

import java.util.Map;
import zhiheng.server.testing.Postgres;

/** All that {@link SupervisionRoomTest} holds, on PostgreSQL. */
class SupervisionOnPostgresTest extends SupervisionRoomTest {
    private String url = "";

    /** The same database over the restarts of a test. */
    @Override
    protected Map<String, String> environment() {
        if (url.isEmpty()) {
            url = Postgres.database();
        }
        return Map.of("ZHIHENG_DB_URL", url, "ZHIHENG_DB_USER", Postgres.USER);
    }
}
