package zhiheng.server.rooms.privacy;

import java.util.Map;
import zhiheng.server.testing.Postgres;

/** All that {@link ForgottenSystemTest} holds, on PostgreSQL. */
class ForgottenSystemOnPostgresTest extends ForgottenSystemTest {
    @Override
    Map<String, String> environment() {
        return Map.of("ZHIHENG_DB_URL", Postgres.database(), "ZHIHENG_DB_USER", Postgres.USER);
    }
}
