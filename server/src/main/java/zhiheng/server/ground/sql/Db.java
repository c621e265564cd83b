package zhiheng.server.ground.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import zhiheng.base.OwnerOnly;
import zhiheng.base.Refusal;

/**
 * The database: SQLite in a file, or PostgreSQL. Writers take turns and share commits, readers do not wait. A
 * transaction sees one state and commits as a whole.
 */
public final class Db implements AutoCloseable {
    private static final int READERS = 8;

    /** SQLite: no memory, input or output failed, damaged, full, cannot open. */
    private static final Set<Integer> SPOILING = Set.of(7, 10, 11, 13, 14);

    private static final Pattern LOGIN_TIMEOUT = Pattern.compile("[?&]loginTimeout=([1-9][0-9]{0,3})(?=&|$)");

    /** SQL that may fail. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private final HikariDataSource writer;
    private final HikariDataSource readers;
    private final WriteTurns turns;
    private final @Nullable Fence fence;
    private volatile boolean doubted;

    private Db(HikariDataSource writer, HikariDataSource readers, @Nullable Fence fence) {
        this.writer = writer;
        this.readers = readers;
        this.fence = fence;
        this.turns = new WriteTurns(
                writer, fence == null ? connection -> {} : fence::mustHold, isPostgres(writer.getJdbcUrl()));
    }

    /** Opens or makes the file and brings its schema up to what the rooms want. */
    public static Db sqlite(Path file, List<Migration> schema) {
        try {
            OwnerOnly.folders(file.toAbsolutePath().normalize().resolveSibling("."));
        } catch (IOException e) {
            throw new StoreException("Cannot make the folder of " + file + ". Check its rights.", e);
        }
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(10_000);
        config.setCacheSize(-65_536);
        config.setPragma(SQLiteConfig.Pragma.MMAP_SIZE, String.valueOf(1L << 30));
        var url = "jdbc:sqlite:" + file;
        var writing = config.toProperties();
        writing.setProperty(SQLiteConfig.Pragma.TRANSACTION_MODE.getPragmaName(), "IMMEDIATE");
        try {
            OwnerOnly.make(file);
            CopyBefore.beside(file, schema);
        } catch (IOException | SQLException e) {
            throw new StoreException(
                    "Cannot open the database " + file + ": " + e.getMessage()
                            + ". Check its rights and the disk's space.",
                    e);
        }
        var writer = pool(url, writing, 1);
        try {
            return migrated(new Db(writer, pool(url, config.toProperties(), READERS), null), schema, true);
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /** As {@link #postgres(String, String, String, List, boolean)}, with a copy. */
    public static Db postgres(String url, String user, String password, List<Migration> schema) {
        return postgres(url, user, password, schema, true);
    }

    /**
     * Opens a PostgreSQL database as its one writer and brings its schema up to what the rooms want.
     *
     * @param url may name {@code loginTimeout}, the seconds that a connection is waited for
     * @param copy whether an older database is copied, within itself, before it is changed
     */
    public static Db postgres(String url, String user, String password, List<Migration> schema, boolean copy) {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        var pool = pool(url, properties, READERS + 1);
        try {
            return migrated(new Db(pool, pool, WriterLease.take(url, properties)), schema, copy);
        } catch (SQLException e) {
            pool.close();
            throw new StoreException("Cannot open the database " + url + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** As {@link #postgres(String, String, String, List, boolean)}, as the server that leads among several. */
    public static Db leading(LeaderLease lease, List<Migration> schema, boolean copy) {
        var pool = pool(lease.url(), lease.login(), READERS + 1);
        try {
            return migrated(new Db(pool, pool, lease), schema, copy);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** Opens a PostgreSQL database as it is, for rows that belong to one server alone; beside the one that leads. */
    public static Db beside(String url, String user, String password) {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        var pool = pool(url, properties, 2);
        return new Db(pool, pool, null);
    }

    /** Opens a database file as it is, to read it; beside a running server too. */
    public static Db readOnly(Path file) {
        if (!Files.exists(file)) {
            throw Refusal.notFound(
                    "没有数据库 " + file + "。请检查 --data。", "There is no database " + file + ". Check --data.");
        }
        var config = new SQLiteConfig();
        config.setBusyTimeout(10_000);
        config.setPragma(SQLiteConfig.Pragma.MMAP_SIZE, String.valueOf(1L << 30));
        var properties = config.toProperties();
        properties.setProperty("query_only", "true");
        var pool = pool("jdbc:sqlite:" + file, properties, 2);
        return new Db(pool, pool, null);
    }

    /** Opens a PostgreSQL database as it is, to read it; beside a running server too. */
    public static Db readOnly(String url, String user, String password) {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("readOnly", "true");
        var pool = pool(url, properties, 2);
        return new Db(pool, pool, null);
    }

    private static Db migrated(Db db, List<Migration> schema, boolean copy) {
        try {
            db.transaction(db.writer, connection -> {
                if (db.fence != null) {
                    db.fence.sign(connection);
                    if (copy) {
                        CopyBefore.inside(connection, schema);
                    }
                }
                return Migrations.run(connection, schema);
            });
            return db;
        } catch (RuntimeException e) {
            db.close();
            throw e;
        }
    }

    private static HikariDataSource pool(String url, Properties properties, int size) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setDataSourceProperties(properties);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setAutoCommit(false);
        config.setTransactionIsolation(isPostgres(url) ? "TRANSACTION_REPEATABLE_READ" : "TRANSACTION_SERIALIZABLE");
        config.setConnectionTimeout(patience(url));
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new StoreException(
                    "Cannot open the database " + url + ". Check the address, the user and that it runs.", e);
        }
    }

    private static boolean isPostgres(String url) {
        return url.startsWith("jdbc:postgresql:");
    }

    /** How long somebody waits for a connection: the {@code loginTimeout} of the address in seconds, or ten. */
    private static long patience(String url) {
        var named = LOGIN_TIMEOUT.matcher(url);
        return named.find() ? Long.parseLong(named.group(1)) * 1000 : 10_000;
    }

    /** Returns when the work is on the disk. */
    public <T> T write(Work<T> work) {
        try {
            return turns.write(work);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Whether this server may write, as far as it knows without asking the database. */
    public boolean mayWrite() {
        return fence == null || fence.holds();
    }

    /** About how many wait to write. */
    int waitingWriters() {
        return turns.waiting();
    }

    public <T> T read(Work<T> work) {
        return transaction(readers, work);
    }

    /** Reads with one statement, which needs no transaction around it and so no end of one. */
    public <T> T once(Work<T> work) {
        if (!isPostgres(readers.getJdbcUrl())) {
            return read(work); // nothing is gained
        }
        try (var connection = readers.getConnection()) {
            connection.setAutoCommit(true); // the pool turns it back
            return work.on(connection);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private <T> T transaction(HikariDataSource pool, Work<T> work) {
        try (var connection = pool.getConnection()) {
            try {
                var result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                undo(pool, connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private StoreException failed(SQLException e) {
        doubted = true;
        return new StoreException("The database failed: " + e.getMessage() + ". Check its disk and that it runs.", e);
    }

    /** Whether more failed than one statement. */
    static boolean spoils(Throwable cause) {
        return cause instanceof SQLException sql && SPOILING.contains(sql.getErrorCode());
    }

    /** What went wrong first is what is told. A connection that cannot even take back, or whose disk failed, is not used again. */
    static void undo(HikariDataSource pool, Connection connection, Throwable cause) {
        boolean spoilt = spoils(cause);
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
            spoilt = true;
        }
        if (spoilt) {
            pool.evictConnection(connection);
        }
    }

    /** Whether the database answers and, where a write failed lately, takes one again; throws where it does not. */
    public void probe() {
        if (doubted) {
            write(c -> Sql.update(c, "UPDATE schema_version SET file = file WHERE version = 1"));
            doubted = false;
        } else {
            read(c -> Sql.number(c, "SELECT COUNT(*) FROM schema_version"));
        }
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
        if (fence != null) {
            fence.close();
        }
    }
}
