package zhiheng.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RollingTest {
    private static final Planner.Effort SMALL =
            new Planner.Effort(1, 1, 100, 300, 0, 5, 10_000, Duration.ofSeconds(60));

    private static Problem now(Problem then, int hours, List<Site> sites, Job... jobs) {
        return new Problem(
                then.begin().plus(hours, ChronoUnit.HOURS),
                then.hours() - hours,
                then.currency(),
                then.carbonPrice(),
                sites,
                List.of(jobs));
    }

    @Test
    void work_that_has_begun_stays_where_it_is_and_holds_its_room() {
        var a = Made.site("a", 4, .5, 100);
        var then = Made.problem(6, List.of(a), Made.job("runs", 4, 4, 0, 6));
        var old = Planner.plan(then, SMALL);
        int start = old.placed().getFirst().start();
        assertThat(start).isZero();
        var next = Rolling.again(
                then,
                old,
                now(then, 2, List.of(a), Made.job("runs", 4, 4, 0, 4), Made.job("new", 1, 1, 0, 4)),
                Rolling.Steady.USUAL,
                SMALL);
        assertThat(next.plan().running()).containsExactly(new Plan.Running("runs", "a", "gpu", 4, List.of(0, 1)));
        assertThat(next.plan().of("new").orElseThrow().start()).isGreaterThanOrEqualTo(2);
        assertThat(next.plan().of("runs")).isEmpty(); // it is not decided again
        var later = Rolling.again(
                next.problem(), next.plan(), now(next.problem(), 1, List.of(a)), Rolling.Steady.USUAL, SMALL);
        assertThat(later.plan().running()).extracting(Plan.Running::hours).contains(List.of(0));
    }

    @Test
    void a_small_gain_moves_nothing_and_a_large_one_does() {
        var then = Made.problem(
                6, List.of(Made.site("a", 4, .5, 400), Made.site("b", 4, .5, 420)), Made.job("j", 4, 2, 2, 6));
        var old = Planner.plan(then, SMALL);
        assertThat(old.placed().getFirst().site()).isEqualTo("a");
        var job = Made.job("j", 4, 2, 1, 5);
        var steady = new Rolling.Steady(1, .02);
        var little = Rolling.again(
                then,
                old,
                now(then, 1, List.of(Made.site("a", 4, .5, 440), Made.site("b", 4, .5, 420)), job),
                steady,
                SMALL);
        assertThat(little.changed()).isFalse();
        assertThat(little.moved()).isEmpty();
        assertThat(little.plan().placed().getFirst().start())
                .isEqualTo(old.placed().getFirst().start() - 1);
        var much = Rolling.again(
                then,
                old,
                now(then, 1, List.of(Made.site("a", 4, .5, 900), Made.site("b", 4, .5, 100)), job),
                steady,
                SMALL);
        assertThat(much.changed()).isTrue();
        assertThat(much.gain()).isGreaterThan(.02);
        assertThat(much.moved()).extracting(Rolling.Moved::toSite).containsExactly("b");
    }

    @Test
    void the_penalty_is_counted_before_a_move_is_called_a_gain() {
        var then = Made.problem(
                4, List.of(Made.site("a", 4, .5, 400), Made.site("b", 4, .5, 420)), Made.job("j", 4, 2, 0, 4));
        var old = Planner.plan(then, SMALL);
        var worse = now(
                then,
                0,
                List.of(Made.site("a", 4, .5, 900), Made.site("b", 4, .5, 100)),
                then.jobs().getFirst());
        var next = Rolling.again(then, old, worse, new Rolling.Steady(1_000, 0), SMALL);
        assertThat(next.changed()).isFalse();
    }

    @Property(tries = 30)
    void with_nothing_changed_nothing_moves(@ForAll long seed) {
        var then = Made.small(new SplittableRandom(seed));
        var old = Planner.plan(then, SMALL);
        var next = Rolling.again(then, old, then, Rolling.Steady.USUAL, SMALL);
        assertThat(next.moved()).isEmpty();
        assertThat(next.plan().placed()).isEqualTo(old.placed());
    }
}
