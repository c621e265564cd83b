package zhiheng.office.acts;

import java.util.List;
import java.util.Optional;

/** The statements on acts, within one transaction. */
public interface ActTx {
    void addAct(Act act);

    /** Returns whether the act exists. */
    boolean appended(String actId, long ledgerIndex);

    /** Acts not known to be in the ledger, oldest first. */
    List<Act> pendingActs();

    /** The newest {@code limit} acts about the system, oldest first. */
    List<ActRow> acts(String systemId, int limit);

    /** The last act of that name about the system. */
    Optional<ActRow> lastAct(String systemId, String name);

    Optional<ActRow> actAt(long ledgerIndex);

    /** The latest acts that are in the ledger, the newest first. */
    List<ActRow> latest(int limit);
}
