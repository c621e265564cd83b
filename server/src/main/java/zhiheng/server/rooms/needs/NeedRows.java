package zhiheng.server.rooms.needs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.cases.Case;
import zhiheng.cases.CaseCodec;
import zhiheng.cases.Deed;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** The statements on needs. Every list walks an index in its order. */
record NeedRows(TxSql sql) {
    private static final String COLUMNS = "n.id, n.source, n.kind, n.text, n.place, n.lead, n.proposed, n.bounces,"
            + " n.reopened, n.updated, n.answer, n.reason, n.confirmed, n.satisfied, n.joined, n.body, n.due";
    private static final Sql.Row<Need> ROW = row -> new Need(
            row.getString(1),
            row.getString(2),
            Need.Kind.valueOf(row.getString(3)),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            row.getString(7),
            row.getInt(8),
            row.getInt(9),
            Times.instant(row, "updated"),
            row.getString(11),
            row.getString(12),
            Need.Confirmed.valueOf(row.getString(13)),
            row.getInt(14),
            row.getString(15),
            CaseCodec.read(row.getString(16)));

    static NeedRows in(Transaction tx) {
        return new NeedRows(TxSql.in(tx));
    }

    void add(Need n, String receipt, Timing timing) {
        sql.update(
                "INSERT INTO need (id, receipt, source, kind, text, place, stage, lead, proposed, bounces, reopened,"
                        + " opened, updated, due, closed, wake, answer, reason, confirmed, satisfied, joined, body)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, '', '', 0, 0, ?, ?, ?, ?, ?, '', '', 'NOTHING', 0, '', ?)",
                n.id(),
                receipt,
                n.source(),
                n.kind(),
                n.text(),
                n.place(),
                n.c().stage(),
                n.c().opened(),
                n.updated(),
                timing.due(),
                n.c().ended(),
                timing.wake(),
                CaseCodec.write(n.c()));
    }

    /** What stands in columns of a case's clocks. */
    record Timing(String due, String wake) {
        static Timing of(Case c, @Nullable Instant due, @Nullable Instant wake) {
            return new Timing(due == null || c.ended() ? "" : Times.text(due), wake == null ? "" : Times.text(wake));
        }
    }

    void put(Need n, Timing timing) {
        sql.update(
                "UPDATE need SET stage = ?, lead = ?, proposed = ?, bounces = ?, reopened = ?, updated = ?, due = ?,"
                        + " closed = ?, wake = ?, answer = ?, reason = ?, confirmed = ?, satisfied = ?, joined = ?,"
                        + " body = ? WHERE id = ?",
                n.c().stage(),
                n.lead(),
                n.proposed(),
                n.bounces(),
                n.reopened(),
                n.updated(),
                timing.due(),
                n.c().ended(),
                timing.wake(),
                n.answer(),
                n.reason(),
                n.confirmed(),
                n.satisfied(),
                n.joined(),
                CaseCodec.write(n.c()),
                n.id());
    }

    Optional<Need> one(String id) {
        return first("n.id = ?", id);
    }

    Optional<Need> byReceipt(String digest) {
        return first("n.receipt = ?", digest);
    }

    boolean hasSource(String source) {
        return first("n.source = ?", source).isPresent();
    }

    private Optional<Need> first(String where, String value) {
        return sql.list("SELECT " + COLUMNS + " FROM need n WHERE " + where, ROW, value).stream()
                .findFirst();
    }

    /** A need as lists show it, with the nearest end that is owed; "" for none. */
    record Row(Need need, String due) {}

    List<Row> list(NeedQuery query, Instant now) {
        var values = new ArrayList<@Nullable Object>();
        var where = new StringBuilder(" WHERE 1 = 1");
        var from = " FROM need n";
        if (query.part()) {
            from = " FROM need_part p JOIN need n ON n.id = p.need";
            and(where, values, " AND p.org = ?", query.lead());
        } else {
            and(where, values, " AND n.lead = ?", query.lead());
        }
        and(where, values, " AND n.stage = ?", query.stage());
        String order;
        if (query.late()) {
            and(where, values, " AND n.closed = 0 AND n.due <> '' AND n.due < ?", Times.text(now));
            var last = query.after();
            var after = last == null ? null : last.split("~", 2);
            if (after != null && after.length == 2) {
                and(where, values, " AND (n.due, n.id) > (?, ?)", after[0]);
                values.add(after[1]);
            }
            order = " ORDER BY n.due, n.id LIMIT ?";
        } else {
            and(where, values, query.part() ? " AND p.need < ?" : " AND n.id < ?", query.after());
            order = query.part() ? " ORDER BY p.need DESC LIMIT ?" : " ORDER BY n.id DESC LIMIT ?";
        }
        values.add(query.limit());
        return sql.list(
                "SELECT " + COLUMNS + from + where + order,
                row -> new Row(ROW.read(row), row.getString("due")),
                values.toArray());
    }

    private static void and(StringBuilder where, List<@Nullable Object> values, String clause, @Nullable Object value) {
        if (value != null) {
            where.append(clause);
            values.add(value);
        }
    }

    long late(@Nullable String lead, Instant now) {
        var values = new ArrayList<@Nullable Object>();
        var where = new StringBuilder(" WHERE closed = 0 AND due <> ''");
        and(where, values, " AND due < ?", Times.text(now));
        and(where, values, " AND lead = ?", lead);
        return sql.list("SELECT COUNT(*) FROM need" + where, row -> row.getLong(1), values.toArray())
                .getFirst();
    }

    void addStep(String need, long step, Instant time, List<Deed> deeds, String words, String salt, String act) {
        sql.update(
                "INSERT INTO need_step (need, step, time, deeds, words, salt, act) VALUES (?, ?, ?, ?, ?, ?, ?)",
                need,
                step,
                time,
                CaseCodec.write(deeds),
                words,
                salt,
                act);
    }

    /** One event of a need's story; {@code ledgerIndex} is -1 until it is in the ledger. */
    record Step(long step, List<Deed> deeds, String words, long ledgerIndex) {}

    /** The newest first. */
    List<Step> steps(String need) {
        return sql.list(
                "SELECT k.step, k.deeds, k.words, t.ledger_index FROM need_step k LEFT JOIN act t ON t.id = k.act"
                        + " WHERE k.need = ? ORDER BY k.step DESC",
                row -> {
                    long step = row.getLong(1);
                    var deeds = CaseCodec.readDeeds(row.getString(2));
                    var words = row.getString(3);
                    long index = row.getLong(4);
                    return new Step(step, deeds, words, row.wasNull() ? -1 : index);
                },
                need);
    }

    void putPart(String need, Need.Part part) {
        sql.update("DELETE FROM need_part WHERE need = ? AND org = ?", need, part.org());
        sql.update(
                "INSERT INTO need_part (need, org, task, words, delivered) VALUES (?, ?, ?, ?, ?)",
                need,
                part.org(),
                part.task(),
                part.words(),
                part.delivered());
    }

    void endParts(String need) {
        sql.update("DELETE FROM need_part WHERE need = ? AND delivered = ''", need);
    }

    List<Need.Part> parts(String need) {
        return sql.list(
                "SELECT org, task, words, delivered FROM need_part WHERE need = ? ORDER BY org",
                row -> new Need.Part(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                need);
    }

    void addBands(String need, long[] bands) {
        for (long band : bands) {
            sql.update("INSERT INTO need_band (band, need) VALUES (?, ?) ON CONFLICT DO NOTHING", band, need);
        }
    }

    /** The newest needs under a mark. */
    List<String> under(long band, int limit) {
        return sql.list(
                "SELECT need FROM need_band WHERE band = ? ORDER BY need DESC LIMIT ?",
                row -> row.getString(1),
                band,
                limit);
    }

    void count(String lead, String name, long more) {
        sql.update(
                "INSERT INTO need_tally (lead, name, n) VALUES (?, ?, ?) ON CONFLICT (lead, name) DO UPDATE SET n ="
                        + " need_tally.n + excluded.n",
                lead,
                name,
                more);
    }

    /** By department, "" for all, and name. */
    Map<String, Map<String, Long>> tallies() {
        var result = new LinkedHashMap<String, Map<String, Long>>();
        sql.list(
                        "SELECT lead, name, n FROM need_tally ORDER BY lead, name",
                        row -> Map.entry(row.getString(1), Map.entry(row.getString(2), row.getLong(3))))
                .forEach(e -> result.computeIfAbsent(e.getKey(), k -> new LinkedHashMap<>())
                        .put(e.getValue().getKey(), e.getValue().getValue()));
        return result;
    }

    List<String> due(Instant now, int limit) {
        return sql.list(
                "SELECT id FROM need WHERE wake <> '' AND wake <= ? ORDER BY wake LIMIT ?",
                row -> row.getString(1),
                now,
                limit);
    }
}
