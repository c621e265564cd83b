package zhiheng.server.rooms.registry;

import java.sql.SQLException;
import java.util.HashSet;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.SqlFailed;

/** The office's state in a {@link Db}. */
public final class JdbcOfficeStore implements OfficeStore {
    private final Db db;
    private final OrgTallies tallies = new OrgTallies();

    public JdbcOfficeStore(Db db) {
        this.db = db;
    }

    @Override
    public <T> T write(Work<T> work) {
        var changed = new HashSet<String>();
        try {
            return db.write(connection -> run(work, JdbcTx.writing(connection, changed)));
        } finally { // after a failed commit too, which may have been one
            tallies.changed(changed);
        }
    }

    @Override
    public <T> T read(Work<T> work) {
        return db.read(connection -> run(work, JdbcTx.reading(connection, tallies)));
    }

    @Override
    public <T> T once(Work<T> work) {
        return db.once(connection -> run(work, JdbcTx.reading(connection, tallies)));
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
