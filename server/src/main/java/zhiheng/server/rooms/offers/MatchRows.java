package zhiheng.server.rooms.offers;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.office.acts.Json;
import zhiheng.office.acts.Transaction;
import zhiheng.office.offers.Offer;
import zhiheng.office.offers.Round;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** The statements on rounds and what they proposed. */
record MatchRows(TxSql sql) {
    private static final String MATCHES =
            "SELECT id, round, asking, offer, asker_org, owner_org, score, eligible, lines,"
                    + " state, asker_says, owner_says, words, until, version FROM offer_match";
    private static final Sql.Row<Match> MATCH = row -> new Match(
            row.getString(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            row.getInt(7),
            row.getInt(8),
            lines(row.getString(9)),
            Match.State.valueOf(row.getString(10)),
            Match.Says.valueOf(row.getString(11)),
            Match.Says.valueOf(row.getString(12)),
            row.getString(13),
            LocalDate.parse(row.getString(14)),
            row.getLong(15));
    private static final String ROUNDS = "SELECT id, kind, method, askings, offers, proposed, total, bound, tree_size,"
            + " root, seed, time FROM offer_round";
    private static final Sql.Row<Held> ROUND = row -> new Held(
            row.getString(1),
            Offer.Kind.valueOf(row.getString(2)),
            Round.Method.valueOf(row.getString(3)),
            row.getInt(4),
            row.getInt(5),
            row.getInt(6),
            row.getLong(7),
            row.getLong(8),
            row.getLong(9),
            row.getString(10),
            row.getLong(11),
            Times.instant(row, "time"));

    /**
     * A round that was held.
     *
     * @param bound no way to give the places is worth more; 0 where both sides ranked
     * @param treeSize with {@code root} the state of the ledger that the seed is drawn from
     */
    record Held(
            String id,
            Offer.Kind kind,
            Round.Method method,
            int askings,
            int offers,
            int proposed,
            long total,
            long bound,
            long treeSize,
            String root,
            long seed,
            Instant time) {
        /** At most this share of the best is missing. */
        double gap() {
            return bound == 0 ? 0 : (bound - total) / (double) bound;
        }
    }

    static MatchRows in(Transaction tx) {
        return new MatchRows(TxSql.in(tx));
    }

    private static List<Round.Line> lines(String json) {
        var lines = new ArrayList<Round.Line>();
        if (Json.readMap(json).get("lines") instanceof List<?> list) {
            for (var item : list) {
                if (item instanceof List<?> l && l.size() == 4) {
                    lines.add(new Round.Line(
                            String.valueOf(l.get(0)),
                            Round.Line.Sort.valueOf(String.valueOf(l.get(1))),
                            new Text(String.valueOf(l.get(2)), String.valueOf(l.get(3)))));
                }
            }
        }
        return lines;
    }

    private static String json(List<Round.Line> lines) {
        return Json.write(Map.of(
                "lines",
                lines.stream()
                        .map(l -> List.of(
                                l.offer(),
                                l.sort().name(),
                                l.text().zh(),
                                l.text().en()))
                        .toList()));
    }

    void add(Held r) {
        sql.update(
                "INSERT INTO offer_round (id, kind, method, askings, offers, proposed, total, bound, tree_size, root, seed,"
                        + " time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                r.id(),
                r.kind(),
                r.method(),
                r.askings(),
                r.offers(),
                r.proposed(),
                r.total(),
                r.bound(),
                r.treeSize(),
                r.root(),
                r.seed(),
                r.time());
    }

    void add(Match m, Instant now) {
        sql.update(
                "INSERT INTO offer_match (id, round, asking, offer, asker_org, owner_org, score, eligible, lines, state,"
                        + " asker_says, owner_says, words, until, version, updated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " 'NOTHING', 'NOTHING', '', ?, 1, ?)",
                m.id(),
                m.round(),
                m.asking(),
                m.offer(),
                m.askerOrg(),
                m.ownerOrg(),
                m.score(),
                m.eligible(),
                json(m.lines()),
                m.state(),
                m.until().toString(),
                now);
    }

    /** @return whether it still was as {@code seen} */
    boolean put(Match m, long seen, Instant now) {
        return sql.update(
                        "UPDATE offer_match SET state = ?, asker_says = ?, owner_says = ?, words = ?, version = ?, updated ="
                                + " ? WHERE id = ? AND version = ?",
                        m.state(),
                        m.asker(),
                        m.owner(),
                        m.words(),
                        m.version(),
                        now,
                        m.id(),
                        seen)
                == 1;
    }

    void lapse(LocalDate today, Instant now) {
        sql.update(
                "UPDATE offer_match SET state = 'LAPSED', version = version + 1, updated = ? WHERE state = 'PROPOSED' AND"
                        + " until < ?",
                now,
                today.toString());
    }

    Optional<Match> one(String id) {
        return sql.list(MATCHES + " WHERE id = ?", MATCH, id).stream().findFirst();
    }

    /** The newest first. */
    List<Match> of(String asking) {
        return sql.list(MATCHES + " WHERE asking = ? ORDER BY id DESC LIMIT 20", MATCH, asking);
    }

    /** What waits for, or was agreed with, an owner of offers; the newest first. */
    List<Match> ofOwner(String org, int limit) {
        return sql.list(
                MATCHES + " WHERE owner_org = ? AND state IN ('PROPOSED', 'AGREED') ORDER BY id DESC LIMIT ?",
                MATCH,
                org,
                limit);
    }

    /** Pairs that one of the two refused, by asking. */
    Map<String, Set<String>> refused(Offer.Kind kind) {
        var result = new HashMap<String, Set<String>>();
        sql.list(
                        "SELECT m.asking, m.offer FROM offer_match m JOIN asking a ON a.id = m.asking WHERE m.state ="
                                + " 'REFUSED' AND a.kind = ? AND a.state = 'OPEN'",
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        kind)
                .forEach(e ->
                        result.computeIfAbsent(e.getKey(), k -> new HashSet<>()).add(e.getValue()));
        return result;
    }

    /** The newest first. @param before an id; null for the start */
    List<Held> rounds(@Nullable String before, int limit) {
        return before == null
                ? sql.list(ROUNDS + " ORDER BY id DESC LIMIT ?", ROUND, limit)
                : sql.list(ROUNDS + " WHERE id < ? ORDER BY id DESC LIMIT ?", ROUND, before, limit);
    }
}
