package zhiheng.placement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Makes a plan and proves how good it is: a plan by hand, prices of room that bound every plan, the plan bettered by them, and
 * CP-SAT on what is still undecided. The result is checked against the problem before it is handed out.
 */
public final class Planner {
    private Planner() {}

    /**
     * How much is done. All but {@code wall} are amounts of work, so that the same effort yields the same plan on any machine.
     *
     * @param priceSteps steps of the prices
     * @param rounds of bettering by hand
     * @param stopGap at which it is good enough
     * @param deterministicTime CP-SAT's own measure of work
     * @param mostLiterals more are not given to CP-SAT
     * @param wall the guard: no longer than about this
     */
    public record Effort(
            long seed,
            int workers,
            int priceSteps,
            int rounds,
            double stopGap,
            double deterministicTime,
            int mostLiterals,
            Duration wall) {
        public static final Effort USUAL = new Effort(1, 2, 500, 40_000, .01, 6, 20_000, Duration.ofSeconds(30));

        /** For a week of many: less of all. */
        public static final Effort LIGHT = new Effort(1, 1, 250, 6_000, .01, 2, 10_000, Duration.ofSeconds(20));

        public Effort {
            Limits.whole("workers", workers, 1, 64);
        }

        public Effort withSeed(long other) {
            return new Effort(other, workers, priceSteps, rounds, stopGap, deterministicTime, mostLiterals, wall);
        }

        public Effort withStopGap(double other) {
            return new Effort(seed, workers, priceSteps, rounds, other, deterministicTime, mostLiterals, wall);
        }
    }

    public static Plan plan(Problem problem) {
        return plan(problem, Effort.USUAL);
    }

    public static Plan plan(Problem problem, Effort effort) {
        return plan(problem, Ties.NONE, effort);
    }

    static Plan plan(Problem problem, Ties ties, Effort effort) {
        long begin = System.nanoTime();
        var field = Field.of(problem, ties);
        var clock = new Guard(begin, effort.wall());
        var draft = begin(field, ties);
        var prices = Prices.of(field, draft.cost(), effort.priceSteps());
        for (var order : List.of(Search.hardFirst(field), Search.largeFirst(field))) {
            var priced = Search.set(field, order, prices);
            draft = priced.cost() < draft.cost() ? priced : draft;
        }
        draft = new Search(field, new SplittableRandom(effort.seed())).improve(draft, prices, effort.rounds(), clock);
        var way = "prices + search";
        long bound = prices.bound();
        if (draft.cost() > bound && (gap(draft, bound) > effort.stopGap() || Exact.small(field, prices, draft))) {
            var exact = Exact.solve(field, prices, draft, effort, clock.left());
            draft = exact.draft();
            bound = exact.bound();
            way += exact.asked() ? " + CP-SAT (" + exact.literals() + ")" : "";
        }
        var plan = read(field, ties, draft, bound, clock, way, begin);
        Checked.of(problem, ties, plan);
        return plan;
    }

    /** The better of plain orders; what was planned before stays where it was. */
    private static Draft begin(Field field, Ties ties) {
        var plain = Search.set(field, Search.hardFirst(field), null);
        if (ties.planned().isEmpty()) {
            return plain;
        }
        var kept = keep(field);
        return kept.cost() < plain.cost() ? kept : plain;
    }

    /** What was planned before stays where it was, as far as there is room; the rest is set beside it. */
    static Draft keep(Field field) {
        var draft = new Draft(field);
        for (int j = 0; j < field.tasks.length; j++) {
            var task = field.tasks[j];
            var kept = task.kept();
            if (kept == null) {
                continue;
            }
            if (Arrays.stream(kept.at()).allMatch(h -> draft.free(kept.pool(), h) >= task.need())) {
                draft.put(j, kept.pool(), kept.at());
            }
        }
        for (int job : Search.hardFirst(field)) {
            if (draft.pool[job] < 0) {
                var spot = draft.best(job, null);
                if (spot != null) {
                    draft.put(job, spot.pool(), spot.at());
                }
            }
        }
        return draft;
    }

    private static double gap(Draft draft, long bound) {
        long penalties = penalties(draft);
        long cost = draft.cost() - penalties;
        return draft.cost() <= bound ? 0 : cost <= 0 ? 1 : (draft.cost() - bound) / (double) cost;
    }

    private static long penalties(Draft draft) {
        long sum = 0;
        for (int j = 0; j < draft.pool.length; j++) {
            var task = draft.field.tasks[j];
            sum += draft.pool[j] < 0 ? task.leftOut() : draft.field.moved(task, draft.pool[j], draft.at[j]);
        }
        return sum;
    }

    static Plan read(Field field, Ties ties, Draft draft, long bound, Guard clock, String way, long begin) {
        var placed = new ArrayList<Plan.Placed>();
        var unplaced = new ArrayList<Plan.Unplaced>();
        for (int j = 0; j < field.tasks.length; j++) {
            var job = field.tasks[j].job();
            if (draft.pool[j] < 0) {
                unplaced.add(new Plan.Unplaced(job.id(), Forbidden.of(field.problem, job)));
                continue;
            }
            var site = field.problem.sites().get(field.siteOf[draft.pool[j]]);
            var pool = site.pool(job.accelerator()).orElseThrow();
            var hours = Arrays.stream(draft.at[j]).boxed().toList();
            placed.add(new Plan.Placed(
                    job.id(),
                    site.id(),
                    job.accelerator(),
                    job.count(),
                    hours,
                    Bill.of(site, pool, job.count(), hours)));
        }
        return new Plan(
                placed,
                unplaced,
                ties.running(),
                draft.cost() / (double) Field.UNIT,
                bound / (double) Field.UNIT,
                penalties(draft) / (double) Field.UNIT,
                draft.cost() <= bound ? Plan.Status.OPTIMAL : Plan.Status.WITHIN_GAP,
                !clock.struck(),
                Duration.ofNanos(System.nanoTime() - begin),
                way);
    }

    /** The clock that cuts a search short; it remembers whether it did. */
    static final class Guard implements BooleanSupplier {
        private final long end;
        private boolean struck;

        Guard(long begin, Duration most) {
            end = begin + most.toNanos();
        }

        @Override
        public boolean getAsBoolean() {
            struck |= left() <= 0;
            return struck;
        }

        double left() {
            return (end - System.nanoTime()) / 1e9;
        }

        boolean struck() {
            return struck || left() <= 0;
        }
    }
}
