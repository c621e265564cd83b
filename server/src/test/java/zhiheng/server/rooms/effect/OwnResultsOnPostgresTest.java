package zhiheng.server.rooms.effect;

import java.util.Map;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;
import zhiheng.server.testing.Postgres;

/** All that {@link OwnResultsTest} holds, on PostgreSQL. */
class OwnResultsOnPostgresTest extends OwnResultsTest {
    private String url = "";

    /** The same database over the restarts of a test. */
    @Override
    protected Map<String, String> environment() {
        if (url.isEmpty()) {
            url = Postgres.database();
        }
        return Map.of("ZHIHENG_DB_URL", url, "ZHIHENG_DB_USER", Postgres.USER);
    }

    @Override
    Db database() {
        return Db.postgres(url, Postgres.USER, "", Rooms.schema());
    }
}
