package zhiheng.server.ground.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** Keeps two servers from writing to one database at a time. */
interface Fence extends AutoCloseable {
    /** In the first transaction: writes down who holds the database, or looks that it is still so. */
    void sign(Connection c) throws SQLException;

    /** Refuses a transaction of a server that another one has replaced, and keeps a new one waiting until this one is done. */
    void mustHold(Connection c) throws SQLException;

    /** Whether this server may write, as far as it knows without asking. */
    boolean holds();

    @Override
    void close();
}
