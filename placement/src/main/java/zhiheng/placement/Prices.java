package zhiheng.placement;

import java.util.Arrays;

/**
 * Prices of room: what an hour of an accelerator costs on top because others want it too. With any such prices, the sum of what
 * each job would pay at its own best place, less what the room is worth in all, is a lower bound of every plan (Lagrangian
 * relaxation, Fisher 1981). Subgradient steps (Polyak's length) raise the prices where too many would go and lower them where
 * few do. Whole numbers throughout: the bound is exact.
 */
final class Prices {
    private final Field field;
    private final long[][] extra;
    private final long[][] unit;
    private final long[][] before;
    private final int[][] order;
    private final boolean[] pausables;

    /** What each job pays at its own best place. */
    private final long[] least;

    private long bound;

    private Prices(Field field, long[][] extra) {
        this.field = field;
        this.extra = extra;
        unit = new long[field.pools][field.hours];
        before = new long[field.pools][field.hours + 1];
        order = new int[field.pools][];
        pausables = new boolean[field.pools];
        for (var task : field.tasks) {
            for (var window : task.windows()) {
                pausables[window.pool()] |= task.pausable();
            }
        }
        least = new long[field.tasks.length];
    }

    long bound() {
        return bound;
    }

    long unit(int pool, int hour) {
        return unit[pool][hour];
    }

    long[] before(int pool) {
        return before[pool];
    }

    int[] order(int pool) {
        return order[pool];
    }

    long least(int job) {
        return least[job];
    }

    /** The best prices that {@code steps} steps find, against a plan that costs {@code known}. */
    static Prices of(Field field, long known, int steps) {
        var now = new Prices(field, new long[field.pools][field.hours]);
        var want = new int[field.pools][field.hours];
        var exact = new double[field.pools][field.hours];
        now.weigh(want);
        var best = now.copy();
        double step = 1;
        int idle = 0;
        var trend = new double[field.pools][field.hours];
        for (int i = 0; i < steps && best.bound < known; i++) {
            double norm = 0;
            for (int p = 0; p < field.pools; p++) {
                for (int h = 0; h < field.hours; h++) {
                    double over = want[p][h] - Math.max(0, field.capacity[p] - field.held[p][h]);
                    if (over < 0 && exact[p][h] == 0) {
                        over = 0;
                    }
                    trend[p][h] = .7 * trend[p][h] + over; // a heavy ball: less to and fro
                    norm += over * over;
                }
            }
            if (norm == 0) {
                break;
            }
            double length = step * (known - now.bound) / norm * .3;
            for (int p = 0; p < field.pools; p++) {
                for (int h = 0; h < field.hours; h++) {
                    exact[p][h] = Math.max(0, exact[p][h] + length * trend[p][h]);
                    now.extra[p][h] = Math.round(exact[p][h]);
                }
            }
            now.weigh(want);
            if (now.bound > best.bound) {
                best = now.copy();
                idle = 0;
            } else if (++idle == 12) {
                step *= .7;
                idle = 0;
            }
        }
        return best;
    }

    private Prices copy() {
        var copy = new Prices(field, Arrays.stream(extra).map(long[]::clone).toArray(long[][]::new));
        copy.weigh(new int[field.pools][field.hours]);
        return copy;
    }

    /** Works out the bound with these prices, and how many accelerators all would want. */
    private void weigh(int[][] want) {
        long room = 0;
        for (int p = 0; p < field.pools; p++) {
            Arrays.fill(want[p], 0);
            for (int h = 0; h < field.hours; h++) {
                unit[p][h] = field.unit[p][h] + extra[p][h];
                before[p][h + 1] = before[p][h] + unit[p][h];
                room += extra[p][h] * Math.max(0, field.capacity[p] - field.held[p][h]);
            }
            if (pausables[p]) {
                order[p] = Field.sorted(unit[p]);
            }
        }
        long sum = 0;
        for (int j = 0; j < field.tasks.length; j++) {
            sum += weigh(j, want);
        }
        bound = sum - room;
    }

    private long weigh(int job, int[][] want) {
        var task = field.tasks[job];
        long best = task.leftOut();
        int bestPool = -1;
        int bestStart = 0;
        for (var window : task.windows()) {
            int p = window.pool();
            if (task.pausable()) {
                long price = cheapest(task, window) * task.need()
                        + (task.kept() == null ? 0 : task.kept().move());
                if (price < best) {
                    best = price;
                    bestPool = p;
                }
                continue;
            }
            long[] sums = before[p];
            int last = window.to() - task.hours();
            for (int start = window.from(); start <= last; start++) {
                long price = (sums[start + task.hours()] - sums[start]) * task.need();
                if (price < best) {
                    price += penalty(task, p, start);
                    if (price < best) {
                        best = price;
                        bestPool = p;
                        bestStart = start;
                    }
                }
            }
        }
        var kept = task.kept();
        if (kept != null && task.pausable()) {
            long price = 0;
            for (int hour : kept.at()) {
                price += unit[kept.pool()][hour] * task.need();
            }
            if (price < best) {
                least[job] = price;
                for (int hour : kept.at()) {
                    want[kept.pool()][hour] += task.need();
                }
                return price;
            }
        }
        least[job] = best;
        if (bestPool >= 0) {
            if (task.pausable()) {
                wish(task, bestPool, want);
            } else {
                for (int h = bestStart; h < bestStart + task.hours(); h++) {
                    want[bestPool][h] += task.need();
                }
            }
        }
        return best;
    }

    static long penalty(Field.Task task, int pool, int start) {
        var kept = task.kept();
        return kept == null || kept.pool() == pool && kept.at()[0] == start ? 0 : kept.move();
    }

    /** How much more than its least a job that may pause pays in this window. */
    long over(int job, Field.Window window) {
        var task = field.tasks[job];
        return cheapest(task, window) * task.need()
                + (task.kept() == null ? 0 : task.kept().move())
                - least[job];
    }

    private long cheapest(Field.Task task, Field.Window window) {
        int p = window.pool();
        int found = 0;
        long sum = 0;
        for (int hour : order[p]) {
            if (hour >= window.from() && hour < window.to()) {
                sum += unit[p][hour];
                if (++found == task.hours()) {
                    return sum;
                }
            }
        }
        throw new IllegalStateException("a window is too short");
    }

    private void wish(Field.Task task, int pool, int[][] want) {
        int found = 0;
        for (var window : task.windows()) {
            if (window.pool() != pool) {
                continue;
            }
            for (int hour : order[pool]) {
                if (hour >= window.from() && hour < window.to() && found++ < task.hours()) {
                    want[pool][hour] += task.need();
                }
            }
        }
    }
}
