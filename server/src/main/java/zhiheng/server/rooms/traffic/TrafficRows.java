package zhiheng.server.rooms.traffic;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import zhiheng.gateway.Interaction;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.rooms.traffic.Traffic.Span;
import zhiheng.server.rooms.traffic.Traffic.Stretch;

/**
 * Counts of calls by stretch of time, kept with the calls they count. A drawing costs its own points, however many calls there
 * were. Counted are {@code passed}, {@code refused}, {@code failed} and {@code gone} (the caller left), of which each call is one;
 * {@code due} (passed and generated, so a label may be asked for) and {@code labelled}; {@code tokens-in}, {@code tokens-out};
 * calls by {@code clause:}, {@code kind:} found, {@code model:}, {@code surface:} and {@code version:} of the permit; passed calls by
 * {@code ms:} step of time.
 */
final class TrafficRows {
    static final Set<String> GENERATING =
            Set.of("chat/completions", "completions", "responses", "messages", "images/generations", "audio/speech");
    private static final Duration KEEP_MINUTES = Duration.ofDays(2);
    private static final Duration KEEP_TEN_MINUTES = Duration.ofDays(32);
    private static final int CALLER_LEFT = 499;

    private record Key(String system, String start, String what) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int by = system.compareTo(other.system);
            by = by != 0 ? by : Integer.compare(start.length(), other.start.length());
            by = by != 0 ? by : start.compareTo(other.start);
            return by != 0 ? by : what.compareTo(other.what);
        }
    }

    private TrafficRows() {}

    static void add(Connection c, List<Interaction> calls) throws SQLException {
        var counts = new TreeMap<Key, Long>();
        for (var call : calls) {
            var time = Times.text(call.time());
            for (var span : Span.values()) {
                var start = time.substring(0, span.letters);
                count(call, (what, times) -> counts.merge(new Key(call.system(), start, what), times, Long::sum));
            }
        }
        try (var rows = c.prepareStatement(
                "INSERT INTO traffic (system, step, start, what, times) VALUES (?, ?, ?, ?, ?) ON CONFLICT (system,"
                        + " step, start, what) DO UPDATE SET times = traffic.times + excluded.times")) {
            for (var e : counts.entrySet()) {
                var key = e.getKey();
                Sql.bind(rows, key.system, key.start.length(), key.start, key.what, e.getValue());
                rows.addBatch();
            }
            rows.executeBatch();
        }
    }

    private static void count(Interaction i, java.util.function.ObjLongConsumer<String> to) {
        boolean passed = i.clause().isEmpty() && i.status() < 400;
        to.accept(
                passed ? "passed" : !i.clause().isEmpty() ? "refused" : i.status() == CALLER_LEFT ? "gone" : "failed",
                1);
        if (passed) {
            to.accept(LatencyStep.PREFIX + LatencyStep.of(i.micros()), 1);
            to.accept("model:" + i.model(), 1);
            if (GENERATING.contains(i.surface())) {
                to.accept("due", 1);
            }
        }
        if (i.labelled()) {
            to.accept("labelled", 1);
        }
        if (!i.clause().isEmpty()) {
            to.accept("clause:" + i.clause(), 1);
        }
        to.accept("surface:" + i.surface(), 1);
        to.accept("version:" + i.permitVersion(), 1);
        to.accept("tokens-in", i.tokensIn());
        to.accept("tokens-out", i.tokensOut());
        i.detections().keySet().forEach(kind -> to.accept("kind:" + kind, 1));
    }

    static Traffic read(Connection c, String system, Span span, Instant now) throws SQLException {
        var from = span.begin(now);
        var byStart = new HashMap<String, Map<String, Long>>();
        try (var statement = c.prepareStatement(
                "SELECT start, what, times FROM traffic WHERE system = ? AND step = ? AND start >= ?")) {
            Sql.bind(statement, system, span.letters, Times.text(from).substring(0, span.letters));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    byStart.computeIfAbsent(rows.getString(1), start -> new HashMap<>())
                            .put(rows.getString(2), rows.getLong(3));
                }
            }
        }
        var stretches = new ArrayList<Stretch>();
        for (int i = 0; i < span.steps; i++) {
            var start = from.plus(span.step().multipliedBy(i));
            var counts = byStart.getOrDefault(Times.text(start).substring(0, span.letters), Map.of());
            stretches.add(new Stretch(start, counts));
        }
        return new Traffic(span, stretches);
    }

    /** @param prefix ends with a colon */
    static List<String> names(Connection c, String system, String prefix, Instant now, int limit) throws SQLException {
        var span = Span.MONTH;
        return Sql.list(
                c,
                "SELECT what FROM traffic WHERE system = ? AND step = ? AND start >= ? AND substr(what, 1, ?) = ?"
                        + " GROUP BY what ORDER BY SUM(times) DESC, what LIMIT ?",
                row -> row.getString(1).substring(prefix.length()),
                system,
                span.letters,
                Times.text(span.begin(now)).substring(0, span.letters),
                prefix.length(),
                prefix,
                limit);
    }

    /** Hours are kept as long as calls, finer steps as long as a drawing shows them. */
    static void forget(Connection c, String system, Instant before, Instant now) throws SQLException {
        forget(c, system, Span.MONTH, before);
        forget(c, system, Span.DAY, later(before, now.minus(KEEP_TEN_MINUTES)));
        forget(c, system, Span.HOUR, later(before, now.minus(KEEP_MINUTES)));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static void forget(Connection c, String system, Span span, Instant before) throws SQLException {
        Sql.update(
                c,
                "DELETE FROM traffic WHERE system = ? AND step = ? AND start < ?",
                system,
                span.letters,
                Times.text(before).substring(0, span.letters));
    }
}
