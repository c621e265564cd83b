package zhiheng.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import zhiheng.cases.Case;
import zhiheng.cases.CaseCodec;
import zhiheng.cases.Cases;
import zhiheng.cases.Event;
import zhiheng.cases.Procedure;
import zhiheng.cases.Who;
import zhiheng.office.policy.Likeness;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.rooms.sandbox.Receipts;

/**
 * Lays many needs into a database, rows and marks in the order of their keys and each index made at the end, so that a million take
 * minutes. A need in five waits to be sorted, one in five is in work, a tenth of these late, the others are solved; one in ten is shared
 * with a second department, one in a hundred went to and fro too often. Steps are those of one in a hundred; acts and the ledger have none.
 */
final class NeedsFill {
    /** So many bands has a need at the most, and so many bits the number of a band takes: sixteen million of them. */
    private static final int BANDS = 16;

    private static final int PLACE_BITS = 24;
    private static final int AT_ONCE = 50_000;
    private static final int TEXTS = 20_000;

    private final Connection db;
    private final List<String> departments;
    private final int count;
    private final Instant at = Instant.now().minus(Duration.ofDays(3));

    NeedsFill(Connection db, List<String> departments, int count) {
        if (count > 1 << PLACE_BITS - 4) {
            throw new IllegalArgumentException("at most " + (1 << PLACE_BITS - 4) + " needs");
        }
        this.db = db;
        this.departments = departments;
        this.count = count;
    }

    static String id(int i) {
        return String.format(Locale.ROOT, "0%031d", i);
    }

    static String receipt(int i) {
        return String.format(Locale.ROOT, "BENCH-%014d", i);
    }

    void fill(Cases cases, Procedure procedure, String procedureText) throws SQLException, IOException {
        if (sqlite()) {
            run("PRAGMA synchronous = OFF");
            run("PRAGMA cache_size = -262144");
        }
        db.setAutoCommit(false);
        try (var row =
                db.prepareStatement("INSERT INTO moved_case_procedure (id, version, file, text) VALUES (?, ?, ?, ?)")) {
            put(row, procedure.id(), procedure.version(), procedure.file(), procedureText);
            row.executeBatch();
        }
        var indexes = indexes();
        for (var name : indexes.keySet()) {
            run("DROP INDEX " + name);
        }
        needs(cases);
        for (var made : indexes.values()) {
            run(made);
        }
        bands();
        tallies();
        db.commit();
        db.setAutoCommit(true);
        run("ANALYZE");
    }

    private boolean sqlite() throws SQLException {
        return db.getMetaData().getDatabaseProductName().equals("SQLite");
    }

    private void run(String sql) throws SQLException {
        try (var statement = db.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Those of the tables of needs that no key stands on, by name, and how they are made. */
    private Map<String, String> indexes() throws SQLException {
        var found = new LinkedHashMap<String, String>();
        var sql = sqlite()
                ? "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('need',"
                        + " 'need_part')"
                : "SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ('need', 'need_part') AND indexname NOT"
                        + " LIKE '%_pkey'";
        try (var statement = db.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
        }
        return found;
    }

    private static void put(PreparedStatement row, Object... values) throws SQLException {
        for (int k = 0; k < values.length; k++) {
            row.setObject(k + 1, values[k]);
        }
        row.addBatch();
    }

    static String text(int i) {
        return "第" + i % TEXTS + "号院" + i % 97 + "单元停水，物业说" + i % 1013 + "点恢复";
    }

    private void needs(Cases cases) throws SQLException {
        var desk = new Who("p", "a", Procedure.Holder.AUTHORITY);
        var waiting = cases.open("x", "x", Map.of(), Who.SYSTEM, at).next();
        var working = working(cases, desk, departments.getFirst(), waiting);
        var solved = solved(cases, working, departments.getFirst());
        var bodies = new ArrayList<String[]>();
        for (var c : List.of(waiting, working, solved)) {
            bodies.add(CaseCodec.write(c).split("\"x\"", -1));
        }
        try (var row = db.prepareStatement("INSERT INTO need (id, receipt, source, kind, text, place, stage, lead,"
                        + " proposed, bounces, reopened, opened, updated, due, closed, wake, answer, reason,"
                        + " confirmed, satisfied, joined, body) VALUES (?, ?, '', 'HELP', ?, '', ?, ?, '', ?, 0, ?,"
                        + " ?, ?, ?, '', '', '', ?, ?, '', ?)");
                var part = db.prepareStatement("INSERT INTO need_part (need, org, task, words, delivered, due, refused,"
                        + " stage, ends, stuck) VALUES (?, ?, 'look', '', ?, ?, '', ?, ?, ?)");
                var step =
                        db.prepareStatement("INSERT INTO need_step (need, step, time, deeds, words, salt, act) VALUES"
                                + " (?, ?, ?, '[]', '', '', '')")) {
            for (int i = 0; i < count; i++) {
                int sort = i % 5 == 0 ? 0 : i % 5 == 1 ? 1 : 2;
                var c = sort == 0 ? waiting : sort == 1 ? working : solved;
                // as they come: opened over three years, ending within a month
                var opened = at.minus(Duration.ofSeconds((long) (count - i) * (3 * 365 * 86_400L) / count));
                var ends = i % 50 == 1
                        ? at.minus(Duration.ofMinutes(i % 43_200))
                        : at.plus(Duration.ofDays(4)).plus(Duration.ofMinutes(i % 43_200));
                var due = c.ended() ? "" : Times.text(ends);
                int bounces = i % 100 <= 1 ? 2 : 0;
                int stuck = bounces == 2 && !c.ended() ? 1 : 0;
                put(
                        row,
                        id(i),
                        Receipts.digest(receipt(i)),
                        text(i),
                        c.stage(),
                        sort == 0 ? "" : departments.get(i % departments.size()),
                        bounces,
                        Times.text(opened),
                        Times.text(opened),
                        due,
                        c.ended() ? 1 : 0,
                        c.ended() ? "YES" : "NOTHING",
                        c.ended() ? 4 : 0,
                        String.join("\"" + id(i) + "\"", bodies.get(sort)));
                if (sort != 0 && i % 10 == 1 || i % 10 == 2) {
                    var day = Times.text(ends).substring(0, 10);
                    var org = departments.get((i + 10) % departments.size());
                    put(part, id(i), org, c.ended() ? Times.text(opened) : "", day, c.stage(), due, stuck);
                }
                if (i % 100 == 52 || i == count / 2) {
                    for (long s = 0; s <= c.step(); s++) {
                        put(step, id(i), s, Times.text(opened));
                    }
                }
                if (i % AT_ONCE == AT_ONCE - 1) {
                    row.executeBatch();
                    part.executeBatch();
                    step.executeBatch();
                }
            }
            row.executeBatch();
            part.executeBatch();
            step.executeBatch();
        }
    }

    /** The marks of all texts, sorted by their first bits beside the place that each stands at. */
    private void bands() throws SQLException {
        var all = new long[count * BANDS];
        var order = new long[count * BANDS];
        int n = 0;
        for (int i = 0; i < count; i++) {
            var mine = Arrays.stream(Likeness.of(text(i)).bands()).distinct().toArray();
            for (int k = 0; k < mine.length; k++) {
                int place = i * BANDS + k;
                all[place] = mine[k];
                order[n++] = mine[k] >>> PLACE_BITS << PLACE_BITS | place;
            }
        }
        Arrays.parallelSort(order, 0, n);
        try (var band = db.prepareStatement("INSERT INTO need_band (band, need) VALUES (?, ?)")) {
            for (int k = 0; k < n; k++) {
                int place = (int) (order[k] & (1 << PLACE_BITS) - 1);
                band.setLong(1, all[place]);
                band.setString(2, id(place / BANDS));
                band.addBatch();
                if (k % AT_ONCE == AT_ONCE - 1) {
                    band.executeBatch();
                }
            }
            band.executeBatch();
        }
    }

    private void tallies() throws SQLException {
        run("DELETE FROM need_tally");
        for (var name : List.of("'stage.' || stage", "'flow.received'", "'now.stuck'")) {
            var of = name.equals("'now.stuck'") ? " WHERE closed = 0 AND bounces >= 2" : " WHERE 1 = 1";
            var by = name.startsWith("'stage") ? ", stage" : "";
            run("INSERT INTO need_tally (lead, name, n) SELECT '', " + name + ", COUNT(*) FROM need" + of
                    + (by.isEmpty() ? "" : " GROUP BY stage"));
            run("INSERT INTO need_tally (lead, name, n) SELECT lead, " + name + ", COUNT(*) FROM need" + of
                    + " AND lead <> '' GROUP BY lead" + by);
        }
        run(
                "INSERT INTO need_ending (lead, due, n) SELECT lead, substr(due, 1, 10), COUNT(*) FROM need WHERE closed = 0"
                        + " AND due <> '' GROUP BY lead, substr(due, 1, 10)");
    }

    private Case working(Cases cases, Who desk, String org, Case c) {
        var who = new Who("d", org, Procedure.Holder.DEPARTMENT);
        var sent = cases.on(c, new Event.Act("dispatch-now", desk, at)).next();
        return cases.on(sent, new Event.Act("accept", who, at)).next();
    }

    private Case solved(Cases cases, Case c, String org) {
        var who = new Who("d", org, Procedure.Holder.DEPARTMENT);
        var filed = cases.on(c, new Event.File("answer", "d", who, at)).next();
        var replied = cases.on(filed, new Event.Act("reply", who, at)).next();
        return cases.on(replied, new Event.Act("solved", Who.SYSTEM, at)).next();
    }
}
