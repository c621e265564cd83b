package zhiheng.server.rooms.offers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.cases.Case;
import zhiheng.cases.CaseCodec;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** The statements on alliances. */
record AllianceRows(TxSql sql) {
    private static final String COLUMNS =
            "SELECT l.id, l.asking, a.title, l.lead, l.plan, l.result, l.body FROM alliance l"
                    + " JOIN asking a ON a.id = l.asking";
    private static final Sql.Row<Alliance> ROW = row -> new Alliance(
            row.getString(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            CaseCodec.read(row.getString(7)),
            List.of());

    static AllianceRows in(Transaction tx) {
        return new AllianceRows(TxSql.in(tx));
    }

    private Alliance whole(Alliance a) {
        var members = sql.list(
                "SELECT org, part, state FROM alliance_member WHERE alliance = ? ORDER BY org",
                row -> new Alliance.Member(
                        row.getString(1), row.getString(2), Alliance.State.valueOf(row.getString(3))),
                a.id());
        return new Alliance(a.id(), a.asking(), a.title(), a.lead(), a.plan(), a.result(), a.c(), members);
    }

    /** @return whether the asking had none before */
    boolean add(Alliance a, @Nullable Instant wake, Instant now) {
        return sql.update(
                        "INSERT INTO alliance (id, asking, lead, stage, plan, plan_salt, result, result_salt, wake, body,"
                                + " updated) VALUES (?, ?, ?, ?, '', '', '', '', ?, ?, ?) ON CONFLICT DO NOTHING",
                        a.id(),
                        a.asking(),
                        a.lead(),
                        a.c().stage(),
                        wake == null ? "" : Times.text(wake),
                        CaseCodec.write(a.c()),
                        now)
                == 1;
    }

    void put(String id, Case c, @Nullable Instant wake, Instant now) {
        sql.update(
                "UPDATE alliance SET stage = ?, wake = ?, body = ?, updated = ? WHERE id = ?",
                c.stage(),
                wake == null ? "" : Times.text(wake),
                CaseCodec.write(c),
                now,
                id);
    }

    void plan(String id, String text, String salt) {
        sql.update("UPDATE alliance SET plan = ?, plan_salt = ? WHERE id = ?", text, salt, id);
    }

    void result(String id, String text, String salt) {
        sql.update("UPDATE alliance SET result = ?, result_salt = ? WHERE id = ?", text, salt, id);
    }

    void member(String id, Alliance.Member m) {
        sql.update(
                "INSERT INTO alliance_member (alliance, org, part, state) VALUES (?, ?, ?, ?) ON CONFLICT (alliance, org) DO"
                        + " UPDATE SET part = excluded.part, state = excluded.state",
                id,
                m.org(),
                m.part(),
                m.state());
    }

    Optional<Alliance> one(String id) {
        return sql.list(COLUMNS + " WHERE l.id = ?", ROW, id).stream()
                .findFirst()
                .map(this::whole);
    }

    Optional<Alliance> of(String asking) {
        return sql.list(COLUMNS + " WHERE l.asking = ?", ROW, asking).stream()
                .findFirst()
                .map(this::whole);
    }

    /** The newest first. */
    List<Alliance> list(@Nullable String before, int limit) {
        var found = before == null
                ? sql.list(COLUMNS + " ORDER BY l.id DESC LIMIT ?", ROW, limit)
                : sql.list(COLUMNS + " WHERE l.id < ? ORDER BY l.id DESC LIMIT ?", ROW, before, limit);
        return found.stream().map(this::whole).toList();
    }

    List<String> due(Instant now) {
        return sql.list(
                "SELECT id FROM alliance WHERE wake <> '' AND wake <= ? ORDER BY wake LIMIT 100",
                row -> row.getString(1),
                now);
    }
}
