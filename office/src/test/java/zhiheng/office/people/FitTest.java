package zhiheng.office.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;

class FitTest {
    private static Org org(Org.Kind kind, boolean operator) {
        return new Org("1", new Org.Details(kind, "x", OrgNumber.NONE), operator, 1);
    }

    @Test
    void no_provider_in_an_authority_and_no_officer_in_an_enterprise() {
        assertThat(Fit.roles(org(Org.Kind.AUTHORITY, false))).doesNotContain(Role.PROVIDER);
        assertThat(Fit.roles(org(Org.Kind.PROVIDER, true))).doesNotContain(Role.OFFICER);
        assertThat(Fit.roles(org(Org.Kind.PROVIDER, false))).containsExactly(Role.PROVIDER);
        assertThat(Fit.roles(org(Org.Kind.DEPARTMENT, false))).containsAll(EnumSet.allOf(Role.class));
    }

    /** A company that runs Zhiheng for itself needs somebody who administers it. */
    @Test
    void who_runs_the_installation_has_an_administrator_whatever_it_is() {
        for (var kind : Org.Kind.values()) {
            assertThat(Fit.roles(org(kind, true))).contains(Role.ADMINISTRATOR);
        }
    }

    @Test
    void the_refusal_names_the_roles_that_fit() {
        assertThatThrownBy(() -> Fit.check(Role.OFFICER, org(Org.Kind.PROVIDER, true)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.text().en()).contains("officer", "provider, auditor, administrator");
                    assertThat(refusal.text().zh()).contains("主管部门人员", "提供者、审计员、管理员");
                });
    }
}
