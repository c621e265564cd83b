package zhiheng.server.rooms.exchange;

import java.util.Map;
import zhiheng.server.testing.Postgres;

/** All that {@link TwoServersTest} holds, each server with a database of its own on PostgreSQL. */
class TwoServersOnPostgresTest extends TwoServersTest {
    @Override
    Map<String, String> environment() {
        return Map.of("ZHIHENG_DB_URL", Postgres.database(), "ZHIHENG_DB_USER", Postgres.USER);
    }
}
