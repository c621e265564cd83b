package zhiheng.server.ground.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Transaction;
import zhiheng.server.rooms.registry.JdbcOfficeStore;
import zhiheng.server.rooms.registry.JdbcTx;

/** SQL inside an office transaction, whose failures travel through the office as {@link JdbcOfficeStore.Failed}. */
public record TxSql(Connection connection) {
    /** {@code tx} must come from a {@link JdbcOfficeStore}. */
    public static TxSql in(Transaction tx) {
        return new TxSql(((JdbcTx) tx).connection());
    }

    public void update(String sql, @Nullable Object... values) {
        try {
            Sql.update(connection, sql, values);
        } catch (SQLException e) {
            throw new JdbcOfficeStore.Failed(e);
        }
    }

    public <T> List<T> list(String sql, Sql.Row<T> row, @Nullable Object... values) {
        try {
            return Sql.list(connection, sql, row, values);
        } catch (SQLException e) {
            throw new JdbcOfficeStore.Failed(e);
        }
    }
}
