package zhiheng.office.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;

class TimetableTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-09-18");
    private static final LocalDate LAST = LocalDate.parse("2026-11-17");

    private static Timetable of(int... daysOff) {
        return Timetable.of(
                IntStream.of(daysOff)
                        .mapToObj(d -> new Timetable.Entry("dig", TODAY.plusDays(d), "metres", 0, 10 + d))
                        .toList(),
                TODAY,
                LAST);
    }

    @Test
    void two_nodes_are_enough_where_the_first_is_within_a_week_and_the_next_within_thirty_days() {
        assertThat(of(7, 37).entries()).hasSize(2);
        assertThatThrownBy(() -> of(8, 20)).isInstanceOf(Refusal.class).hasMessageContaining("7");
        assertThatThrownBy(() -> of(7, 38)).isInstanceOf(Refusal.class).hasMessageContaining("30");
    }

    @Test
    void one_node_is_no_timetable_and_thirteen_are_too_many() {
        assertThatThrownBy(() -> of(5)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> of(IntStream.rangeClosed(1, 13).toArray())).isInstanceOf(Refusal.class);
        assertThat(of(IntStream.rangeClosed(1, 12).toArray()).entries()).hasSize(12);
    }

    @Test
    void nodes_follow_each_other_after_today_and_end_before_the_answer_is_due() {
        assertThatThrownBy(() -> of(0, 3)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> of(5, 5)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> of(5, 4)).isInstanceOf(Refusal.class);
        assertThat(of(5, 31, 60).entries()).hasSize(3);
        assertThatThrownBy(() -> of(5, 31, 61)).isInstanceOf(Refusal.class).hasMessageContaining("2026-11-17");
    }

    @Test
    void a_node_without_an_indicator_is_refused() {
        assertThatThrownBy(() -> Timetable.of(
                        List.of(
                                new Timetable.Entry("meet", TODAY.plusDays(2), " ", 0, 1),
                                new Timetable.Entry("meet", TODAY.plusDays(9), "days", 0, 1)),
                        TODAY,
                        LAST))
                .isInstanceOf(Refusal.class);
    }
}
