package zhiheng.server.store;

class SqliteTest extends OfficeOnStore {
    @Override
    Db open() {
        return Db.sqlite(folder.resolve("zhiheng.db"));
    }
}
