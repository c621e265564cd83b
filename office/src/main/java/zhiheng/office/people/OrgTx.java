package zhiheng.office.people;

import java.util.List;
import java.util.Optional;

/** The statements on organisations, within one transaction. */
public interface OrgTx {
    void addOrg(Org org);

    /** False if the stored version is no longer {@code seenVersion}. */
    boolean changeOrg(Org org, long seenVersion);

    Optional<Org> org(String id);

    /** All of them, by name. */
    List<Org> orgs();
}
