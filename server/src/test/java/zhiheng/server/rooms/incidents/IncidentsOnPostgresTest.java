package zhiheng.server.rooms.incidents;

import java.util.Map;
import zhiheng.server.testing.Postgres;

/** All that {@link IncidentsTest} holds, on PostgreSQL. */
class IncidentsOnPostgresTest extends IncidentsTest {
    private String url = "";

    /** The same database over the restarts of a test. */
    @Override
    Map<String, String> environment() {
        if (url.isEmpty()) {
            url = Postgres.database();
        }
        return Map.of("ZHIHENG_DB_URL", url, "ZHIHENG_DB_USER", Postgres.USER);
    }
}
