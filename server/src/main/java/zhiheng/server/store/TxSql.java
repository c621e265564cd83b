package zhiheng.server.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Transaction;

/** SQL inside an office transaction, whose failures travel through the office as {@link JdbcOfficeStore.Failed}. */
record TxSql(Connection connection) {
    /** {@code tx} must come from a {@link JdbcOfficeStore}. */
    static TxSql in(Transaction tx) {
        return new TxSql(((JdbcTx) tx).connection());
    }

    void update(String sql, @Nullable Object... values) {
        try {
            Sql.update(connection, sql, values);
        } catch (SQLException e) {
            throw new JdbcOfficeStore.Failed(e);
        }
    }

    <T> List<T> list(String sql, Sql.Row<T> row, @Nullable Object... values) {
        try {
            return Sql.list(connection, sql, row, values);
        } catch (SQLException e) {
            throw new JdbcOfficeStore.Failed(e);
        }
    }
}
