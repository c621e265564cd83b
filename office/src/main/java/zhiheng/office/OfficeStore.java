package zhiheng.office;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Page;

/** Where the office keeps its state. A transaction commits as a whole or, on any exception, not at all. */
public interface OfficeStore {
    /** Work inside one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T on(Tx tx);
    }

    /** One transaction at a time changes the state. */
    <T> T write(Work<T> work);

    /** Sees one state throughout. */
    <T> T read(Work<T> work);

    /** The statements of a transaction. {@code onlyOrg} bounds what is seen to one organisation; null sees all. */
    interface Tx {
        void addOrg(Org org);

        Optional<Org> org(String id);

        List<Org> orgs();

        void addSystem(AiSystem system, Summary summary);

        /** False if the stored version is no longer {@code seenVersion}. */
        boolean changeSystem(AiSystem system, long seenVersion, Summary summary);

        /** Stores a new summary only, unless the system has changed since {@code seenVersion}. */
        void summarise(String systemId, long seenVersion, Summary summary);

        Optional<AiSystem> system(String id);

        /** The next systems by id. */
        List<AiSystem> systemsAfter(String id, @Nullable String onlyOrg, int limit);

        /** The next systems by id whose summary is older than {@code day}. */
        List<AiSystem> staleAfter(String id, LocalDate day, int limit);

        Page<SystemRow> rows(SystemQuery query, @Nullable String onlyOrg);

        Counts counts(SystemQuery query, @Nullable String onlyOrg);

        List<DutyMark> marks(String systemId);

        void mark(String systemId, DutyMark mark);

        /** {@code actId} ties the evidence to its ledger entry. */
        void addEvidence(Evidence evidence, String actId);

        List<Evidence> evidenceOf(String systemId);

        Optional<Evidence> evidence(String id);

        void addAct(Act act);

        /** Returns whether the act exists. */
        boolean appended(String actId, long ledgerIndex);

        /** Acts not known to be in the ledger, oldest first. */
        List<Act> pendingActs();

        List<ActRow> acts(String systemId, int limit);

        /** The last act of that name about the system. */
        Optional<ActRow> lastAct(String systemId, String name);

        Optional<ActRow> actAt(long ledgerIndex);
    }
}
