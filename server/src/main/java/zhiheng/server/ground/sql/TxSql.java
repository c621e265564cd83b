package zhiheng.server.ground.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Transaction;

/** SQL inside an office transaction, whose failures travel through the office as {@link SqlFailed}. */
public record TxSql(Connection connection) {
    /** {@code tx} must be a {@link SqlTransaction}. */
    public static TxSql in(Transaction tx) {
        return new TxSql(((SqlTransaction) tx).connection());
    }

    /** @return how many rows it changed */
    public int update(String sql, @Nullable Object... values) {
        try {
            return Sql.update(connection, sql, values);
        } catch (SQLException e) {
            throw new SqlFailed(e);
        }
    }

    /** As {@link Sql#later}. */
    public void later(String sql, @Nullable Object... values) {
        try {
            Sql.later(connection, sql, values);
        } catch (SQLException e) {
            throw new SqlFailed(e);
        }
    }

    public <T> List<T> list(String sql, Sql.Row<T> row, @Nullable Object... values) {
        try {
            return Sql.list(connection, sql, row, values);
        } catch (SQLException e) {
            throw new SqlFailed(e);
        }
    }
}
