package zhiheng.server.rooms.registry;

import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;
import zhiheng.server.testing.Postgres;

class PostgresTest extends OfficeOnStore {
    @Override
    public Db open() {
        return Db.postgres(Postgres.database(), "zhiheng", "", Rooms.schema());
    }
}
