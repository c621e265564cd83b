package zhiheng.server.ground.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A writer's connection to PostgreSQL, on which statements may wait for the next one and go to the database with it: one message, one
 * answer. The database runs them in their order and stops at the first that fails (PostgreSQL, Frontend/Backend Protocol, Extended
 * Query), so a failure is told by the statement that went last, in the same transaction. What is not sent through {@link Sql} sends
 * what waits before it.
 *
 * <p>A statement of its own costs a way to another process and back, some 50 µs on one machine, more over a network; writers take turns,
 * so these ways add up to the bound of what all of them write.
 */
final class Ahead implements InvocationHandler {
    /** So many wait at most. */
    private static final int MOST = 48;

    private static final String MARK = "SAVEPOINT member";

    /** The connection that is handed out. */
    interface Waits {
        Ahead ahead();
    }

    /** Reads what a statement brought. */
    @FunctionalInterface
    interface Reading<T> {
        T from(PreparedStatement statement) throws SQLException;
    }

    private final Connection connection;
    private final Connection shown;
    private final List<String> waiting = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();
    private boolean marked;
    /** How many of those that wait are the mark itself; zero once it has gone. */
    private int marks;

    Ahead(Connection connection) {
        this.connection = connection;
        shown = (Connection) Proxy.newProxyInstance(
                Ahead.class.getClassLoader(), new Class<?>[] {Connection.class, Waits.class}, this);
    }

    /** What waits on this connection; null on one where nothing does. */
    static @Nullable Ahead of(Connection connection) {
        return connection instanceof Waits waits ? waits.ahead() : null;
    }

    /** To work with. */
    Connection shown() {
        return shown;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Waits.class) {
            return this;
        }
        if (method.getDeclaringClass() != Object.class) {
            send();
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void later(String sql, @Nullable Object... bound) throws SQLException {
        waiting.add(sql);
        values.addAll(Arrays.asList(bound));
        if (waiting.size() >= MOST) {
            send();
        }
    }

    /** Sends what waits, and this behind it. */
    <T> T with(String sql, @Nullable Object[] bound, Reading<T> reading) throws SQLException {
        int before = waiting.size();
        waiting.add(sql);
        values.addAll(Arrays.asList(bound));
        try (var statement = connection.prepareStatement(taken())) {
            Sql.bind(statement, takenValues());
            statement.execute();
            for (int i = 0; i < before; i++) {
                statement.getMoreResults();
            }
            return reading.from(statement);
        }
    }

    private void send() throws SQLException {
        if (!waiting.isEmpty()) {
            try (var statement = connection.prepareStatement(taken())) {
                Sql.bind(statement, takenValues());
                statement.execute();
            }
        }
    }

    private String taken() {
        var sql = String.join(";", waiting);
        waiting.clear();
        marked |= marks > 0;
        marks = 0;
        return sql;
    }

    private @Nullable Object[] takenValues() {
        var bound = values.toArray();
        values.clear();
        return bound;
    }

    /** From here on {@link #takeBack} undoes; what was done before stays. */
    void mark() throws SQLException {
        if (marked) {
            later("RELEASE " + MARK);
        }
        later(MARK);
        marks = waiting.size();
    }

    /** Ends what began with a mark, or without one: all of it has been run. */
    void end() throws SQLException {
        if (waiting.size() == marks) {
            drop(); // there was nothing to do
        } else {
            send();
        }
    }

    /** Undoes what was done since the mark. */
    void takeBack() throws SQLException {
        boolean gone = marks == 0;
        drop();
        if (gone) {
            Sql.update(connection, "ROLLBACK TO " + MARK);
        }
    }

    private void drop() {
        waiting.clear();
        values.clear();
        marks = 0;
    }
}
