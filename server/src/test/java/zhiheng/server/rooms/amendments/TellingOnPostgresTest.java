package zhiheng.server.rooms.amendments;

import zhiheng.server.testing.Postgres;

/** All that {@link TellingTest} holds, on PostgreSQL. */
class TellingOnPostgresTest extends TellingTest {
    private String url = "";

    @Override
    protected String database() {
        if (url.isEmpty()) {
            url = Postgres.database();
        }
        return url;
    }
}
