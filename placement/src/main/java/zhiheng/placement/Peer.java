package zhiheng.placement;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How jobs are commonly placed without planning, to be measured beside: one by one in the order in which they may begin. */
public enum Peer {
    /** Each at the first site of the list that has room at the earliest hour. */
    FIRST_FIT,
    /** Each where and when it costs least money at that moment; carbon is not looked at. */
    CHEAPEST_FIRST;

    /** The plan of this peer, billed as ours are; it proves nothing of the best. */
    public Plan plan(Problem problem) {
        long begin = System.nanoTime();
        var field = Field.of(problem);
        var draft = new Draft(field);
        var cheap = this == FIRST_FIT ? null : new Draft(Field.of(problem.withCarbonPrice(0)));
        var order = IntStream.range(0, field.tasks.length)
                .boxed()
                .sorted(Comparator.comparingInt(j -> field.tasks[j].job().earliest()))
                .toList();
        for (int job : order) {
            if (cheap == null) {
                first(draft, job);
            } else {
                var spot = cheap.best(job, null);
                if (spot != null) {
                    cheap.put(job, spot.pool(), spot.at());
                    draft.put(job, spot.pool(), spot.at());
                }
            }
        }
        var plan =
                Planner.read(field, Ties.NONE, draft, 0, new Planner.Guard(begin, Duration.ofHours(1)), name(), begin);
        Checked.of(problem, Ties.NONE, plan);
        return plan;
    }

    private static void first(Draft draft, int job) {
        var task = draft.field.tasks[job];
        int @Nullable [] best = null;
        int pool = -1;
        for (var window : task.windows()) {
            var at = earliest(draft, task, window);
            if (at != null && (best == null || at[at.length - 1] < best[best.length - 1])) {
                best = at;
                pool = window.pool();
            }
        }
        if (best != null) {
            draft.put(job, pool, best);
        }
    }

    private static int @Nullable [] earliest(Draft draft, Field.Task task, Field.Window window) {
        var at = new int[task.hours()];
        int found = 0;
        for (int h = window.from(); h < window.to(); h++) {
            if (draft.free(window.pool(), h) < task.need()) {
                found = task.pausable() ? found : 0;
                continue;
            }
            at[found++] = h;
            if (found == at.length) {
                return Arrays.copyOf(at, found);
            }
        }
        return null;
    }
}
