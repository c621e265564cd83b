package zhiheng.server.rooms.traffic;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Served;
import zhiheng.gateway.journal.InteractionStore;
import zhiheng.gateway.journal.Position;
import zhiheng.office.acts.Json;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;

/**
 * Interactions in the database. Ids are in the order of time, so that a list walks an index backwards and costs its own length,
 * however many rows there are.
 */
public final class InteractionRows implements InteractionStore {
    private static final int MOST = 200;
    public static final String COLUMNS = "id, system, time, surface, model, upstream, attempts, stream, permit_version,"
            + " status, clause, user_hash, in_digest, in_bytes, out_digest, out_bytes, tokens_in, tokens_out,"
            + " first_byte_micros, micros, labelled, held, detections, asked, trace, estimated";

    private final Db db;
    private final int journal;

    public InteractionRows(Db db) {
        this(db, 1);
    }

    /** @param journal the number of the journal that brings them; each server has its own */
    public InteractionRows(Db db, int journal) {
        this.db = db;
        this.journal = journal;
    }

    @Override
    public Position position() {
        return db.read(c -> Sql.one(
                        c,
                        "SELECT segment, place FROM journal_position WHERE one = ?",
                        row -> new Position(row.getLong("segment"), row.getLong("place")),
                        journal)
                .orElse(Position.START));
    }

    @Override
    public void insert(List<Interaction> interactions, Map<String, byte[]> contents, Position next) {
        db.write(c -> {
            put(c, interactions, contents);
            Sql.update(
                    c,
                    "INSERT INTO journal_position (one, segment, place) VALUES (?, ?, ?)"
                            + " ON CONFLICT (one) DO UPDATE SET segment = excluded.segment, place = excluded.place",
                    journal,
                    next.segment(),
                    next.offset());
            return next;
        });
    }

    /** Inserts and counts them in a transaction of the caller's, who sees to it that they come once. */
    public static void put(Connection c, List<Interaction> interactions, Map<String, byte[]> contents)
            throws SQLException {
        insertAll(c, interactions);
        TrafficRows.add(c, interactions);
        ContentRows.insert(c, interactions, contents);
    }

    private static void insertAll(Connection c, List<Interaction> interactions) throws SQLException {
        try (var rows = c.prepareStatement("INSERT INTO interaction (" + COLUMNS
                        + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
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
                        i.trace(),
                        i.estimated());
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

    /**
     * A page of at most {@code limit}.
     *
     * @param cursor the older or newer end of another page, null to begin at the newest
     * @param newer whether to go on towards newer calls
     */
    public CallPage search(CallFilter filter, @Nullable String cursor, boolean newer, int limit) {
        return db.read(c -> new CallSearch(c, filter, cursor, newer).page(Math.clamp(limit, 1, MOST)));
    }

    public Optional<Interaction> byId(String id) {
        return db.read(
                c -> Sql.one(c, "SELECT " + COLUMNS + " FROM interaction WHERE id = ?", InteractionRows::read, id));
    }

    /** Calls of a system from a moment on and before another, alike ones counted by hour. */
    public List<CallTally> tally(String system, Instant from, Instant to) {
        return db.read(c -> CallTally.read(c, system, firstId(from), firstId(to)));
    }

    /** How many calls of all systems there are from a moment on and before another, and the first of them. */
    public Extent extent(Instant from, Instant to) {
        return db.read(c -> Sql.one(
                        c,
                        "SELECT COUNT(*) AS calls, MIN(time) AS first FROM interaction WHERE id >= ? AND id < ?",
                        row -> new Extent(
                                row.getLong("calls"),
                                row.getString("first") == null ? null : Times.instant(row, "first")),
                        firstId(from),
                        firstId(to))
                .orElse(new Extent(0, null)));
    }

    /** @param first null where there is none */
    public record Extent(long calls, @Nullable Instant first) {}

    /** Whether there are more than {@code most}, at a cost of {@code most}. */
    public boolean moreThan(long most, Instant from, Instant to) {
        return db.read(c -> Sql.number(
                        c,
                        "SELECT COUNT(*) FROM (SELECT 1 FROM interaction WHERE id >= ? AND id < ? LIMIT ?) AS few",
                        firstId(from),
                        firstId(to),
                        most + 1))
                > most;
    }

    /** What passed through a system, counted. */
    public Traffic traffic(String system, Traffic.Span span, Instant now) {
        return db.read(c -> TrafficRows.read(c, system, span, now));
    }

    /** Names that were counted in the last 30 days under {@code prefix}, without it, the most frequent first. */
    public List<String> names(String system, String prefix, Instant now, int limit) {
        return db.read(c -> TrafficRows.names(c, system, prefix, now, limit));
    }

    public Optional<Interaction> one(String system, String id) {
        return db.read(c -> Sql.one(
                c,
                "SELECT " + COLUMNS + " FROM interaction WHERE id = ? AND system = ?",
                InteractionRows::read,
                id,
                system));
    }

    /** The calls whose answer had this digest: whence a piece of content came. */
    public List<Interaction> byAnswer(String sha256) {
        return db.read(c -> Sql.list(
                c,
                "SELECT " + COLUMNS
                        + " FROM interaction WHERE substr(out_digest, 1, 12) = substr(?, 1, 12) AND out_digest = ?"
                        + " ORDER BY id DESC LIMIT 50",
                InteractionRows::read,
                sha256,
                sha256));
    }

    /** Calls a system answered or refused since a moment, for its counters after a restart. */
    public void since(String system, Instant from, Consumer<Interaction> each) {
        between(system, from, Instant.MAX, each);
    }

    /** Calls from a moment on, and before another, in the order of time, with what {@link CallStream} reads of them. */
    public void between(String system, Instant from, Instant to, Consumer<Interaction> each) {
        var high = to.equals(Instant.MAX) ? "g" : firstId(to);
        db.read(c -> {
            CallStream.read(c, system, firstId(from), high, each);
            return system;
        });
    }

    /** How many calls of a system there were since a moment, and by how many users as far as they are told apart. */
    public Count count(String system, Instant from) {
        return db.read(c -> Sql.one(
                        c,
                        "SELECT COUNT(*) AS calls, COUNT(DISTINCT user_hash) AS users FROM interaction WHERE system ="
                                + " ? AND id >= ?",
                        row -> new Count(row.getLong("calls"), row.getLong("users")),
                        system,
                        firstId(from))
                .orElse(new Count(0, 0)));
    }

    public record Count(long calls, long users) {}

    /** How many calls of a system were answered from a moment on and before another. */
    public long passed(String system, Instant from, Instant to) {
        return db.read(c -> Sql.number(
                c,
                "SELECT COUNT(*) FROM interaction WHERE system = ? AND id >= ? AND id < ? AND clause = ''"
                        + " AND status < 400",
                system,
                firstId(from),
                firstId(to)));
    }

    /** Forgets the rows of a system from before a moment, and the counts that are no longer drawn. @return how many rows */
    public int forget(String system, Instant before, Instant now) {
        var high = firstId(before);
        return db.write(c -> {
            TrafficRows.forget(c, system, before, now);
            Sql.update(c, "DELETE FROM detection WHERE system = ? AND interaction < ?", system, high);
            return Sql.update(c, "DELETE FROM interaction WHERE system = ? AND id < ?", system, high);
        });
    }

    /** No id of this moment or later sorts before it: ids begin with their milliseconds (RFC 9562, version 7). */
    public static String firstId(Instant time) {
        return "%08x-%04x".formatted(time.toEpochMilli() >>> 16, time.toEpochMilli() & 0xffff);
    }

    public static Interaction read(ResultSet row) throws SQLException {
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
                row.getString("trace"),
                row.getInt("estimated") == 1,
                Served.UNSAID);
    }

    public static Map<String, Integer> counts(String json) {
        if (json.equals("{}")) {
            return Map.of();
        }
        var counts = new HashMap<String, Integer>();
        Json.readMap(json).forEach((kind, times) -> counts.put(kind, ((Number) times).intValue()));
        return counts;
    }
}
