package zhiheng.server.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.journal.InteractionStore;
import zhiheng.gateway.journal.Position;
import zhiheng.office.Json;

/**
 * Interactions in the database. Ids are in the order of time, so that a list walks an index backwards and costs its own length,
 * however many rows there are.
 */
public final class InteractionRows implements InteractionStore {
    private static final int MOST = 200;
    private static final String COLUMNS =
            "id, system, time, surface, model, upstream, attempts, stream, permit_version,"
                    + " status, clause, user_hash, in_digest, in_bytes, out_digest, out_bytes, tokens_in, tokens_out,"
                    + " first_byte_micros, micros, labelled, held, detections, asked, trace";

    /**
     * What to look for; null or empty does not narrow.
     *
     * @param clause {@code *} for any refusal
     * @param detection a kind as in {@link Interaction#detections}
     * @param before the id of the last row of the page before
     */
    public record Query(
            String system,
            @Nullable String clause,
            @Nullable String detection,
            @Nullable String before,
            int limit) {}

    private final Db db;

    public InteractionRows(Db db) {
        this.db = db;
    }

    @Override
    public Position position() {
        return db.read(c -> Sql.one(
                        c,
                        "SELECT segment, place FROM journal_position WHERE one = 1",
                        row -> new Position(row.getLong("segment"), row.getLong("place")))
                .orElse(Position.START));
    }

    @Override
    public void insert(List<Interaction> interactions, Map<String, byte[]> contents, Position next) {
        db.write(c -> {
            insertAll(c, interactions);
            ContentRows.insert(c, interactions, contents);
            Sql.update(
                    c,
                    "INSERT INTO journal_position (one, segment, place) VALUES (1, ?, ?)"
                            + " ON CONFLICT (one) DO UPDATE SET segment = excluded.segment, place = excluded.place",
                    next.segment(),
                    next.offset());
            return next;
        });
    }

    private static void insertAll(Connection c, List<Interaction> interactions) throws SQLException {
        try (var rows = c.prepareStatement("INSERT INTO interaction (" + COLUMNS
                        + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
                var found = c.prepareStatement(
                        "INSERT INTO detection (system, kind, interaction, times) VALUES (?, ?, ?, ?)")) {
            for (var i : interactions) {
                Sql.bind(
                        rows,
                        i.id(),
                        i.system(),
                        i.time(),
                        i.surface(),
                        i.model(),
                        i.upstream(),
                        i.attempts(),
                        i.stream(),
                        i.permitVersion(),
                        i.status(),
                        i.clause(),
                        null,
                        i.inDigest(),
                        i.inBytes(),
                        i.outDigest(),
                        i.outBytes(),
                        i.tokensIn(),
                        i.tokensOut(),
                        i.firstByteMicros(),
                        i.micros(),
                        i.labelled(),
                        i.held(),
                        i.detections().isEmpty() ? "{}" : Json.write(i.detections()),
                        AskJson.write(i.ask()),
                        i.trace());
                var user = i.userHash();
                if (user == null) {
                    rows.setNull(12, java.sql.Types.BIGINT);
                } else {
                    rows.setLong(12, user);
                }
                rows.addBatch();
                for (var detection : i.detections().entrySet()) {
                    Sql.bind(found, i.system(), detection.getKey(), i.id(), detection.getValue());
                    found.addBatch();
                }
            }
            rows.executeBatch();
            found.executeBatch();
        }
    }

    /** One page, newest first. */
    public List<Interaction> search(Query query) {
        var values = new ArrayList<Object>();
        var sql = new StringBuilder("SELECT " + COLUMNS + " FROM interaction i WHERE i.system = ?");
        values.add(query.system());
        if (Filter.given(query.detection())) {
            sql.append(" AND i.id IN (SELECT d.interaction FROM detection d WHERE d.system = ? AND d.kind = ?");
            values.add(query.system());
            values.add(String.valueOf(query.detection()));
            if (Filter.given(query.before())) {
                sql.append(" AND d.interaction < ?");
                values.add(String.valueOf(query.before()));
            }
            sql.append(" ORDER BY d.interaction DESC LIMIT ").append(MOST).append(')');
        }
        if ("*".equals(query.clause())) {
            sql.append(" AND i.clause <> ''");
        } else if (Filter.given(query.clause())) {
            sql.append(" AND i.clause <> '' AND i.clause = ?");
            values.add(String.valueOf(query.clause()));
        }
        if (Filter.given(query.before())) {
            sql.append(" AND i.id < ?");
            values.add(String.valueOf(query.before()));
        }
        sql.append(" ORDER BY i.id DESC LIMIT ?");
        values.add(Math.clamp(query.limit(), 1, MOST));
        return db.read(c -> Sql.list(c, sql.toString(), InteractionRows::read, values.toArray()));
    }

    /** The calls whose answer had this digest: whence a piece of content came. */
    public List<Interaction> byAnswer(String sha256) {
        return db.read(c -> Sql.list(
                c,
                "SELECT " + COLUMNS + " FROM interaction WHERE out_digest = ? ORDER BY id DESC LIMIT 50",
                InteractionRows::read,
                sha256));
    }

    /** Calls a system answered or refused since a moment, for its counters after a restart. */
    public void since(String system, Instant from, java.util.function.Consumer<Interaction> each) {
        var low = firstId(from);
        db.read(c -> {
            try (var statement =
                    c.prepareStatement("SELECT " + COLUMNS + " FROM interaction WHERE system = ? AND id >= ?")) {
                Sql.bind(statement, system, low);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        each.accept(read(rows));
                    }
                }
            }
            return system;
        });
    }

    /** Forgets the rows of a system from before a moment. @return how many */
    public int forget(String system, Instant before) {
        var high = firstId(before);
        return db.write(c -> {
            Sql.update(c, "DELETE FROM detection WHERE system = ? AND interaction < ?", system, high);
            return Sql.update(c, "DELETE FROM interaction WHERE system = ? AND id < ?", system, high);
        });
    }

    /** No id of this moment or later sorts before it: ids begin with their milliseconds (RFC 9562, version 7). */
    static String firstId(Instant time) {
        return "%08x-%04x".formatted(time.toEpochMilli() >>> 16, time.toEpochMilli() & 0xffff);
    }

    private static Interaction read(ResultSet row) throws SQLException {
        long user = row.getLong("user_hash");
        Long userHash = row.wasNull() ? null : user;
        return new Interaction(
                row.getString("id"),
                row.getString("system"),
                Times.instant(row, "time"),
                row.getString("surface"),
                AskJson.read(row.getString("asked"), row.getString("model"), userHash),
                row.getString("upstream"),
                row.getInt("attempts"),
                row.getInt("stream") == 1,
                row.getLong("permit_version"),
                row.getInt("status"),
                row.getString("clause"),
                row.getString("in_digest"),
                row.getInt("in_bytes"),
                row.getString("out_digest"),
                row.getLong("out_bytes"),
                row.getLong("tokens_in"),
                row.getLong("tokens_out"),
                row.getLong("first_byte_micros"),
                row.getLong("micros"),
                row.getInt("labelled") == 1,
                counts(row.getString("detections")),
                row.getInt("held") == 1,
                row.getString("trace"));
    }

    private static Map<String, Integer> counts(String json) {
        if (json.equals("{}")) {
            return Map.of();
        }
        var counts = new HashMap<String, Integer>();
        Json.readMap(json).forEach((kind, times) -> counts.put(kind, ((Number) times).intValue()));
        return counts;
    }
}
