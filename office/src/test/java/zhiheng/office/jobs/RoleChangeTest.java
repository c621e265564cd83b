package zhiheng.office.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;

class RoleChangeTest {
    @Test
    void everybody_who_was_there_is_accounted_for() {
        var change = new RoleChange("4132", 80, 68, 4, 5, 3, 2, 1);
        assertThat(change.net()).isEqualTo(2 - 3 - 1);
        assertThatThrownBy(() -> new RoleChange("4132", 80, 68, 4, 5, 2, 2, 0))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("80 people were there")
                .hasMessageContaining("are 79");
    }

    @Test
    void an_occupation_is_a_code_and_a_number_of_people_is_not_negative() {
        assertThatThrownBy(() -> new RoleChange("clerk", 1, 1, 0, 0, 0, 0, 0)).hasMessageContaining("ISCO-08");
        assertThatThrownBy(() -> new RoleChange("4132", 0, 1, -1, 0, 0, 0, 0)).hasMessageContaining("negative");
    }

    @Test
    void a_sum_says_what_is_not_known() {
        var known = new RoleChange("4132", 10, 8, 0, 0, 2, 1, 0);
        var silent = new RoleChange("5244", 5, 5, 0, 0, 0, 0, RoleChange.UNKNOWN);
        var sum = NetEffect.of(List.of(List.of(known), List.of(silent)), 7);
        assertThat(sum).isEqualTo(new NetEffect(15, -1, 0, 1, 2, 7));
        assertThat(sum.isWhole()).isFalse();
        assertThat(NetEffect.of(List.of(List.of(known)), 1).isWhole()).isTrue();
        assertThatThrownBy(() -> NetEffect.of(List.of(List.of(), List.of()), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
