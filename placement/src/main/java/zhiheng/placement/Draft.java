package zhiheng.placement;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan in the making: who runs where and when, what is free, and what it costs so far. */
final class Draft {
    final Field field;
    final int[] pool;
    final int[][] at;
    private final int[][] free;
    private long cost;

    private static final int[] NOWHERE = {};

    /** Where a job might go. */
    record Spot(int pool, int[] at, long price) {}

    Draft(Field field) {
        this.field = field;
        int jobs = field.tasks.length;
        pool = new int[jobs];
        Arrays.fill(pool, -1);
        at = new int[jobs][];
        Arrays.fill(at, NOWHERE);
        free = new int[field.pools][field.hours];
        for (int p = 0; p < field.pools; p++) {
            for (int h = 0; h < field.hours; h++) {
                free[p][h] = Math.max(0, field.capacity[p] - field.held[p][h]);
            }
        }
        for (var task : field.tasks) {
            cost += task.leftOut();
        }
    }

    Draft(Draft other) {
        field = other.field;
        pool = other.pool.clone();
        at = other.at.clone();
        free = new int[field.pools][];
        for (int p = 0; p < field.pools; p++) {
            free[p] = other.free[p].clone();
        }
        cost = other.cost;
    }

    /** With what is left out at its penalty. */
    long cost() {
        return cost;
    }

    int free(int pool, int hour) {
        return free[pool][hour];
    }

    void put(int job, int where, int[] hours) {
        var task = field.tasks[job];
        for (int hour : hours) {
            free[where][hour] -= task.need();
            if (free[where][hour] < 0) {
                throw new IllegalStateException("no room for " + task.job().id());
            }
        }
        pool[job] = where;
        at[job] = hours;
        cost += field.cost(task, where, hours) - task.leftOut();
    }

    void take(int job) {
        var task = field.tasks[job];
        int where = pool[job];
        if (where < 0) {
            return;
        }
        for (int hour : at[job]) {
            free[where][hour] += task.need();
        }
        cost -= field.cost(task, where, at[job]) - task.leftOut();
        pool[job] = -1;
        at[job] = NOWHERE;
    }

    /** The cheapest spot with room, counting {@code prices} of capacity on top where given; null where there is none. */
    @Nullable
    Spot best(int job, @Nullable Prices prices) {
        return best(job, field.tasks[job].windows(), prices);
    }

    /** The cheapest spot with room in one pool. */
    @Nullable
    Spot bestAt(int job, int where) {
        return best(
                job,
                field.tasks[job].windows().stream()
                        .filter(w -> w.pool() == where)
                        .toList(),
                null);
    }

    private @Nullable Spot best(int job, List<Field.Window> windows, @Nullable Prices prices) {
        var task = field.tasks[job];
        int bestPool = -1;
        int bestStart = -1;
        long bestPrice = Long.MAX_VALUE;
        int[] bestAt = NOWHERE;
        for (var window : windows) {
            int p = window.pool();
            long[] before = prices == null ? field.before[p] : prices.before(p);
            if (task.pausable()) {
                var hours = cheapest(task, window, prices);
                if (hours != null) {
                    long price = sum(p, hours, prices) * task.need() + field.moved(task, p, hours);
                    if (price < bestPrice) {
                        bestPrice = price;
                        bestPool = p;
                        bestAt = hours;
                    }
                }
                continue;
            }
            int[] room = free[p];
            int clear = 0; // hours in a row with room, up to and with h
            for (int h = window.from(); h < window.to(); h++) {
                clear = room[h] >= task.need() ? clear + 1 : 0;
                if (clear >= task.hours()) {
                    int start = h + 1 - task.hours();
                    long price = (before[h + 1] - before[start]) * task.need() + moved(task, p, start);
                    if (price < bestPrice) {
                        bestPrice = price;
                        bestPool = p;
                        bestStart = start;
                        bestAt = NOWHERE;
                    }
                }
            }
        }
        if (bestPool < 0) {
            return keep(job, windows, null, prices);
        }
        var spot = new Spot(bestPool, task.pausable() ? bestAt : Field.run(bestStart, task.hours()), bestPrice);
        return keep(job, windows, spot, prices);
    }

    /** The place of before, where it is free and no dearer: a job that may pause has many, and only one is kept for nothing. */
    private @Nullable Spot keep(int job, List<Field.Window> windows, @Nullable Spot spot, @Nullable Prices prices) {
        var task = field.tasks[job];
        var kept = task.kept();
        if (kept == null || !task.pausable() || windows.stream().noneMatch(w -> w.pool() == kept.pool())) {
            return spot;
        }
        for (int hour : kept.at()) {
            if (free[kept.pool()][hour] < task.need()) {
                return spot;
            }
        }
        long price = sum(kept.pool(), kept.at(), prices) * task.need();
        return spot == null || price <= spot.price() ? new Spot(kept.pool(), kept.at(), price) : spot;
    }

    private static long moved(Field.Task task, int pool, int start) {
        var kept = task.kept();
        return kept == null || kept.pool() == pool && kept.at()[0] == start ? 0 : kept.move();
    }

    private long sum(int pool, int[] hours, @Nullable Prices prices) {
        long sum = 0;
        for (int hour : hours) {
            sum += prices == null ? field.unit[pool][hour] : prices.unit(pool, hour);
        }
        return sum;
    }

    /** The cheapest hours of a window that have room, in order; null where there are too few. */
    private int @Nullable [] cheapest(Field.Task task, Field.Window window, @Nullable Prices prices) {
        int p = window.pool();
        int found = 0;
        var hours = new int[task.hours()];
        for (int hour : prices == null ? field.order(p) : prices.order(p)) {
            if (hour >= window.from() && hour < window.to() && free[p][hour] >= task.need()) {
                hours[found++] = hour;
                if (found == hours.length) {
                    Arrays.sort(hours);
                    return hours;
                }
            }
        }
        return null;
    }
}
