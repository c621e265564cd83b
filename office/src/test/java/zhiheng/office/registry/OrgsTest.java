package zhiheng.office.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.office.testing.TestOffice.refused;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal.Kind;
import zhiheng.office.people.Org;
import zhiheng.office.people.OrgNumber;
import zhiheng.office.people.Role;
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

    private static Org.Details provider(String name, String code) {
        return new Org.Details(Org.Kind.PROVIDER, name, new OrgNumber(OrgNumber.Register.CN, code));
    }

    @Test
    void one_name_is_one_organisation_however_it_is_spelled() {
        try (var test = new TestOffice(folder)) {
            var orgs = test.office().orgs();
            for (var name : List.of("Acme", " ACME ", "ａｃｍｅ", "Ac-me.")) {
                refused(Kind.CONFLICT, () -> orgs.create(test.admin, Org.Kind.AUTHORITY, name));
            }
            assertThat(orgs.create(test.admin, Org.Kind.PROVIDER, "Acme 2").name())
                    .isEqualTo("Acme 2");
        }
    }

    @Test
    void a_number_of_china_is_checked_kept_plain_and_belongs_to_one() {
        try (var test = new TestOffice(folder)) {
            var orgs = test.office().orgs();
            refused(Kind.INVALID, () -> orgs.create(test.admin, provider("Gamma", "914403007084611360")));
            refused(Kind.INVALID, () -> orgs.create(test.admin, provider("Gamma", "9144")));
            var made = orgs.create(test.admin, provider("Gamma", "91440300 7084-61136t"));
            assertThat(made.number().value()).isEqualTo("91440300708461136T");
            refused(Kind.CONFLICT, () -> orgs.create(test.admin, provider("Delta", "91440300708461136T")));
            var abroad = new Org.Details(
                    Org.Kind.PROVIDER, "Delta", new OrgNumber(OrgNumber.Register.OTHER, "HRB 9144 / Köln"));
            assertThat(orgs.create(test.admin, abroad).number().value()).isEqualTo("HRB 9144 / Köln");
            refused(
                    Kind.CONFLICT,
                    () -> orgs.create(
                            test.admin,
                            new Org.Details(
                                    Org.Kind.PROVIDER,
                                    "Epsilon",
                                    new OrgNumber(OrgNumber.Register.OTHER, "hrb 9144/köln"))));
        }
    }

    @Test
    void a_change_names_the_version_seen_and_of_two_at_once_one_is_told() {
        try (var test = new TestOffice(folder)) {
            var orgs = test.office().orgs();
            var details = provider("Acme of old", "91440300708461136T");
            var changed = orgs.change(test.admin, test.org.id(), 1, details, (tx, org) -> Set.of());
            assertThat(changed.version()).isEqualTo(2);
            assertThat(orgs.find(test.admin, test.org.id())).contains(changed);
            refused(
                    Kind.CONFLICT,
                    () -> orgs.change(test.admin, test.org.id(), 1, provider("Other", ""), (tx, org) -> Set.of()));
            assertThat(orgs.change(test.admin, test.org.id(), 2, details, (tx, org) -> Set.of())
                            .version())
                    .as("nothing was changed")
                    .isEqualTo(2);
            refused(
                    Kind.CONFLICT,
                    () -> orgs.change(test.admin, test.org.id(), 2, provider("BETA", ""), (tx, org) -> Set.of()));
            refused(Kind.FORBIDDEN, () -> orgs.change(test.officer, test.org.id(), 2, details, (tx, org) -> Set.of()));
            refused(Kind.NOT_FOUND, () -> orgs.change(test.admin, "none", 1, details, (tx, org) -> Set.of()));
        }
    }

    @Test
    void an_organisation_does_not_become_what_its_people_do_not_fit() {
        try (var test = new TestOffice(folder)) {
            var authority = new Org.Details(Org.Kind.AUTHORITY, "Acme", OrgNumber.NONE);
            refused(
                    Kind.INVALID,
                    () -> test.office()
                            .orgs()
                            .change(test.admin, test.org.id(), 1, authority, (tx, org) -> Set.of(Role.PROVIDER)));
            assertThat(test.office()
                            .orgs()
                            .change(test.admin, test.org.id(), 1, authority, (tx, org) -> Set.of(Role.OFFICER))
                            .kind())
                    .isEqualTo(Org.Kind.AUTHORITY);
        }
    }
}
