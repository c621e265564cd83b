package zhiheng.placement;

import com.google.ortools.Loader;
import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is left undecided, given to CP-SAT: one yes-or-no for each place of a job that a plan better than the known one could
 * still use. A place whose least cost at the prices, above the job's own least, is no less than what lies between plan and bound
 * is in no better plan (fixing by reduced costs), so what CP-SAT proves of the rest holds of the whole.
 */
final class Exact {
    private static final int SMALL = 4_000;

    private final Field field;
    private final Prices prices;
    private final Draft known;
    private final CpModel model = new CpModel();
    private final LinearExprBuilder goal = LinearExpr.newBuilder();
    private final Map<Long, List<Need>> room = new HashMap<>();
    private final List<Choice> choices = new ArrayList<>();
    private int literals;

    private record Need(Literal yes, int accelerators) {}

    /** One place of a job; a job that may pause has a yes-or-no for each hour. */
    private record Choice(int job, int pool, int[] at, Literal yes, Literal @Nullable [] hourly) {}

    /**
     * What came of it.
     *
     * @param draft the better plan, or the known one
     * @param bound that no plan is cheaper than; the prices' own where nothing was asked
     * @param asked whether CP-SAT was
     */
    record Outcome(Draft draft, long bound, int literals, boolean asked) {}

    private Exact(Field field, Prices prices, Draft known) {
        this.field = field;
        this.prices = prices;
        this.known = known;
    }

    static Outcome solve(Field field, Prices prices, Draft known, Planner.Effort effort, double seconds) {
        return new Exact(field, prices, known).solve(effort, seconds);
    }

    private Outcome solve(Planner.Effort effort, double seconds) {
        long slack = known.cost() - prices.bound();
        if (slack <= 0) {
            return new Outcome(known, known.cost(), 0, false);
        }
        if (seconds <= 0) {
            return new Outcome(known, prices.bound(), 0, false);
        }
        Natives.load();
        long taken = taken(slack, effort.mostLiterals());
        for (int j = 0; j < field.tasks.length; j++) {
            add(j, taken);
        }
        capacities();
        model.minimize(goal);
        var solver = new CpSolver();
        var parameters = solver.getParameters();
        parameters.setNumWorkers(effort.workers());
        parameters.setInterleaveSearch(true); // the same answer whatever the workers
        parameters.setRandomSeed((int) effort.seed());
        parameters.setMaxTimeInSeconds(seconds);
        parameters.setMaxDeterministicTime(effort.deterministicTime());
        parameters.setRelativeGapLimit(effort.stopGap() / 4);
        parameters.setLinearizationLevel(2);
        var status = solver.solve(model);
        if (status != CpSolverStatus.OPTIMAL && status != CpSolverStatus.FEASIBLE) {
            return new Outcome(known, prices.bound(), literals, true);
        }
        var draft = read(solver);
        long proved = taken < slack
                ? prices.bound() // it saw a part of what is undecided, and proves nothing of the rest
                : Math.min((long) Math.ceil(solver.bestObjectiveBound() - 1e-3), known.cost());
        long bound = Math.max(prices.bound(), Math.min(proved, draft.cost()));
        var better = draft.cost() < known.cost() ? draft : known;
        return new Outcome(better, bound, literals, true);
    }

    /** Whether so little is undecided that it is soon proved to the end. */
    static boolean small(Field field, Prices prices, Draft known) {
        return new Exact(field, prices, known).count(known.cost() - prices.bound()) <= SMALL;
    }

    /** How far above a job's least its places are taken: all up to {@code slack}, or as far as there is room for. */
    private long taken(long slack, int most) {
        long low = 0;
        long high = slack;
        while (count(high) > most && high - low > 1) {
            long middle = (low + high) >>> 1;
            if (count(middle) > most) {
                high = middle;
            } else {
                low = middle;
            }
            if (low > 0 && high - low <= slack / 256) {
                return low;
            }
        }
        return count(high) <= most ? high : low;
    }

    private int count(long taken) {
        int count = 0;
        for (int j = 0; j < field.tasks.length; j++) {
            for (var window : field.tasks[j].windows()) {
                if (field.tasks[j].pausable()) {
                    count += prices.over(j, window) < taken ? window.to() - window.from() : 0;
                } else {
                    count += starts(j, window, taken).size();
                }
            }
        }
        return count;
    }

    /** The starts at which a job could be in a better plan. */
    private List<Integer> starts(int job, Field.Window window, long taken) {
        var task = field.tasks[job];
        long[] before = prices.before(window.pool());
        var starts = new ArrayList<Integer>();
        for (int s = window.from(); s + task.hours() <= window.to(); s++) {
            long price = (before[s + task.hours()] - before[s]) * task.need() + Prices.penalty(task, window.pool(), s);
            boolean now = known.pool[job] == window.pool() && known.at[job][0] == s;
            if (now || price - prices.least(job) < taken) {
                starts.add(s);
            }
        }
        return starts;
    }

    private void add(int job, long taken) {
        var task = field.tasks[job];
        var one = new ArrayList<Literal>();
        var left = yes("left " + job, known.pool[job] < 0);
        one.add(left);
        goal.addTerm(left, task.leftOut());
        for (var window : task.windows()) {
            if (task.pausable()) {
                if (prices.over(job, window) < taken || known.pool[job] == window.pool()) {
                    one.add(pausing(job, task, window));
                }
                continue;
            }
            for (int start : starts(job, window, taken)) {
                var at = Field.run(start, task.hours());
                one.add(fixed(job, task, window.pool(), at));
            }
        }
        if (task.pausable() && task.kept() != null) {
            var kept = task.kept();
            if (task.windows().stream().anyMatch(w -> w.pool() == kept.pool())) {
                one.add(fixed(job, task, kept.pool(), kept.at()));
            }
        }
        model.addExactlyOne(one);
    }

    private Literal fixed(int job, Field.Task task, int pool, int[] at) {
        var here = known.pool[job] == pool && Arrays.equals(known.at[job], at);
        var yes = yes("", here && (!task.pausable() || keeps(job)));
        goal.addTerm(yes, field.cost(task, pool, at));
        for (int hour : at) {
            takes(pool, hour, yes, task.need());
        }
        choices.add(new Choice(job, pool, at, yes, null));
        return yes;
    }

    private boolean keeps(int job) {
        var kept = field.tasks[job].kept();
        return kept != null && known.pool[job] == kept.pool() && Arrays.equals(known.at[job], kept.at());
    }

    private Literal pausing(int job, Field.Task task, Field.Window window) {
        int pool = window.pool();
        boolean here = known.pool[job] == pool && !keeps(job);
        var yes = yes("", here);
        if (task.kept() != null) {
            goal.addTerm(yes, task.kept().move());
        }
        int count = window.to() - window.from();
        var hourly = new Literal[count];
        var hours = new int[count];
        var sum = LinearExpr.newBuilder();
        for (int i = 0; i < count; i++) {
            int hour = window.from() + i;
            hours[i] = hour;
            hourly[i] = yes("", here && Arrays.binarySearch(known.at[job], hour) >= 0);
            goal.addTerm(hourly[i], field.unit[pool][hour] * task.need());
            takes(pool, hour, hourly[i], task.need());
            sum.add(hourly[i]);
        }
        model.addEquality(sum, LinearExpr.term(yes, task.hours()));
        choices.add(new Choice(job, pool, hours, yes, hourly));
        return yes;
    }

    private BoolVar yes(String name, boolean hint) {
        literals++;
        var yes = model.newBoolVar(name);
        model.addHint(yes, hint);
        return yes;
    }

    private void takes(int pool, int hour, Literal yes, int accelerators) {
        room.computeIfAbsent((long) pool * field.hours + hour, k -> new ArrayList<>())
                .add(new Need(yes, accelerators));
    }

    private void capacities() {
        for (var entry : new TreeMap<>(room).entrySet()) {
            int pool = (int) (entry.getKey() / field.hours);
            int hour = (int) (entry.getKey() % field.hours);
            int free = Math.max(0, field.capacity[pool] - field.held[pool][hour]);
            var needs = entry.getValue();
            if (needs.stream().mapToLong(Need::accelerators).sum() > free) {
                var sum = LinearExpr.newBuilder();
                needs.forEach(n -> sum.addTerm(n.yes(), n.accelerators()));
                model.addLessOrEqual(sum, free);
            }
        }
    }

    private Draft read(CpSolver solver) {
        var draft = new Draft(field);
        for (var choice : choices) {
            if (solver.booleanValue(choice.yes())) {
                var hourly = choice.hourly();
                var at = hourly == null
                        ? choice.at()
                        : Arrays.stream(choice.at())
                                .filter(h -> solver.booleanValue(hourly[h - choice.at()[0]]))
                                .toArray();
                draft.put(choice.job(), choice.pool(), at);
            }
        }
        return draft;
    }

    /** OR-tools' machine code, unpacked and loaded when first asked for and not before. */
    private static final class Natives {
        static {
            Loader.loadNativeLibraries();
        }

        static void load() {}
    }
}
