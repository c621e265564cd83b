package zhiheng.server.ground.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Short words for JDBC. */
public final class Sql {
    /** Reads one row. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** More rows than this are better sent as a batch of their own than each as a statement that waits. */
    private static final int FEW = 12;

    private Sql() {}

    /** Values of one row. */
    public static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    public static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        var ahead = Ahead.of(connection);
        if (ahead != null && !ahead.isEmpty()) {
            return ahead.with(sql, values, PreparedStatement::getUpdateCount);
        }
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    /**
     * As {@link #update}, where nobody asks how many rows it changed: it may go to the database together with the next statement, which
     * then fails in its place.
     */
    public static void later(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        var ahead = Ahead.of(connection);
        if (ahead == null) {
            update(connection, sql, values);
        } else {
            ahead.later(sql, values);
        }
    }

    /** As {@link #later}, once for the values of each row. */
    public static void laterAll(Connection connection, String sql, List<@Nullable Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        if (rows.size() <= FEW && Ahead.of(connection) != null) {
            for (var values : rows) {
                later(connection, sql, values);
            }
            return;
        }
        try (var statement = connection.prepareStatement(sql)) {
            for (var values : rows) {
                bind(statement, values);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    public static <T> List<T> list(Connection connection, String sql, Row<T> row, @Nullable Object... values)
            throws SQLException {
        var ahead = Ahead.of(connection);
        if (ahead != null && !ahead.isEmpty()) {
            return ahead.with(sql, values, statement -> read(statement.getResultSet(), row));
        }
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return read(statement.executeQuery(), row);
        }
    }

    /** All rows; they are closed with their statement. */
    private static <T> List<T> read(ResultSet rows, Row<T> row) throws SQLException {
        var result = new ArrayList<T>();
        while (rows.next()) {
            result.add(row.read(rows));
        }
        return result;
    }

    public static <T> Optional<T> one(Connection connection, String sql, Row<T> row, @Nullable Object... values)
            throws SQLException {
        return list(connection, sql, row, values).stream().findFirst();
    }

    public static long number(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        return one(connection, sql, row -> row.getLong(1), values).orElse(0L);
    }

    /** The column {@code ledger_index}; -1 while the act is not in the ledger. */
    public static long ledgerIndex(ResultSet row) throws SQLException {
        long index = row.getLong("ledger_index");
        return row.wasNull() ? -1 : index;
    }

    public static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (var i = 0; i < values.length; i++) {
            switch (values[i]) {
                case null -> statement.setNull(i + 1, Types.NULL); // of whatever kind the column is
                case String text -> statement.setString(i + 1, text);
                case Integer number -> statement.setInt(i + 1, number);
                case Long number -> statement.setLong(i + 1, number);
                case byte[] bytes -> statement.setBytes(i + 1, bytes);
                case Boolean flag -> statement.setInt(i + 1, flag ? 1 : 0);
                case Enum<?> constant -> statement.setString(i + 1, constant.name());
                case java.time.Instant time -> statement.setString(i + 1, Times.text(time));
                case java.time.LocalDate date -> statement.setString(i + 1, date.toString());
                case Object other -> throw new IllegalArgumentException("no column type for " + other.getClass());
            }
        }
    }
}
