package zhiheng.server.rooms.registry;

import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;

class SqliteTest extends OfficeOnStore {
    @Override
    public Db open() {
        return Db.sqlite(folder.resolve("zhiheng.db"), Rooms.schema());
    }
}
