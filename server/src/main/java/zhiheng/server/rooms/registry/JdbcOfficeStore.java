package zhiheng.server.rooms.registry;

import java.sql.SQLException;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.SqlFailed;

/** The office's state in a {@link Db}. */
public final class JdbcOfficeStore implements OfficeStore {
    private final Db db;

    public JdbcOfficeStore(Db db) {
        this.db = db;
    }

    @Override
    public <T> T write(Work<T> work) {
        return db.write(connection -> run(work, new JdbcTx(connection)));
    }

    @Override
    public <T> T read(Work<T> work) {
        return db.read(connection -> run(work, new JdbcTx(connection)));
    }

    @Override
    public Tx in(Transaction tx) {
        return (JdbcTx) tx;
    }

    private static <T> T run(Work<T> work, JdbcTx tx) throws SQLException {
        try {
            return work.on(tx);
        } catch (SqlFailed e) {
            throw e.failure();
        }
    }
}
