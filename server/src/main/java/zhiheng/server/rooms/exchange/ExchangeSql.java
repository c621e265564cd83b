package zhiheng.server.rooms.exchange;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Json;
import zhiheng.base.JsonReader;
import zhiheng.cases.bundle.Field;
import zhiheng.cases.bundle.ParcelCodec;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;
import zhiheng.server.rooms.exchange.Handed.State;
import zhiheng.server.rooms.exchange.Handed.Way;

/** The statements on parcels and on the Zhihengs that are known. */
record ExchangeSql(TxSql sql) {
    private static final String SELECT =
            "SELECT p.id, p.way, p.case_id, p.system, p.from_org, p.to_org, p.peer, p.parcel,"
                    + " p.state, p.answer, p.answered, p.given, p.seal, t.ledger_index FROM exchange_parcel p"
                    + " LEFT JOIN act t ON t.id = p.act";

    static ExchangeSql in(Transaction tx) {
        return new ExchangeSql(TxSql.in(tx));
    }

    void add(Handed h, String act) {
        var parcel = h.parcel();
        var due = parcel.due();
        sql.update(
                "INSERT INTO exchange_parcel (id, way, case_id, system, from_org, to_org, peer, thread, number, tlp,"
                        + " due, state, answer, answered, parcel, given, seal, digest, act) VALUES (?, ?, ?, ?, ?, ?, ?,"
                        + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                h.id(),
                h.way(),
                h.caseId(),
                h.system(),
                h.fromOrg(),
                h.toOrg(),
                h.peer(),
                parcel.thread(),
                parcel.number(),
                parcel.tlp(),
                due == null ? "" : Times.text(due),
                h.state(),
                h.answer(),
                "",
                h.content(),
                Json.write(h.given().stream()
                        .map(f -> Arrays.asList(f.salt(), f.name(), f.value()))
                        .toList()),
                h.seal(),
                Field.sha256(h.content()),
                act);
    }

    List<ExchangeFeature.Answered> answers(String caseId) {
        return sql.list(
                "SELECT act, answered FROM exchange_parcel WHERE case_id = ? AND state = ? AND answered <> '' ORDER BY id",
                row -> new ExchangeFeature.Answered(row.getString(1), Instant.parse(row.getString(2))),
                caseId,
                Handed.State.DONE);
    }

    Optional<Handed> one(String id) {
        return sql.list(SELECT + " WHERE p.id = ?", ExchangeSql::row, id).stream()
                .findFirst();
    }

    /** The newest first; of an organisation, or of all for who sees all. */
    List<Handed> list(@Nullable String org, String caseId, @Nullable String before, int limit) {
        var values = new ArrayList<@Nullable Object>();
        var where = new StringBuilder(" WHERE 1 = 1");
        if (org != null) {
            where.append(" AND (p.from_org = ? OR p.to_org = ?)");
            values.addAll(List.of(org, org));
        }
        if (!caseId.isEmpty()) {
            where.append(" AND p.case_id = ?");
            values.add(caseId);
        }
        if (before != null) {
            where.append(" AND p.id < ?");
            values.add(before);
        }
        values.add(limit);
        return sql.list(SELECT + where + " ORDER BY p.id DESC LIMIT ?", ExchangeSql::row, values.toArray());
    }

    /** How many of a system's parcels wait for an answer, and how many of these are late. */
    long waiting(String system, State state) {
        return sql.list(
                        "SELECT COUNT(*) FROM exchange_parcel WHERE system = ? AND state = ?",
                        row -> row.getLong(1),
                        system,
                        state)
                .getFirst();
    }

    /** The highest number of a thread that went or came that way; 0 for none. Within this server it is told by receiver. */
    long newest(Way way, String peer, String toOrg, String thread) {
        return sql.list(
                        "SELECT COALESCE(MAX(number), 0) FROM exchange_parcel WHERE way = ? AND peer = ? AND thread = ?"
                                + " AND (to_org = ? OR peer <> '')",
                        row -> row.getLong(1),
                        way,
                        peer,
                        thread,
                        toOrg)
                .getFirst();
    }

    /** Those whose time is over and that nobody answered. */
    List<Handed> overdue(Instant now) {
        return sql.list(
                SELECT + " WHERE p.state = ? AND p.due <> '' AND p.due < ? ORDER BY p.due",
                ExchangeSql::row,
                State.OPEN,
                Times.text(now));
    }

    void state(String id, State state, String answer, @Nullable Instant at) {
        sql.update(
                "UPDATE exchange_parcel SET state = ?, answer = ?, answered = ? WHERE id = ?",
                state,
                answer,
                at == null ? "" : Times.text(at),
                id);
    }

    /**
     * Fields, requests and answers about a system go; that something was handed over, with all digests, stays. A parcel's own digest
     * is that of the parcel as it was.
     */
    void forgetSystem(String system) {
        for (var handed : sql.list(SELECT + " WHERE p.system = ?", ExchangeSql::row, system)) {
            sql.update(
                    "UPDATE exchange_parcel SET parcel = ?, given = '[]', answer = '' WHERE id = ?",
                    ParcelCodec.write(handed.parcel().withoutAsk()),
                    handed.id());
        }
    }

    private static Handed row(ResultSet row) throws SQLException {
        var content = row.getString(8);
        var answered = row.getString(11);
        long index = Sql.ledgerIndex(row);
        return new Handed(
                row.getString(1),
                Way.valueOf(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                ParcelCodec.read(content),
                State.valueOf(row.getString(9)),
                row.getString(10),
                answered.isEmpty() ? null : Instant.parse(answered),
                content,
                fields(row.getString(12)),
                row.getString(13),
                index);
    }

    private static List<Field> fields(String text) {
        if (!(JsonReader.read(text, JsonReader.Limits.RECORD) instanceof List<?> list)) {
            throw new IllegalStateException("no list of fields");
        }
        return list.stream()
                .map(one -> (List<?>) one)
                .map(three -> new Field((String) three.get(1), (String) three.get(0), three.get(2)))
                .toList();
    }

    List<Peer> peers() {
        return sql.list(
                "SELECT log, name, verifier_key, witness_key, checkpoint, size, sent FROM exchange_peer ORDER BY log",
                ExchangeSql::peer);
    }

    Optional<Peer> peer(String log) {
        return sql
                .list(
                        "SELECT log, name, verifier_key, witness_key, checkpoint, size, sent FROM exchange_peer"
                                + " WHERE log = ?",
                        ExchangeSql::peer,
                        log)
                .stream()
                .findFirst();
    }

    void put(Peer peer) {
        sql.update("DELETE FROM exchange_peer WHERE log = ?", peer.log());
        sql.update(
                "INSERT INTO exchange_peer (log, name, verifier_key, witness_key, checkpoint, size, sent)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                peer.log(),
                peer.name(),
                peer.key(),
                peer.witnessKey(),
                peer.checkpoint(),
                peer.size(),
                peer.sent());
    }

    void forget(String log) {
        sql.update("DELETE FROM exchange_peer WHERE log = ?", log);
    }

    private static Peer peer(ResultSet row) throws SQLException {
        return new Peer(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                row.getLong(7));
    }
}
