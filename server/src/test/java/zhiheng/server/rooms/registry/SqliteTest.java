package zhiheng.server.rooms.registry;

import zhiheng.server.ground.sql.Db;

class SqliteTest extends OfficeOnStore {
    @Override
    public Db open() {
        return Db.sqlite(folder.resolve("zhiheng.db"));
    }
}
