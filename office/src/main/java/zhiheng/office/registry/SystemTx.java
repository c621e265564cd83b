package zhiheng.office.registry;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Page;
import zhiheng.office.people.OrgTx;
import zhiheng.packs.LegalDays;

/** The statements of the registry, within one transaction. {@code onlyOrg} bounds what is seen to one organisation; null sees all. */
public interface SystemTx extends OrgTx {
    void addSystem(AiSystem system, Summary summary);

    /** False if the stored version is no longer {@code seenVersion}. */
    boolean changeSystem(AiSystem system, long seenVersion, Summary summary);

    /** Stores the texts, version and time of a system, as read in this transaction before; no text has a part in its summary. */
    void retext(AiSystem before, AiSystem after);

    /** Stores a new summary only, unless the system has changed since {@code seenVersion}. */
    void summarise(String systemId, long seenVersion, Summary summary);

    Optional<AiSystem> system(String id);

    /** What was merged into a system, the latest first. */
    List<AiSystem> mergedInto(String id);

    /** The next systems by id. */
    List<AiSystem> systemsAfter(String id, @Nullable String onlyOrg, int limit);

    /** The next systems by id whose summary is from before a day of {@code days} turned. */
    List<AiSystem> staleAfter(String id, LegalDays days, int limit);

    /**
     * Notes that the summaries made for {@code before} hold for {@code today} too, of the next systems by id that have
     * no duty under the laws {@code turned}.
     *
     * @return the id up to which was looked; empty where none is left
     */
    Optional<String> keepSummaries(String after, int limit, LegalDays before, LegalDays today, Set<String> turned);

    Page<SystemRow> rows(SystemQuery query, @Nullable String onlyOrg);

    /** Organisations with systems: those with something overdue first, then those with most gaps. */
    List<OrgOverview> overview(@Nullable String onlyOrg, int limit);

    /** What days already in the law will bring, the nearest first. */
    List<ComingTier> comingTiers(@Nullable String onlyOrg);

    /** Systems with unanswered questions, those with most first. */
    List<SystemRow> mostQuestions(@Nullable String onlyOrg, int limit);

    Counts counts(SystemQuery query, @Nullable String onlyOrg);
}
