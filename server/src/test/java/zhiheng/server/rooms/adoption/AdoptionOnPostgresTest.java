package zhiheng.server.rooms.adoption;

import java.util.Map;
import zhiheng.server.testing.Postgres;

/** All that {@link AdoptionRoomTest} holds, on PostgreSQL. */
class AdoptionOnPostgresTest extends AdoptionRoomTest {
    @Override
    Map<String, String> environment() {
        return Map.of("ZHIHENG_DB_URL", Postgres.database(), "ZHIHENG_DB_USER", Postgres.USER);
    }
}
