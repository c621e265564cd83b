package zhiheng.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The plan and its proof beside a count of all plans, which knows nothing of prices or of CP-SAT. */
class CountedTest {
    private static final Planner.Effort SMALL =
            new Planner.Effort(1, 1, 100, 300, 0, 5, 10_000, Duration.ofSeconds(60));

    @Property(tries = 60)
    void no_plan_of_all_is_better_than_the_one_proved_best(@ForAll long seed) {
        var problem = Made.small(new SplittableRandom(seed));
        var plan = Planner.plan(problem, SMALL);
        long best = counted(Field.of(problem));
        assertThat(Math.round(plan.objective() * Field.UNIT)).isEqualTo(best);
        assertThat(plan.bound() * Field.UNIT).isLessThanOrEqualTo(best + .5);
        assertThat(plan.status()).isEqualTo(Plan.Status.OPTIMAL);
    }

    @Property(tries = 60)
    void the_bound_of_the_prices_alone_is_never_above_the_best_plan(@ForAll long seed) {
        var field = Field.of(Made.small(new SplittableRandom(seed)));
        var plain = Search.set(field, Search.hardFirst(field), null);
        assertThat(Prices.of(field, plain.cost(), 200).bound()).isLessThanOrEqualTo(counted(field));
    }

    @Property(tries = 40)
    void with_jobs_planned_before_and_jobs_that_run_it_is_still_the_best(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        var problem = Made.small(random);
        var before = Planner.plan(problem, SMALL);
        var planned = new HashMap<String, Ties.Planned>();
        before.placed().forEach(p -> planned.put(p.job(), new Ties.Planned(p.site(), p.hours())));
        var running = List.of(new Plan.Running("old", "s0", "gpu", 1, List.of(0, 1)));
        var ties = new Ties(running, planned, random.nextInt(4));
        var moved = Planner.plan(problem, ties, SMALL);
        assertThat(Math.round(moved.objective() * Field.UNIT)).isEqualTo(counted(Field.of(problem, ties)));
    }

    @Test
    void a_problem_without_jobs_has_an_empty_plan_that_is_best() {
        var plan = Planner.plan(Made.problem(4, List.of(Made.site("a", 1, .5, 100))));
        assertThat(plan.placed()).isEmpty();
        assertThat(plan.gap()).isZero();
        assertThat(plan.status()).isEqualTo(Plan.Status.OPTIMAL);
    }

    private static long counted(Field field) {
        return counted(field, new Draft(field), 0, Long.MAX_VALUE);
    }

    private static long counted(Field field, Draft draft, int job, long best) {
        if (job == field.tasks.length) {
            return Math.min(best, draft.cost());
        }
        long now = counted(field, draft, job + 1, best); // left out
        var task = field.tasks[job];
        for (var window : task.windows()) {
            for (int[] at : ways(task, window)) {
                if (Arrays.stream(at).allMatch(h -> draft.free(window.pool(), h) >= task.need())) {
                    draft.put(job, window.pool(), at);
                    now = counted(field, draft, job + 1, now);
                    draft.take(job);
                }
            }
        }
        return now;
    }

    private static List<int[]> ways(Field.Task task, Field.Window window) {
        var ways = new ArrayList<int[]>();
        for (int mask = 0; mask < 1 << field(window); mask++) {
            if (Integer.bitCount(mask) == task.hours()) {
                int from = window.from();
                int chosen = mask;
                var at = IntStream.range(0, field(window))
                        .filter(i -> (chosen >> i & 1) == 1)
                        .map(i -> from + i)
                        .toArray();
                if (task.pausable() || at[at.length - 1] - at[0] + 1 == at.length) {
                    ways.add(at);
                }
            }
        }
        return ways;
    }

    private static int field(Field.Window window) {
        return window.to() - window.from();
    }
}
