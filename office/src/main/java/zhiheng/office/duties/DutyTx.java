package zhiheng.office.duties;

import java.util.List;
import java.util.Optional;

/** The statements on duties and their evidence, within one transaction. */
public interface DutyTx {
    List<DutyMark> marks(String systemId);

    void mark(String systemId, DutyMark mark);

    /** {@code actId} ties the evidence to its ledger entry. */
    void addEvidence(Evidence evidence, String actId);

    List<Evidence> evidenceOf(String systemId);

    Optional<Evidence> evidence(String id);
}
