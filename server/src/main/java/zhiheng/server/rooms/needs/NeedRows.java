package zhiheng.server.rooms.needs;

import java.time.Instant;
import java.time.LocalDate;
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
import zhiheng.office.policy.Likeness;
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

    /** The length of a day as text. */
    private static final int DAY = 10;

    /** As the index has it; the figures are {@link NeedDeeds#MOST_BOUNCES} and {@link NeedIntake#MOST_REOPENED}. */
    private static final String STUCK = "closed = 0 AND (bounces >= 2 OR reopened >= 2)";

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
        owe(new Ending(n.lead(), timing.due()), 1);
    }

    /** On which day a department has to be done with a need; "" for none. */
    private record Ending(String lead, String day) {
        Ending {
            day = day.isEmpty() ? "" : day.substring(0, DAY);
        }
    }

    /** Keeps up how many needs end on a day; what is late is summed from it. */
    private void owe(Ending end, int more) {
        if (!end.day().isEmpty()) {
            sql.update(
                    "INSERT INTO need_ending (lead, due, n) VALUES (?, ?, ?) ON CONFLICT (lead, due) DO UPDATE SET n ="
                            + " need_ending.n + excluded.n",
                    end.lead(),
                    end.day(),
                    more);
        }
    }

    /** What stands in columns of a case's clocks. */
    record Timing(String due, String wake) {
        static Timing of(Case c, @Nullable Instant due, @Nullable Instant wake) {
            return new Timing(due == null || c.ended() ? "" : Times.text(due), wake == null ? "" : Times.text(wake));
        }
    }

    void put(Need n, Timing timing) {
        sql.list(
                        "SELECT lead, due FROM need WHERE id = ?",
                        row -> new Ending(row.getString(1), row.getString(2)),
                        n.id())
                .forEach(old -> owed(old, new Ending(n.lead(), timing.due())));
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
        sql.update(
                "UPDATE need_part SET stage = ?, ends = ?, stuck = ? WHERE need = ?",
                n.c().stage(),
                timing.due(),
                NeedDeeds.stuckNow(n),
                n.id());
    }

    private void owed(Ending before, Ending after) {
        if (!before.equals(after)) {
            owe(before, -1);
            sql.update("DELETE FROM need_ending WHERE lead = ? AND due = ? AND n = 0", before.lead(), before.day());
            owe(after, 1);
        }
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
        return query.part() ? parts(query, now) : needs(query, now);
    }

    private List<Row> needs(NeedQuery query, Instant now) {
        var values = new ArrayList<@Nullable Object>();
        var where = new StringBuilder(" FROM need n WHERE 1 = 1");
        and(where, values, " AND n.lead = ?", query.lead());
        if (NeedQuery.STUCK.equals(query.stage())) {
            where.append(" AND ").append(STUCK);
        } else {
            and(where, values, " AND n.stage = ?", query.stage());
        }
        if (query.late()) {
            and(where, values, " AND n.closed = 0 AND n.due <> '' AND n.due < ?", Times.text(now));
            after(where, values, "(n.due, n.id)", query.after());
            where.append(" ORDER BY n.due, n.id LIMIT ?");
        } else {
            and(where, values, " AND n.id < ?", query.after());
            where.append(" ORDER BY n.id DESC LIMIT ?");
        }
        return rows(where, values, query.limit());
    }

    /** Those shared by a department, by what its part says of the need. */
    private List<Row> parts(NeedQuery query, Instant now) {
        var values = new ArrayList<@Nullable Object>();
        var where = new StringBuilder(" FROM need_part p JOIN need n ON n.id = p.need WHERE 1 = 1");
        and(where, values, " AND p.org = ?", query.lead());
        if (NeedQuery.STUCK.equals(query.stage())) {
            where.append(" AND p.stuck = 1");
        } else {
            and(where, values, " AND p.stage = ?", query.stage());
        }
        if (query.late()) {
            and(where, values, " AND p.ends <> '' AND p.ends < ?", Times.text(now));
            after(where, values, "(p.ends, p.need)", query.after());
            where.append(" ORDER BY p.ends, p.need LIMIT ?");
        } else {
            and(where, values, " AND p.need < ?", query.after());
            where.append(" ORDER BY p.need DESC LIMIT ?");
        }
        return rows(where, values, query.limit());
    }

    /** @param last the "due~id" that the page before ended with */
    private static void after(
            StringBuilder where, List<@Nullable Object> values, String columns, @Nullable String last) {
        var after = last == null ? null : last.split("~", 2);
        if (after != null && after.length == 2) {
            and(where, values, " AND " + columns + " > (?, ?)", after[0]);
            values.add(after[1]);
        }
    }

    private List<Row> rows(StringBuilder from, List<@Nullable Object> values, int limit) {
        values.add(limit);
        return sql.list(
                "SELECT " + COLUMNS + from, row -> new Row(ROW.read(row), row.getString("due")), values.toArray());
    }

    private static void and(StringBuilder where, List<@Nullable Object> values, String clause, @Nullable Object value) {
        if (value != null) {
            where.append(clause);
            values.add(value);
        }
    }

    /** How many needs are past their end, by department; "" while nobody has them: by days, and of today by moments. */
    Map<String, Long> late(Instant now) {
        var late = new LinkedHashMap<String, Long>();
        var today = Times.text(now).substring(0, DAY);
        sql.list(
                        "SELECT lead, SUM(n) FROM need_ending WHERE due < ? GROUP BY lead",
                        row -> Map.entry(row.getString(1), row.getLong(2)),
                        today)
                .forEach(e -> late.put(e.getKey(), e.getValue()));
        sql.list(
                        "SELECT lead, COUNT(*) FROM need WHERE closed = 0 AND due <> '' AND due >= ? AND due < ? GROUP"
                                + " BY lead",
                        row -> Map.entry(row.getString(1), row.getLong(2)),
                        today,
                        now)
                .forEach(e -> late.merge(e.getKey(), e.getValue(), Long::sum));
        return late;
    }

    /** How many parts of co-departments are past their day, by department. */
    Map<String, Long> lateParts(LocalDate today) {
        var late = new LinkedHashMap<String, Long>();
        sql.list(
                        "SELECT org, COUNT(*) FROM need_part WHERE delivered = '' AND refused = '' AND due <> '' AND due"
                                + " < ? GROUP BY org",
                        row -> Map.entry(row.getString(1), row.getLong(2)),
                        today)
                .forEach(e -> late.put(e.getKey(), e.getValue()));
        return late;
    }

    /** Open needs with an end in a span, the nearest first. @param after "due~id" that the look before ended with, "" for the first */
    List<Row> owed(Instant from, Instant before, String after, int limit) {
        var last = after.isEmpty() ? List.of(Times.text(from), "") : List.of(after.split("~", 2));
        return sql.list(
                "SELECT " + COLUMNS + " FROM need n WHERE n.closed = 0 AND n.due <> '' AND (n.due, n.id) > (?, ?) AND"
                        + " n.due < ? ORDER BY n.due, n.id LIMIT ?",
                row -> new Row(ROW.read(row), row.getString("due")),
                last.getFirst(),
                last.getLast(),
                before,
                limit);
    }

    /** Parts that are owed by a day in a span. */
    List<Owed> owedParts(LocalDate from, LocalDate before, int limit) {
        return sql.list(
                "SELECT need, org, due FROM need_part WHERE delivered = '' AND refused = '' AND due <> '' AND due >= ?"
                        + " AND due < ? ORDER BY due, org LIMIT ?",
                row -> new Owed(row.getString(1), row.getString(2), LocalDate.parse(row.getString(3))),
                from,
                before,
                limit);
    }

    record Owed(String need, String org, LocalDate due) {}

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
                    return new Step(step, deeds, words, Sql.ledgerIndex(row));
                },
                need);
    }

    void putPart(String need, Need.Part part) {
        sql.update("DELETE FROM need_part WHERE need = ? AND org = ?", need, part.org());
        sql.update(
                "INSERT INTO need_part (need, org, task, words, delivered, due, refused, stage, ends, stuck) SELECT n.id,"
                        + " ?, ?, ?, ?, ?, ?, n.stage, CASE WHEN n.closed = 0 THEN n.due ELSE '' END, CASE WHEN "
                        + STUCK + " THEN 1 ELSE 0 END FROM need n WHERE n.id = ?",
                part.org(),
                part.task(),
                part.words(),
                part.delivered(),
                part.due(),
                part.refused(),
                need);
    }

    List<String> joinedTo(String need) {
        return sql.list(
                "SELECT id FROM need WHERE joined = ? AND joined <> '' ORDER BY id", row -> row.getString(1), need);
    }

    /** Puts other words in place of a need's; the marks of those that stood there go with them. */
    void say(String need, String before, String text) {
        sql.update("UPDATE need SET text = ? WHERE id = ?", text, need);
        takeBands(need, Likeness.of(before).bands());
        addBands(need, Likeness.of(text).bands());
    }

    private void takeBands(String need, long[] bands) {
        for (long band : bands) {
            sql.update("DELETE FROM need_band WHERE band = ? AND need = ?", band, need);
        }
    }

    /** A closed need whose words are to go. */
    record Old(String id, String text) {}

    List<Old> old(Instant limit, int most) {
        return sql.list(
                "SELECT id, text FROM need WHERE closed = 1 AND text <> '' AND updated < ? LIMIT ?",
                row -> new Old(row.getString(1), row.getString(2)),
                limit,
                most);
    }

    /** Takes the words of a closed need and of its steps away, with the marks by which they were found. */
    int forget(Old n) {
        takeBands(n.id(), Likeness.of(n.text()).bands());
        return sql.update("UPDATE need SET text = '', place = '', answer = '', reason = '' WHERE id = ?", n.id())
                + sql.update("UPDATE need_step SET words = '', salt = '' WHERE need = ? AND words <> ''", n.id());
    }

    void endParts(String need) {
        sql.update("DELETE FROM need_part WHERE need = ? AND delivered = '' AND refused = ''", need);
    }

    List<Need.Part> parts(String need) {
        return sql.list(
                "SELECT org, task, words, delivered, due, refused FROM need_part WHERE need = ? ORDER BY org",
                row -> new Need.Part(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6)),
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

    void addFile(NeedFile file) {
        sql.update(
                "INSERT INTO need_file (id, need, name, type, bytes, sha256, added, masked) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                file.id(),
                file.need(),
                file.name(),
                file.type(),
                file.bytes(),
                file.sha256(),
                file.added(),
                file.masked());
    }

    void eraseFile(String id) {
        sql.update("UPDATE need_file SET erased = 1, name = '' WHERE id = ?", id);
    }

    List<NeedFile> files(String need) {
        return sql.list(
                "SELECT id, need, name, type, bytes, sha256, added, erased, masked FROM need_file WHERE need = ? ORDER BY"
                        + " id",
                row -> new NeedFile(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getString(6),
                        Times.instant(row, "added"),
                        row.getInt(8) != 0,
                        row.getInt(9) != 0),
                need);
    }
}
