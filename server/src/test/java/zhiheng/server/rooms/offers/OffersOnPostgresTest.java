package zhiheng.server.rooms.offers;

import java.util.Map;
import zhiheng.server.testing.Postgres;

/** All that {@link OffersRoomTest} holds, on PostgreSQL. */
class OffersOnPostgresTest extends OffersRoomTest {
    @Override
    Map<String, String> environment() {
        return Map.of("ZHIHENG_DB_URL", Postgres.database(), "ZHIHENG_DB_USER", Postgres.USER);
    }
}
