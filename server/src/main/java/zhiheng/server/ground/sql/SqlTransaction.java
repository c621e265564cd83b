package zhiheng.server.ground.sql;

import java.sql.Connection;
import zhiheng.office.acts.Transaction;

/** A transaction of the office that runs on a connection of this database. */
public interface SqlTransaction extends Transaction {
    Connection connection();
}
