package zhiheng.placement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Plans found by hand: jobs set one by one at prices, then again and again a few that stand in each other's way are taken out
 * and set anew (large neighbourhood search, Shaw 1998). Never worse than where it began; the same seed, the same plan.
 */
final class Search {
    private static final int MOST_TAKEN = 10;

    private final Field field;
    private final RandomGenerator random;

    Search(Field field, RandomGenerator random) {
        this.field = field;
        this.random = random;
    }

    /** All jobs set in the order given, each at its cheapest spot with room. */
    static Draft set(Field field, List<Integer> order, @Nullable Prices prices) {
        var draft = new Draft(field);
        for (int job : order) {
            put(draft, job, prices);
        }
        return draft;
    }

    private static void put(Draft draft, int job, @Nullable Prices prices) {
        var spot = draft.best(job, prices);
        if (spot != null
                && draft.field.cost(draft.field.tasks[job], spot.pool(), spot.at())
                        < draft.field.tasks[job].leftOut()) {
            draft.put(job, spot.pool(), spot.at());
        }
    }

    /** Jobs that can go to few places first, then the large. */
    static List<Integer> hardFirst(Field field) {
        return IntStream.range(0, field.tasks.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(j -> choices(field.tasks[j]))
                        .thenComparing(j -> -(long) field.tasks[j].need() * field.tasks[j].hours()))
                .toList();
    }

    private static long choices(Field.Task task) {
        return task.windows().stream()
                .mapToLong(w -> w.to() - w.from() - task.hours() + 1)
                .sum();
    }

    /** The large first. */
    static List<Integer> largeFirst(Field field) {
        return IntStream.range(0, field.tasks.length)
                .boxed()
                .sorted(Comparator.comparingLong(j -> -(long) field.tasks[j].need() * field.tasks[j].hours()))
                .toList();
    }

    /** Rounds of taking out and setting anew, until {@code rounds} are done or {@code enough} says so. */
    Draft improve(Draft begin, Prices prices, int rounds, BooleanSupplier enough) {
        var draft = new Draft(begin);
        int jobs = field.tasks.length;
        if (jobs == 0) {
            return draft;
        }
        var best = new Draft(draft);
        double heat = (draft.cost() - prices.bound()) / (double) jobs;
        for (int round = 0; round < rounds && best.cost() > prices.bound(); round++) {
            if (round % 64 == 0 && enough.getAsBoolean()) {
                break;
            }
            double warm = heat * Math.pow(1 - round / (double) rounds, 2);
            long before = draft.cost();
            var taken = choose(draft, prices);
            var pools = taken.stream().mapToInt(j -> draft.pool[j]).toArray();
            var hours = taken.stream().map(j -> draft.at[j]).toArray(int[][]::new);
            taken.forEach(draft::take);
            boolean priced = random.nextInt(3) == 0;
            for (int job : taken) {
                put(draft, job, priced ? prices : null);
            }
            long more = draft.cost() - before;
            if (more > 0 && more > -warm * Math.log(1 - random.nextDouble())) {
                taken.forEach(draft::take);
                for (int i = 0; i < pools.length; i++) {
                    if (pools[i] >= 0) {
                        draft.put(taken.get(i), pools[i], hours[i]);
                    }
                }
            } else if (draft.cost() < best.cost()) {
                best = new Draft(draft);
            }
        }
        return best;
    }

    /** A job that pays more than it need, then those that stand where it would rather be, then some by chance. */
    private List<Integer> choose(Draft draft, Prices prices) {
        int jobs = field.tasks.length;
        int first = random.nextInt(jobs);
        long worst = -1;
        for (int i = 0; i < 4; i++) { // of four by chance, the one that pays most above its least
            int job = random.nextInt(jobs);
            long over = paid(draft, job) - prices.least(job);
            if (over > worst) {
                worst = over;
                first = job;
            }
        }
        var taken = new ArrayList<Integer>();
        taken.add(first);
        var task = field.tasks[first];
        if (!task.windows().isEmpty()) {
            var window = random.nextInt(4) == 0
                    ? task.windows().get(random.nextInt(task.windows().size()))
                    : dream(task);
            int from = window.from();
            int to = window.to();
            if (!task.pausable()) {
                from = start(task, window);
                to = from + task.hours();
            }
            int most = 1 + random.nextInt(MOST_TAKEN);
            int offset = random.nextInt(jobs);
            for (int i = 0; i < jobs && taken.size() <= most; i++) {
                int job = (i + offset) % jobs;
                if (job != first && draft.pool[job] == window.pool() && overlaps(draft.at[job], from, to)) {
                    taken.add(job);
                }
            }
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            int job = random.nextInt(jobs);
            if (!taken.contains(job)) {
                taken.add(job);
            }
        }
        if (random.nextBoolean()) { // the first stays first: it shall have its wish
            taken.subList(1, taken.size())
                    .sort(Comparator.comparingLong(j -> -(long) field.tasks[j].need() * field.tasks[j].hours()));
        }
        return taken;
    }

    private static boolean overlaps(int[] hours, int from, int to) {
        return hours[0] < to && hours[hours.length - 1] >= from;
    }

    private long paid(Draft draft, int job) {
        var task = field.tasks[job];
        return draft.pool[job] < 0 ? task.leftOut() : field.cost(task, draft.pool[job], draft.at[job]);
    }

    /** The window in which a job would be cheapest if it were alone. */
    private Field.Window dream(Field.Task task) {
        return task.windows().stream()
                .min(Comparator.comparingLong(w -> alone(task, w)))
                .orElseThrow();
    }

    private long alone(Field.Task task, Field.Window window) {
        if (!task.pausable()) {
            int start = start(task, window);
            return field.before[window.pool()][start + task.hours()] - field.before[window.pool()][start];
        }
        return Arrays.stream(field.order(window.pool()))
                .filter(h -> h >= window.from() && h < window.to())
                .limit(task.hours())
                .mapToLong(h -> field.unit[window.pool()][h])
                .sum();
    }

    private int start(Field.Task task, Field.Window window) {
        long[] before = field.before[window.pool()];
        int best = window.from();
        for (int s = window.from(); s + task.hours() <= window.to(); s++) {
            if (before[s + task.hours()] - before[s] < before[best + task.hours()] - before[best]) {
                best = s;
            }
        }
        return best;
    }
}
