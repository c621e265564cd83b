package zhiheng.drills.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;
import zhiheng.drills.exercise.Conduct.Deed;
import zhiheng.drills.exercise.Conduct.State;

class ConductTest {
    @Test
    void who_may_do_what_when_is_this_table() {
        assertThat(Conduct.TABLE).hasToString("""
                PLANNED -- BRIEF --> BRIEFED by controller
                PLANNED -- CANCEL --> CANCELLED by controller
                BRIEFED -- CANCEL --> CANCELLED by controller
                BRIEFED -- BEGIN --> RUNNING by controller
                RUNNING -- INJECT --> RUNNING by controller, system
                RUNNING -- WITHDRAW --> RUNNING by controller, system
                RUNNING -- RESPOND --> RUNNING by participant
                RUNNING -- NOTE --> RUNNING by controller, participant, observer
                RUNNING -- PAUSE --> PAUSED by controller
                RUNNING -- STOP --> ENDED by controller, participant, observer
                RUNNING -- END --> ENDED by controller
                RUNNING -- RUN_OUT --> ENDED by system
                PAUSED -- RESUME --> RUNNING by controller
                PAUSED -- NOTE --> PAUSED by controller, participant, observer
                PAUSED -- STOP --> ENDED by controller, participant, observer
                PAUSED -- END --> ENDED by controller
                PAUSED -- RUN_OUT --> ENDED by system
                ENDED -- NOTE --> ENDED by controller, participant, observer
                ENDED -- SCORE --> SCORED by controller, system
                SCORED -- NOTE --> SCORED by controller, participant, observer
                SCORED -- CLOSE --> CLOSED by controller
                """);
    }

    @Test
    void a_controller_takes_no_part_in_the_response_and_an_observer_only_writes_down() {
        assertThat(Conduct.may(State.RUNNING, Deed.RESPOND, Part.CONTROLLER)).isFalse();
        assertThat(Conduct.may(State.RUNNING, Deed.INJECT, Part.PARTICIPANT)).isFalse();
        assertThat(Conduct.may(State.RUNNING, Deed.NOTE, Part.OBSERVER)).isTrue();
        assertThatThrownBy(() -> Conduct.after(State.RUNNING, Deed.RESPOND, Part.OBSERVER))
                .isInstanceOf(Refusal.class)
                .extracting(e -> ((Refusal) e).kind())
                .isEqualTo(Refusal.Kind.FORBIDDEN);
    }

    @Test
    void whoever_sees_something_real_stops_it_and_what_is_over_does_not_go_on() {
        for (var part : Part.values()) {
            assertThat(Conduct.after(State.RUNNING, Deed.STOP, part)).isEqualTo(State.ENDED);
        }
        assertThat(Conduct.byItself(State.RUNNING, Deed.RUN_OUT)).isEqualTo(State.ENDED);
        assertThatThrownBy(() -> Conduct.after(State.ENDED, Deed.INJECT, Part.CONTROLLER))
                .extracting(e -> ((Refusal) e).kind())
                .isEqualTo(Refusal.Kind.CONFLICT);
    }
}
