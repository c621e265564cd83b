package zhiheng.server.rooms.incidents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import zhiheng.cases.cacao.PlaybookReader;
import zhiheng.cases.cacao.Run;
import zhiheng.cases.cacao.RunCodec;
import zhiheng.office.acts.Json;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** The statements on playbooks, listed addresses and runs. */
record PlaybookSql(TxSql sql) {
    private static final String RUN = "SELECT id, incident, body, run, seq, begun, moved FROM incident_run";

    static PlaybookSql in(Transaction tx) {
        return new PlaybookSql(TxSql.in(tx));
    }

    /** What an organisation brought in, as it was sent. */
    List<String> brought(String org) {
        return sql.list("SELECT body FROM playbook WHERE org = ? ORDER BY id", row -> row.getString(1), org);
    }

    Optional<String> modified(String org, String id) {
        return sql
                .list("SELECT modified FROM playbook WHERE org = ? AND id = ?", row -> row.getString(1), org, id)
                .stream()
                .findFirst();
    }

    void put(String org, String id, String modified, String body, Instant at, String by) {
        sql.update("DELETE FROM playbook WHERE org = ? AND id = ?", org, id);
        sql.update(
                "INSERT INTO playbook (id, org, modified, body, brought, brought_by) VALUES (?, ?, ?, ?, ?, ?)",
                id,
                org,
                modified,
                body,
                at,
                by);
    }

    List<String> addresses() {
        return sql.list("SELECT address FROM playbook_address ORDER BY address", row -> row.getString(1));
    }

    void list(String address, Instant at, String by) {
        unlist(address);
        sql.update("INSERT INTO playbook_address (address, listed, listed_by) VALUES (?, ?, ?)", address, at, by);
    }

    void unlist(String address) {
        sql.update("DELETE FROM playbook_address WHERE address = ?", address);
    }

    void add(PlaybookRun r) {
        sql.update(
                "INSERT INTO incident_run (id, incident, playbook, body, run, state, seq, begun, moved)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                r.id(),
                r.incident(),
                r.playbook().id(),
                r.playbook().text(),
                Json.write(RunCodec.tree(r.run())),
                r.run().state(),
                r.seq(),
                r.begun(),
                r.moved());
    }

    void move(String id, Run run, long seq, Instant at) {
        sql.update(
                "UPDATE incident_run SET run = ?, state = ?, seq = ?, moved = ? WHERE id = ?",
                Json.write(RunCodec.tree(run)),
                run.state(),
                seq,
                at,
                id);
    }

    /** Oldest first. */
    List<PlaybookRun> ofIncident(String incident) {
        return sql.list(RUN + " WHERE incident = ? ORDER BY id", PlaybookSql::run, incident);
    }

    List<PlaybookRun> running() {
        return sql.list(RUN + " WHERE state = ? ORDER BY id", PlaybookSql::run, Run.State.RUNNING);
    }

    private static PlaybookRun run(ResultSet row) throws SQLException {
        return new PlaybookRun(
                row.getString("id"),
                row.getString("incident"),
                PlaybookReader.read(row.getString("body")),
                RunCodec.of(Json.readMap(row.getString("run"))),
                row.getLong("seq"),
                Times.instant(row, "begun"),
                Times.instant(row, "moved"));
    }
}
