package zhiheng.placement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem in whole numbers: pools in a row, costs in thousandths of the currency, jobs with the pools and hours that they may
 * take. All that searches, proves and checks counts with these, so that a bound is exact and not a matter of rounding.
 */
final class Field {
    /** Thousandths of the currency. */
    static final long UNIT = 1_000;

    final Problem problem;
    final int hours;
    final int pools;
    final int[] siteOf;
    final int[] capacity;
    /** What one accelerator costs in an hour, and the sums of that before each hour. */
    final long[][] unit;

    final long[][] before;
    /** How many accelerators jobs that run already hold. */
    final int[][] held;

    final Task[] tasks;
    private final int[] @Nullable [] orders; // made when asked for
    private static final long MOST_HOURS = 1_024;

    /** A job: the pools that it may take, with the hours between which it must run there. */
    record Task(
            Job job,
            int need,
            int hours,
            boolean pausable,
            List<Window> windows,
            long leftOut,
            @Nullable Kept kept) {}

    /** @param to the hour before which the job must have ended */
    record Window(int pool, int from, int to) {}

    /** Where a job was planned before: anything else costs {@code move} more. */
    record Kept(int pool, int[] at, long move) {}

    private Field(Problem problem, List<Task> tasks, List<int[]> poolsAt, long[][] unit, int[][] held) {
        this.problem = problem;
        hours = problem.hours();
        pools = poolsAt.size();
        siteOf = poolsAt.stream().mapToInt(p -> p[0]).toArray();
        capacity = poolsAt.stream()
                .mapToInt(p -> problem.sites().get(p[0]).pools().get(p[1]).count())
                .toArray();
        this.unit = unit;
        before = new long[pools][hours + 1];
        for (int p = 0; p < pools; p++) {
            for (int h = 0; h < hours; h++) {
                before[p][h + 1] = before[p][h] + unit[p][h];
            }
        }
        this.held = held;
        orders = new int[pools][];
        this.tasks = tasks.toArray(Task[]::new);
    }

    static Field of(Problem problem) {
        return of(problem, Ties.NONE);
    }

    static Field of(Problem problem, Ties ties) {
        var at = new ArrayList<int[]>();
        for (int s = 0; s < problem.sites().size(); s++) {
            for (int k = 0; k < problem.sites().get(s).pools().size(); k++) {
                at.add(new int[] {s, k});
            }
        }
        int hours = problem.hours();
        var unit = new long[at.size()][hours];
        for (int p = 0; p < unit.length; p++) {
            var site = problem.sites().get(at.get(p)[0]);
            var pool = site.pools().get(at.get(p)[1]);
            for (int h = 0; h < hours; h++) {
                unit[p][h] = Math.round(UNIT * Bill.weighed(problem, site, pool, h));
            }
        }
        var held = new int[at.size()][hours];
        for (var running : ties.running()) {
            for (int hour : running.hours()) {
                held[pool(problem, at, running.site(), running.accelerator())][hour] += running.count();
            }
        }
        var tasks = new ArrayList<Task>();
        for (var job : problem.jobs()) {
            var windows = new ArrayList<Window>();
            long dearest = 1;
            for (int p = 0; p < unit.length; p++) {
                var site = problem.sites().get(at.get(p)[0]);
                var window = Fits.window(problem, job, site);
                if (window != null
                        && site.pools().get(at.get(p)[1]).accelerator().equals(job.accelerator())) {
                    windows.add(new Window(p, window[0], window[1]));
                    for (int h = window[0]; h < window[1]; h++) {
                        dearest = Math.max(dearest, unit[p][h] * job.count() * job.hours());
                    }
                }
            }
            var tie = ties.planned().get(job.id());
            var kept = tie == null
                    ? null
                    : windows.stream()
                            .filter(w -> problem.sites()
                                            .get(at.get(w.pool())[0])
                                            .id()
                                            .equals(tie.site())
                                    && tie.hours().size() == job.hours()
                                    && tie.hours().getFirst() >= w.from()
                                    && tie.hours().getLast() < w.to())
                            .findFirst()
                            .map(w -> new Kept(
                                    w.pool(),
                                    tie.hours().stream()
                                            .mapToInt(Integer::intValue)
                                            .toArray(),
                                    Math.round(UNIT * ties.movePenalty())))
                            .orElse(null); // it cannot stay where it was: to move it is no choice
            tasks.add(new Task(
                    job,
                    job.count(),
                    job.hours(),
                    job.pausable(),
                    List.copyOf(windows),
                    Math.multiplyExact(LEFT_OUT * job.priority(), dearest),
                    kept));
        }
        return new Field(problem, tasks, at, unit, held);
    }

    /** A job is left out only where that saves this many times, for each step of its priority, what its dearest place costs. */
    static final long LEFT_OUT = 10;

    private static int pool(Problem problem, List<int[]> at, String site, String accelerator) {
        for (int p = 0; p < at.size(); p++) {
            var here = problem.sites().get(at.get(p)[0]);
            if (here.id().equals(site)
                    && here.pools().get(at.get(p)[1]).accelerator().equals(accelerator)) {
                return p;
            }
        }
        throw new IllegalArgumentException("no " + accelerator + " at " + site);
    }

    /** What a job costs at these hours of a pool, with the penalty where it was planned elsewhere. */
    long cost(Task task, int pool, int[] at) {
        long sum = 0;
        for (int hour : at) {
            sum += unit[pool][hour];
        }
        return sum * task.need() + moved(task, pool, at);
    }

    /** The penalty of a job at another place or time than it was planned for. */
    long moved(Task task, int pool, int[] at) {
        var kept = task.kept();
        return kept == null || kept.pool() == pool && Arrays.equals(kept.at(), at) ? 0 : kept.move();
    }

    /** The hours of a pool, the cheapest first. */
    int[] order(int pool) {
        var known = orders[pool];
        if (known == null) {
            known = sorted(unit[pool]);
            orders[pool] = known;
        }
        return known;
    }

    /** The hours by their price, and by their order where that is equal. */
    static int[] sorted(long[] price) {
        var keys = new long[price.length];
        for (int h = 0; h < keys.length; h++) {
            keys[h] = price[h] * MOST_HOURS + h;
        }
        Arrays.sort(keys);
        var order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) (keys[i] % MOST_HOURS);
        }
        return order;
    }

    /** The hours of a job that runs in one go. */
    static int[] run(int start, int hours) {
        var at = new int[hours];
        for (int i = 0; i < hours; i++) {
            at[i] = start + i;
        }
        return at;
    }
}
