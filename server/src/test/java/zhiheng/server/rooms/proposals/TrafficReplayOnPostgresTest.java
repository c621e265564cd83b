package zhiheng.server.rooms.proposals;

import java.nio.file.Path;
import java.util.Map;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;
import zhiheng.server.testing.Postgres;

/** All that {@link TrafficReplayTest} holds, on PostgreSQL. */
class TrafficReplayOnPostgresTest extends TrafficReplayTest {
    private final String url = Postgres.database();

    @Override
    Db database(Path data) {
        return Db.postgres(url, Postgres.USER, "", Rooms.schema());
    }

    @Override
    Map<String, String> environment() {
        return Map.of("ZHIHENG_DB_URL", url, "ZHIHENG_DB_USER", Postgres.USER);
    }
}
