package zhiheng.server.rooms.needs;

import java.util.Map;
import zhiheng.server.testing.Postgres;

/** All that {@link FedbackRoomTest} holds, on PostgreSQL. */
class FedbackOnPostgresTest extends FedbackRoomTest {
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
