package zhiheng.server.rooms.contain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zhiheng.server.rooms.contain.ContainmentCourse.COURSE;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import zhiheng.gateway.permit.PermitState;
import zhiheng.server.rooms.contain.ContainmentCourse.Event;
import zhiheng.server.rooms.contain.ContainmentCourse.Outcome;
import zhiheng.server.rooms.contain.ContainmentRows.Row;
import zhiheng.server.rooms.watch.Light;
import zhiheng.server.testing.Alerts;

class ContainmentCourseTest {
    private static Row asked() {
        var alert = Alerts.leaks("a1", "bot", Light.RED, Instant.parse("2026-11-24T12:00:00Z"));
        return Row.asked(alert, Evidence.of("c1", alert, Asks.THROTTLED));
    }

    @Test
    void the_whole_course_is_this() {
        assertThat(COURSE.toString()).isEqualTo("""
                ASKED -- BEGIN --> BEGUN needs a permit that is milder
                ASKED -- JOIN --> DONE needs a containment for another monitor that holds
                ASKED -- FIND_STRICT --> STRICT_ALREADY
                ASKED -- TELL --> TOLD
                ASKED -- FIND_NO_PERMIT --> NO_PERMIT
                BEGUN -- BEGIN --> BEGUN needs the permit as it was when the change began
                BEGUN -- CHANGE --> DONE needs the foreseen version of the permit
                BEGUN -- LOSE --> ASKED
                """);
    }

    @Test
    void every_step_that_is_not_in_the_table_is_refused() {
        for (var outcome : Outcome.values()) {
            for (var event : Event.values()) {
                if (COURSE.next(outcome, event) == null) {
                    assertThatThrownBy(() -> ContainmentCourse.after(outcome, event))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining(outcome.name());
                }
            }
        }
        var done = asked().after(Event.JOIN);
        assertThatThrownBy(() -> done.after(Event.BEGIN)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_a_start_takes_up_again_is_what_has_not_ended() {
        assertThat(ContainmentCourse.open()).isEqualTo("'ASKED', 'BEGUN'");
    }

    @Test
    void one_that_a_person_outran_forgets_what_was_planned() {
        var begun = asked().after(Event.BEGIN, PermitState.OPEN, PermitState.OPEN, PermitState.THROTTLED, 4);
        assertThat(begun.outcome()).isEqualTo(Outcome.BEGUN);
        assertThat(begun.after(Event.LOSE)).isEqualTo(asked());
    }
}
