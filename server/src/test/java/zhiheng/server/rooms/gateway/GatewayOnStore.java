package zhiheng.server.rooms.gateway;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Ids;
import zhiheng.base.testing.MovableClock;
import zhiheng.ledger.Ledger;
import zhiheng.office.acts.Outbox;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.rooms.registry.JdbcOfficeStore;

/** An empty database and ledger for what the gateway stores. */
abstract class GatewayOnStore {
    static final Actor BOSS = new Actor("boss", "org", Role.ADMINISTRATOR);

    @TempDir
    Path folder;

    final MovableClock clock = new MovableClock();
    Db db;
    Ledger ledger;
    JdbcOfficeStore store;
    Outbox outbox;

    @BeforeEach
    void open() {
        db = Db.sqlite(folder.resolve("zhiheng.db"), zhiheng.server.house.Rooms.schema());
        ledger = Ledger.open(folder.resolve("ledger"), "test.example/log");
        store = new JdbcOfficeStore(db);
        outbox = new Outbox(store, store::in, ledger, clock, new Ids(clock));
    }

    @AfterEach
    void close() {
        ledger.close();
        db.close();
    }

    /** One column of a table, row by row, as text. */
    List<String> column(String table, String column) {
        return db.read(c -> Sql.list(c, "SELECT " + column + " FROM " + table, row -> row.getString(1)));
    }
}
