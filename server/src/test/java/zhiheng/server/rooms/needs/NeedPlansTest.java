package zhiheng.server.rooms.needs;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import zhiheng.server.ground.sql.TxSql;

/** SQLite walks one index for every list of needs, whatever it is asked by: it reads no table whole and sorts nothing. */
class NeedPlansTest extends NeedsOnServer {
    private static final Instant NOW = Instant.parse("2026-09-18T02:00:00Z");

    private final List<String> asked = new ArrayList<>();

    private Connection listening(Connection db) {
        return (Connection) Proxy.newProxyInstance(
                NeedPlansTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    if (method.getName().equals("prepareStatement")) {
                        asked.add((String) args[0]);
                    }
                    try {
                        return method.invoke(db, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static List<String> plan(Connection db, String sql) throws SQLException {
        var steps = new ArrayList<String>();
        try (var statement = db.prepareStatement("EXPLAIN QUERY PLAN " + sql);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                steps.add(rows.getString("detail"));
            }
        }
        return steps;
    }

    @Test
    void every_list_goes_by_an_index_and_sorts_nothing() throws Exception {
        try (var db = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/zhiheng.db"))) {
            var rows = new NeedRows(new TxSql(listening(db)));
            for (var stage : new @Nullable String[] {null, "working", NeedQuery.STUCK}) {
                for (var lead : new @Nullable String[] {null, waterOrg}) {
                    for (boolean late : new boolean[] {false, true}) {
                        for (boolean part : new boolean[] {false, true}) {
                            for (var after : new @Nullable String[] {null, late ? "2026-01-01T00:00:00.000Z~1" : "1"}) {
                                if (!part || lead != null) {
                                    rows.list(new NeedQuery(lead, stage, late, part, after, 50), NOW);
                                }
                            }
                        }
                    }
                }
            }
            rows.byReceipt("x");
            rows.due(NOW, 10);
            rows.old(NOW, 10);
            rows.lateParts(LocalDate.of(2026, 9, 18));
            assertThat(asked).hasSizeGreaterThan(36);
            for (var sql : asked.stream().distinct().toList()) {
                assertThat(plan(db, sql))
                        .as(sql)
                        .noneMatch(step -> step.startsWith("SCAN") && !step.contains("USING"))
                        .noneMatch(step -> step.startsWith("USE TEMP B-TREE FOR ORDER"));
            }
        }
    }
}
