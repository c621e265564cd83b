package zhiheng.server.rooms.needs;

import java.util.List;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.TxSql;

/** The statements by which the work of a department goes to the one that it went up in. */
record NeedMoves(TxSql sql) {
    static NeedMoves in(Transaction tx) {
        return new NeedMoves(TxSql.in(tx));
    }

    /** All work of a department goes to the one that it went up in; the stories of open needs are told by and by. */
    void move(String gone, String into) {
        sql.update(
                "INSERT INTO need_moving (need, gone, into_org) SELECT id, ?, ? FROM need WHERE lead = ? AND closed = 0"
                        + " ON CONFLICT (need) DO UPDATE SET into_org = excluded.into_org",
                gone,
                into,
                gone);
        sql.update("UPDATE need SET lead = ? WHERE lead = ?", into, gone);
        sql.update("UPDATE need SET proposed = ? WHERE proposed = ? AND proposed <> ''", into, gone);
        sql.update(
                "INSERT INTO need_tally (lead, name, n) SELECT ?, name, n FROM need_tally WHERE lead = ? ON CONFLICT"
                        + " (lead, name) DO UPDATE SET n = need_tally.n + excluded.n",
                into,
                gone);
        sql.update("DELETE FROM need_tally WHERE lead = ?", gone);
        sql.update(
                "INSERT INTO need_ending (lead, due, n) SELECT ?, due, n FROM need_ending WHERE lead = ? ON CONFLICT"
                        + " (lead, due) DO UPDATE SET n = need_ending.n + excluded.n",
                into,
                gone);
        sql.update("DELETE FROM need_ending WHERE lead = ?", gone);
        for (var need : sql.list("SELECT need FROM need_part WHERE org = ?", row -> row.getString(1), gone)) {
            movePart(need, gone, into);
        }
    }

    /** Where the other has a part of the same need already, the two become one, and what was said of both stays. */
    private void movePart(String need, String gone, String into) {
        var rows = new NeedRows(sql);
        var parts = rows.parts(need);
        var old = parts.stream().filter(p -> p.org().equals(gone)).findFirst().orElseThrow();
        var moved = parts.stream()
                .filter(p -> p.org().equals(into))
                .findFirst()
                .map(p -> new Need.Part(
                        into,
                        both(p.task(), old.task()),
                        both(p.words(), old.words()),
                        p.delivered().isEmpty() || old.delivered().isEmpty()
                                ? ""
                                : p.delivered().compareTo(old.delivered()) > 0 ? p.delivered() : old.delivered(),
                        p.due().isEmpty() || !old.due().isEmpty() && old.due().compareTo(p.due()) < 0
                                ? old.due()
                                : p.due(),
                        p.refused().isEmpty() || old.refused().isEmpty() ? "" : both(p.refused(), old.refused())))
                .orElse(new Need.Part(into, old.task(), old.words(), old.delivered(), old.due(), old.refused()));
        sql.update("DELETE FROM need_part WHERE need = ? AND org = ?", need, gone);
        rows.putPart(need, moved);
    }

    private static String both(String one, String other) {
        if (one.isEmpty() || other.isEmpty() || one.equals(other)) {
            return one.isEmpty() ? other : one;
        }
        return one + "\n" + other;
    }

    /** A need whose story has yet to say that its department went up in another. */
    record Moving(String need, String gone, String into) {}

    List<Moving> moving(int limit) {
        return sql.list(
                "SELECT need, gone, into_org FROM need_moving ORDER BY need LIMIT ?",
                row -> new Moving(row.getString(1), row.getString(2), row.getString(3)),
                limit);
    }

    void moved(String need) {
        sql.update("DELETE FROM need_moving WHERE need = ?", need);
    }
}
