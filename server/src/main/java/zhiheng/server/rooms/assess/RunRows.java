package zhiheng.server.rooms.assess;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** The statements on runs and on the evidence that came of them. */
record RunRows(TxSql sql) {
    private static final String HEAD = "SELECT id, system, org_id, suite, tool, model, judge, settings, state, trouble,"
            + " heard, known, planned, failed, ";
    private static final String TAIL = ", sha256, taken, person, time, ended FROM assess_run";
    /** A list does without the reports, which are long. */
    private static final String LINES = HEAD + "'' AS report" + TAIL;

    private static final String WHOLE = HEAD + "report" + TAIL;
    private static final Sql.Row<RunRow> RUN = row -> new RunRow(
            row.getString("id"),
            row.getString("system"),
            row.getString("org_id"),
            row.getString("suite"),
            row.getString("tool"),
            row.getString("model"),
            row.getString("judge"),
            row.getString("settings"),
            RunRow.State.valueOf(row.getString("state")),
            row.getString("trouble"),
            row.getLong("heard"),
            row.getLong("known"),
            row.getLong("planned"),
            row.getLong("failed"),
            row.getString("report"),
            row.getString("sha256"),
            time(row.getString("taken")),
            row.getString("person"),
            Times.instant(row, "time"),
            time(row.getString("ended")));
    private static final String PROOFS =
            "SELECT run, duty, system, model, evidence, expires, ended, why FROM assess_proof WHERE ";
    private static final Sql.Row<Proof> PROOF = row -> new Proof(
            row.getString("run"),
            row.getString("duty"),
            row.getString("system"),
            row.getString("model"),
            row.getString("evidence"),
            LocalDate.parse(row.getString("expires")),
            row.getString("ended").isEmpty() ? null : LocalDate.parse(row.getString("ended")),
            why(row.getString("why")));

    static RunRows in(Transaction tx) {
        return new RunRows(TxSql.in(tx));
    }

    private static @Nullable Text why(String kept) {
        int end = kept.indexOf('\n');
        return end < 0 ? null : new Text(kept.substring(0, end), kept.substring(end + 1));
    }

    private static @Nullable Instant time(String text) {
        return text.isEmpty() ? null : Instant.parse(text);
    }

    private static String text(@Nullable Instant time) {
        return time == null ? "" : Times.text(time);
    }

    void add(RunRow r) {
        sql.update(
                "INSERT INTO assess_run (id, system, org_id, suite, tool, model, judge, settings, state, trouble, heard,"
                        + " known, planned, failed, report, sha256, taken, person, time, ended)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                r.id(),
                r.system(),
                r.org(),
                r.suite(),
                r.tool(),
                r.model(),
                r.judge(),
                r.settings(),
                r.state(),
                r.trouble(),
                r.heard(),
                r.known(),
                r.planned(),
                r.failed(),
                r.report(),
                r.sha256(),
                text(r.taken()),
                r.person(),
                r.time(),
                text(r.ended()));
    }

    /** Where the calls of its system led when a run began; "" is not kept. */
    void led(RunRow run, String route) {
        if (!route.isEmpty()) {
            sql.update("INSERT INTO assess_route (run, system, route) VALUES (?, ?, ?)", run.id(), run.system(), route);
        }
    }

    /** By run, of a system. */
    Map<String, String> routes(String system) {
        var routes = new HashMap<String, String>();
        sql.list(
                        "SELECT run, route FROM assess_route WHERE system = ?",
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        system)
                .forEach(e -> routes.put(e.getKey(), e.getValue()));
        return routes;
    }

    /** The systems of which something stands. */
    List<String> standing() {
        return sql.list("SELECT DISTINCT system FROM assess_proof WHERE ended = ''", row -> row.getString(1));
    }

    void progress(String id, Trial.Progress p) {
        sql.update(
                "UPDATE assess_run SET heard = ?, known = ?, planned = ?, failed = ? WHERE id = ? AND state = ?",
                p.heard(),
                p.known(),
                p.of(),
                p.failed(),
                id,
                RunRow.State.RUNNING);
    }

    void end(RunRow r) {
        sql.update(
                "UPDATE assess_run SET state = ?, trouble = ?, model = ?, report = ?, sha256 = ?, taken = ?, ended = ?"
                        + " WHERE id = ?",
                r.state(),
                r.trouble(),
                r.model(),
                r.report(),
                r.sha256(),
                text(r.taken()),
                text(r.ended()),
                r.id());
    }

    Optional<RunRow> run(String id) {
        return sql.list(WHOLE + " WHERE id = ?", RUN, id).stream().findFirst();
    }

    List<RunRow> running() {
        return sql.list(LINES + " WHERE state = ? ORDER BY id", RUN, RunRow.State.RUNNING);
    }

    /** The newest first, without their reports. */
    List<RunRow> of(String system, int limit) {
        return sql.list(LINES + " WHERE system = ? ORDER BY id DESC LIMIT ?", RUN, system, limit);
    }

    /** The same of all systems. @param org null for all organisations */
    List<RunRow> latest(@Nullable String org, @Nullable String before, int limit) {
        var values = new ArrayList<@Nullable Object>();
        var where = new StringBuilder(" WHERE 1 = 1");
        if (org != null) {
            where.append(" AND org_id = ?");
            values.add(org);
        }
        if (before != null) {
            where.append(" AND id < ?");
            values.add(before);
        }
        values.add(limit);
        return sql.list(LINES + where + " ORDER BY id DESC LIMIT ?", RUN, values.toArray());
    }

    void add(Proof p) {
        sql.update(
                "INSERT INTO assess_proof (run, duty, system, model, evidence, expires, ended, why)"
                        + " VALUES (?, ?, ?, ?, ?, ?, '', '')",
                p.run(),
                p.duty(),
                p.system(),
                p.model(),
                p.evidence(),
                p.expires().toString());
    }

    List<Proof> proofs(String system) {
        return sql.list(PROOFS + "system = ? ORDER BY run DESC, duty", PROOF, system);
    }

    /** Those that stand. */
    List<Proof> standing(String system) {
        return sql.list(PROOFS + "system = ? AND ended = '' ORDER BY run, duty", PROOF, system);
    }

    void fell(Proof p, LocalDate day, Text why) {
        sql.update(
                "UPDATE assess_proof SET ended = ?, why = ? WHERE run = ? AND duty = ?",
                day.toString(),
                why.zh() + "\n" + why.en(),
                p.run(),
                p.duty());
    }

    void forget(String system) {
        sql.update("DELETE FROM assess_run WHERE system = ?", system);
        sql.update("DELETE FROM assess_proof WHERE system = ?", system);
        sql.update("DELETE FROM assess_route WHERE system = ?", system);
    }
}
