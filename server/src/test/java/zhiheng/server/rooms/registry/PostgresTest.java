package zhiheng.server.rooms.registry;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;
import zhiheng.server.testing.Postgres;

/** The same suite on a PostgreSQL of Debian's, started for it on a free loopback port. */
class PostgresTest extends OfficeOnStore {
    private static Postgres postgres;

    @BeforeAll
    static void startPostgres() {
        postgres = new Postgres();
    }

    @AfterAll
    static void stopPostgres() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @Override
    public Db open() {
        return Db.postgres(postgres.newDatabase(), Postgres.USER, "", Rooms.schema());
    }
}
