package zhiheng.office;

import java.time.LocalDate;
import java.util.List;
import zhiheng.packs.Finding;

/**
 * All that is known of one AI system on one day.
 *
 * @param history the system's ledger entries, oldest first
 */
public record Dossier(
        AiSystem system, Org org, LocalDate asOf, Finding finding, List<DossierDuty> duties, List<Act> history) {
    /** One ledger entry about the system. {@code summary} is small JSON. */
    public record Act(long ledgerIndex, java.time.Instant time, String actor, String act, String summary) {}
}
