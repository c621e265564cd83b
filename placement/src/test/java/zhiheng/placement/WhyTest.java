package zhiheng.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class WhyTest {
    private static final Problem PROBLEM = Made.problem(
            4,
            List.of(Made.site("green", 4, .5, 100), Made.site("grey", 8, .5, 600), Made.site("tiny", 1, .5, 50)),
            Made.job("large", 4, 4, 0, 4),
            Made.job("other", 2, 4, 0, 4));

    @Test
    void a_job_that_had_to_give_way_is_told_to_whom() {
        var plan = Planner.plan(PROBLEM);
        var why = Why.of(PROBLEM, plan, "other");
        assertThat(why.placed().site()).isEqualTo("grey");
        var wish = why.wish().orElseThrow();
        assertThat(wish.place().site()).isEqualTo("green");
        assertThat(wish.inTheWay()).containsExactly("large");
        // 2 cards, 4 hours, PUE 1.2, 500 g more a kWh
        assertThat(wish.place().carbonKg()).isCloseTo(-4.8, Offset.offset(1e-9));
        assertThat(why.forbidden().get("tiny")).containsExactly(Constraint.COUNT);
        assertThat(why.forbidden().get("green")).containsExactly(Constraint.CAPACITY);
        assertThat(why.spoken(PROBLEM).getFirst().en()).contains("Alone", "green", "large", "-4.8 kg");
        assertThat(why.spoken(PROBLEM).getFirst().zh()).contains("green", "large");
    }

    @Test
    void the_next_best_is_what_it_would_cost_with_the_others_where_they_are() {
        var plan = Planner.plan(PROBLEM);
        var why = Why.of(PROBLEM, plan, "large");
        assertThat(why.wish()).isEmpty();
        var next = why.alternatives().getFirst();
        assertThat(next.site()).isEqualTo("grey");
        assertThat(next.money()).isZero();
        assertThat(next.carbonKg()).isCloseTo(9.6, Offset.offset(1e-9));
        assertThat(next.hoursLater()).isZero();
    }
}
