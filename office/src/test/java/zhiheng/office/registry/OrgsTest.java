package zhiheng.office.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.office.testing.TestOffice.refused;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal.Kind;
import zhiheng.office.people.Org;
import zhiheng.office.testing.TestOffice;

class OrgsTest {
    @TempDir
    Path folder;

    @Test
    void only_an_administrator_creates_organisations() {
        try (var test = new TestOffice(folder)) {
            for (var actor : List.of(test.officer, test.auditor, test.provider)) {
                refused(Kind.FORBIDDEN, () -> test.office().orgs().create(actor, Org.Kind.PROVIDER, "Mine"));
            }
            refused(Kind.INVALID, () -> test.office().orgs().create(test.admin, Org.Kind.PROVIDER, " "));
        }
    }

    @Test
    void a_provider_sees_its_own_organisation_and_others_all_by_name() {
        try (var test = new TestOffice(folder)) {
            var orgs = test.office().orgs();
            assertThat(orgs.seenBy(test.provider)).containsExactly(test.org);
            assertThat(orgs.seenBy(test.auditor)).extracting(Org::name).containsExactly("Acme", "Beta");
            assertThat(orgs.find(test.provider, test.org.id())).contains(test.org);
            assertThat(orgs.find(test.auditor, test.org.id())).contains(test.org);
            assertThat(orgs.find(test.rival, test.org.id())).isEmpty();
            assertThat(orgs.find(test.admin, "nobody")).isEmpty();
        }
    }
}
