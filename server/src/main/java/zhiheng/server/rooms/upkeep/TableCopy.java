package zhiheng.server.rooms.upkeep;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import zhiheng.server.ground.sql.Sql;

/** Copies all rows of all tables between two databases of one schema, whichever of them is SQLite. */
final class TableCopy {
    private static final int BATCH = 1_000;
    /** Each database keeps its own account of these. */
    private static final Set<String> ITS_OWN = Set.of("schema_version", "sqlite_sequence");

    private TableCopy() {}

    /** The tables of a SQLite database, each after those that it refers to. */
    static List<String> tables(Connection sqlite) throws SQLException {
        var all = new TreeSet<>(
                Sql.list(sqlite, "SELECT name FROM sqlite_master WHERE type = 'table'", row -> row.getString("name")));
        all.removeAll(ITS_OWN);
        var order = new ArrayList<String>();
        while (!all.isEmpty()) {
            for (var table : List.copyOf(all)) {
                var refers = new TreeSet<>(Sql.list(
                        sqlite, "SELECT \"table\" FROM pragma_foreign_key_list(?)", row -> row.getString(1), table));
                refers.remove(table);
                if (Collections.disjoint(refers, all)) {
                    order.add(table);
                    all.remove(table);
                }
            }
        }
        return order;
    }

    /** Returns how many rows were copied. The tables of {@code to} must be there; what its migrations put into them goes. */
    static long copy(Connection from, Connection to, List<String> tables) throws SQLException {
        for (var table : tables.reversed()) {
            Sql.update(to, "DELETE FROM " + table);
        }
        long rows = 0;
        for (var table : tables) {
            rows += copy(from, to, table);
        }
        return rows;
    }

    private static long copy(Connection from, Connection to, String table) throws SQLException {
        try (var read = from.createStatement()) {
            read.setFetchSize(BATCH);
            try (var row = read.executeQuery("SELECT * FROM " + table)) {
                var columns = new ArrayList<String>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    columns.add(row.getMetaData().getColumnName(i));
                }
                var insert = "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
                        + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
                long n = 0;
                try (var write = to.prepareStatement(insert)) {
                    while (row.next()) {
                        for (int i = 1; i <= columns.size(); i++) {
                            write.setObject(i, row.getObject(i));
                        }
                        write.addBatch();
                        if (++n % BATCH == 0) {
                            write.executeBatch();
                        }
                    }
                    write.executeBatch();
                }
                return n;
            }
        }
    }
}
