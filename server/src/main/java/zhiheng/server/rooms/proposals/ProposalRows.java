package zhiheng.server.rooms.proposals;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** The statements on proposals. */
record ProposalRows(TxSql sql) {
    private static final String COLUMNS = "SELECT p.id, p.title, p.grounds, p.over, p.pack, p.rules, p.report, p.state,"
            + " p.proposer, p.decider, p.decision, p.opened, p.version FROM rule_proposal p";
    private static final Sql.Row<Proposal> ROW = row -> new Proposal(
            row.getString(1),
            row.getString(2),
            row.getString(3),
            Proposal.Over.valueOf(row.getString(4)),
            row.getString(5),
            row.getString(6),
            row.getString(7),
            Proposal.State.valueOf(row.getString(8)),
            row.getString(9),
            row.getString(10),
            row.getString(11),
            Times.instant(row, "opened"),
            row.getLong(13));

    static ProposalRows in(Transaction tx) {
        return new ProposalRows(TxSql.in(tx));
    }

    void add(Proposal p, List<String> needs) {
        sql.update(
                "INSERT INTO rule_proposal (id, title, grounds, over, pack, rules, report, state, proposer, decider,"
                        + " decision, opened, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                p.id(),
                p.title(),
                p.grounds(),
                p.over(),
                p.pack(),
                p.rules(),
                p.report(),
                p.state(),
                p.proposer(),
                p.decider(),
                p.decision(),
                p.opened(),
                p.version());
        for (var need : needs) {
            sql.update("INSERT INTO rule_proposal_need (proposal, need) VALUES (?, ?)", p.id(), need);
        }
    }

    void put(Proposal p) {
        sql.update(
                "UPDATE rule_proposal SET rules = ?, report = ?, state = ?, decider = ?, decision = ?,"
                        + " version = ? WHERE"
                        + " id = ?",
                p.rules(),
                p.report(),
                p.state(),
                p.decider(),
                p.decision(),
                p.version(),
                p.id());
    }

    Optional<Proposal> one(String id) {
        return sql.list(COLUMNS + " WHERE p.id = ?", ROW, id).stream().findFirst();
    }

    /** The newest first. @param after the id that the page before ended with */
    List<Proposal> list(@Nullable String after, int limit) {
        return after == null
                ? sql.list(COLUMNS + " ORDER BY p.id DESC LIMIT ?", ROW, limit)
                : sql.list(COLUMNS + " WHERE p.id < ? ORDER BY p.id DESC LIMIT ?", ROW, after, limit);
    }

    List<String> needs(String proposal) {
        return sql.list(
                "SELECT need FROM rule_proposal_need WHERE proposal = ? ORDER BY need",
                row -> row.getString(1),
                proposal);
    }

    /** Proposals that answer a need. */
    List<Proposal> of(String need) {
        return sql.list(
                COLUMNS + " JOIN rule_proposal_need n ON n.proposal = p.id WHERE n.need = ? ORDER BY p.id", ROW, need);
    }
}
