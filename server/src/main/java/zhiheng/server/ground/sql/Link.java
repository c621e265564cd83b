package zhiheng.server.ground.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** One connection to PostgreSQL that is made anew after it broke, and never waits long for an answer. */
final class Link implements AutoCloseable {
    private final String url;
    private final Properties properties;
    private @Nullable Connection open;

    /** @param seconds how long anything on it may take */
    Link(String url, Properties login, int seconds) {
        this.url = url;
        properties = new Properties();
        properties.putAll(login);
        for (var limit : new String[] {"loginTimeout", "connectTimeout", "socketTimeout"}) {
            properties.setProperty(limit, Integer.toString(seconds));
        }
    }

    /** Whether it is as it was when last used; a lock of its session has gone with one that is not. */
    boolean isOpen() {
        return open != null;
    }

    /** What was made or locked on the connection before is gone where it had broken. */
    Connection connection() throws SQLException {
        if (open == null) {
            open = DriverManager.getConnection(url, properties);
        }
        return open;
    }

    /** After a failure: the next use makes it anew. */
    void drop() {
        var broken = open;
        open = null;
        if (broken != null) {
            try {
                broken.abort(Runnable::run);
            } catch (SQLException e) {
                // it is not used again
            }
        }
    }

    @Override
    public void close() {
        drop();
    }
}
