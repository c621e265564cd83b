package zhiheng.server.rooms.traffic;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import zhiheng.gateway.Ask;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Served;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;

/**
 * Reads calls by the hundred thousand, in the order of time. Left out, and empty in what it hands on: name of the upstream, digests, lengths, the
 * first byte, trace. Many calls ask for the same, so each text of JSON is parsed once.
 */
final class CallStream {
    private static final int FETCH = 1_000;
    private static final int MOST_TEXTS = 10_000;
    private static final String SQL =
            "SELECT id, time, surface, model, permit_version, status, clause, user_hash, tokens_in, tokens_out,"
                    + " micros, labelled, held, detections, asked, attempts FROM interaction WHERE system = ? AND id >= ?"
                    + " AND id < ? ORDER BY id";

    private final String system;
    private final Map<String, Ask> asks = new HashMap<>();
    private final Map<String, Map<String, Integer>> detections = new HashMap<>();
    private String day = "?";
    private long midnight;

    private CallStream(String system) {
        this.system = system;
    }

    /** @param low the first id, {@code high} the first after */
    static void read(Connection c, String system, String low, String high, Consumer<Interaction> each)
            throws SQLException {
        var stream = new CallStream(system);
        try (var statement = c.prepareStatement(SQL)) {
            statement.setFetchSize(FETCH);
            Sql.bind(statement, system, low, high);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    each.accept(stream.call(rows));
                }
            }
        }
    }

    private Interaction call(ResultSet row) throws SQLException {
        long hash = row.getLong(8);
        Long user = row.wasNull() ? null : Long.valueOf(hash);
        var asked = once(asks, row.getString(15), text -> AskJson.read(text, "", null));
        return new Interaction(
                row.getString(1),
                system,
                time(row.getString(2)),
                row.getString(3),
                new Ask(
                        row.getString(4),
                        user,
                        asked.region(),
                        asked.age(),
                        asked.purpose(),
                        asked.maxTokens(),
                        asked.tools(),
                        asked.tenant()),
                "",
                row.getInt(16),
                false,
                row.getLong(5),
                row.getInt(6),
                row.getString(7),
                "",
                0,
                "",
                0,
                row.getLong(9),
                row.getLong(10),
                0,
                row.getLong(11),
                row.getInt(12) == 1,
                once(detections, row.getString(14), text -> Map.copyOf(InteractionRows.counts(text))),
                row.getInt(13) == 1,
                "",
                false,
                Served.UNSAID);
    }

    private static <T> T once(Map<String, T> known, String text, Function<String, T> parse) {
        if (known.size() > MOST_TEXTS) {
            known.clear();
        }
        return known.computeIfAbsent(text, parse);
    }

    /** As {@link Times} writes it; the date is looked at anew only when it changes. */
    private Instant time(String text) {
        if (!text.startsWith(day)) {
            day = text.substring(0, 10);
            midnight = LocalDate.parse(day)
                    .atStartOfDay()
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
        }
        long minutes = number(text, 11, 13) * 60 + number(text, 14, 16);
        return Instant.ofEpochMilli(midnight + (minutes * 60 + number(text, 17, 19)) * 1_000 + number(text, 20, 23));
    }

    private static long number(String text, int from, int to) {
        return Long.parseLong(text, from, to, 10);
    }
}
