package zhiheng.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CourseTest {
    private enum Door {
        SHUT,
        OPEN,
        GONE
    }

    private enum Act {
        PULL,
        PUSH,
        REMOVE
    }

    private static final Course<Door, Act> DOOR = Course.of(Door.class, Act.class, Door.SHUT)
            .step(Door.SHUT, Act.PULL, Door.OPEN)
            .by("keeper", "owner")
            .needs("key")
            .step(Door.OPEN, Act.PUSH, Door.SHUT)
            .within(Duration.ofHours(1))
            .steps(Set.of(Door.OPEN), Act.REMOVE, Door.GONE)
            .build();

    @Test
    void what_is_not_in_the_table_does_not_happen() {
        assertThat(DOOR.next(Door.SHUT, Act.PULL)).isEqualTo(Door.OPEN);
        assertThat(DOOR.next(Door.SHUT, Act.PUSH)).isNull();
        assertThat(DOOR.step(Door.GONE, Act.PULL)).isEmpty();
    }

    @Test
    void a_step_says_who_may_take_it_and_what_it_needs() {
        var step = DOOR.step(Door.SHUT, Act.PULL).orElseThrow();

        assertThat(step.mayBy("owner")).isTrue();
        assertThat(step.mayBy("guest")).isFalse();
        assertThat(step.needs()).containsExactly("key");
        assertThat(DOOR.step(Door.OPEN, Act.REMOVE).orElseThrow().mayBy("guest"))
                .isTrue();
    }

    @Test
    void a_state_that_nothing_leads_out_of_is_an_end() {
        assertThat(DOOR.isEnd(Door.GONE)).isTrue();
        assertThat(DOOR.isEnd(Door.OPEN)).isFalse();
        assertThat(DOOR.start()).isEqualTo(Door.SHUT);
    }

    @Test
    void the_table_reads_as_lines() {
        assertThat(DOOR).hasToString("""
                SHUT -- PULL --> OPEN by keeper, owner needs key
                OPEN -- PUSH --> SHUT within PT1H
                OPEN -- REMOVE --> GONE
                """);
    }

    @Test
    void a_state_to_which_no_way_leads_is_a_fault_of_the_table() {
        var lost = Course.of(Door.class, Act.class, Door.SHUT).step(Door.SHUT, Act.PULL, Door.OPEN);

        assertThatThrownBy(lost::build).hasMessageContaining("no way leads to [GONE]");
    }

    @Test
    void two_ways_out_by_one_event_are_a_fault_of_the_table() {
        var torn = Course.of(Door.class, Act.class, Door.SHUT)
                .step(Door.SHUT, Act.PULL, Door.OPEN)
                .step(Door.SHUT, Act.PULL, Door.GONE);

        assertThatThrownBy(torn::build).hasMessageContaining("PULL leads out of SHUT twice");
    }
}
