package zhiheng.office.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.base.Refusal;
import zhiheng.base.Refusal.Kind;

class AccessTest {
    @ParameterizedTest
    @CsvSource({
        "ADMINISTRATOR, true, true",
        "OFFICER, true, true",
        "PROVIDER, false, true",
        "AUDITOR, true, false",
    })
    void each_role_has_its_rights(Role role, boolean seesOthers, boolean changes) {
        var actor = new Actor("a", "own", role);
        assertThat(Access.sees(actor, "own")).isTrue();
        assertThat(Access.sees(actor, "other")).isEqualTo(seesOthers);
        assertThat(Access.bound(actor)).isEqualTo(seesOthers ? null : "own");
        if (changes) {
            assertThatCode(() -> Access.mayChange(actor)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> Access.mayChange(actor))
                    .isInstanceOfSatisfying(
                            Refusal.class, e -> assertThat(e.kind()).isEqualTo(Kind.FORBIDDEN));
        }
    }

    @Test
    void what_is_not_there_and_what_is_not_ones_own_get_the_same_answer() {
        assertThat(Access.notFound().kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(Access.notFound().text().en()).contains("no such thing, or it is not yours");
    }
}
