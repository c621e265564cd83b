package zhiheng.server.rooms.lists;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Json;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** The statements on acts and on what was decided before them. */
record ListRows(TxSql sql) {
    private static final String ACT =
            "SELECT id, org, list, edition, title, day, facts, verdict, entries, prior, state,"
                    + " words, person, decider, version, time FROM list_act";
    private static final Sql.Row<ListAct> ACT_ROW = row -> new ListAct(
            row.getString(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            LocalDate.parse(row.getString(6)),
            Json.readMap(row.getString(7)),
            row.getString(8),
            row.getString(9).isEmpty() ? List.of() : List.of(row.getString(9).split(" ")),
            row.getString(10),
            ListAct.State.valueOf(row.getString(11)),
            row.getString(12),
            row.getString(13),
            row.getString(14),
            row.getLong(15),
            Times.instant(row, "time"));
    private static final String PRIOR = "SELECT id, org, about, outcome, title, words, person, time FROM list_prior";
    private static final Sql.Row<ListAct.Prior> PRIOR_ROW = row -> new ListAct.Prior(
            row.getString(1),
            row.getString(2),
            row.getString(3),
            ListAct.Outcome.valueOf(row.getString(4)),
            row.getString(5),
            row.getString(6),
            row.getString(7),
            Times.instant(row, "time"));

    static ListRows in(Transaction tx) {
        return new ListRows(TxSql.in(tx));
    }

    void add(ListAct a) {
        sql.update(
                "INSERT INTO list_act (id, org, list, edition, title, day, facts, verdict, entries, prior, state,"
                        + " words, person, decider, version, time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " ?)",
                a.id(),
                a.org(),
                a.list(),
                a.edition(),
                a.title(),
                a.day(),
                Json.write(a.facts()),
                a.verdict(),
                String.join(" ", a.entries()),
                a.prior(),
                a.state(),
                a.words(),
                a.person(),
                a.decider(),
                a.version(),
                a.time());
    }

    void end(ListAct a) {
        sql.update(
                "UPDATE list_act SET state = ?, words = ?, decider = ?, version = ? WHERE id = ?",
                a.state(),
                a.words(),
                a.decider(),
                a.version(),
                a.id());
    }

    Optional<ListAct> act(String id) {
        return sql.list(ACT + " WHERE id = ?", ACT_ROW, id).stream().findFirst();
    }

    /** The newest first. @param org null for all; {@code before} the id that the page before ended with */
    List<ListAct> acts(@Nullable String org, @Nullable String before, int limit) {
        var values = new ArrayList<@Nullable Object>();
        var where = new StringBuilder(" WHERE 1 = 1");
        if (org != null) {
            where.append(" AND org = ?");
            values.add(org);
        }
        if (before != null) {
            where.append(" AND id < ?");
            values.add(before);
        }
        values.add(limit);
        return sql.list(ACT + where + " ORDER BY id DESC LIMIT ?", ACT_ROW, values.toArray());
    }

    void add(ListAct.Prior p) {
        sql.update(
                "INSERT INTO list_prior (id, org, about, outcome, title, words, person, time) VALUES (?, ?, ?, ?, ?, ?,"
                        + " ?, ?)",
                p.id(),
                p.org(),
                p.about(),
                p.outcome(),
                p.title(),
                p.words(),
                p.person(),
                p.time());
    }

    Optional<ListAct.Prior> prior(String id) {
        return sql.list(PRIOR + " WHERE id = ?", PRIOR_ROW, id).stream().findFirst();
    }

    /** @param about "" for decisions that any act may rest on */
    List<ListAct.Prior> priors(String org, String about, int limit) {
        return sql.list(PRIOR + " WHERE org = ? AND about = ? ORDER BY id DESC LIMIT ?", PRIOR_ROW, org, about, limit);
    }
}
