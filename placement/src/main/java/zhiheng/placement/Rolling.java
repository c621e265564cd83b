package zhiheng.placement;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zhiheng.base.Refusal;

/**
 * A plan made again when forecasts, jobs or sites have changed. Work that has begun stays where it is. Work that has not may move,
 * which costs a stated penalty; and the plan as it was, with new jobs set beside, is kept unless the new one is better by more than
 * a stated part.
 */
public final class Rolling {
    private Rolling() {}

    /**
     * How steady plans are.
     *
     * @param movePenalty what it counts, in the currency, to move a job that was planned
     * @param threshold by what part of its cost the kept plan must be bettered before it is given up
     */
    public record Steady(double movePenalty, double threshold) {
        public static final Steady USUAL = new Steady(20, .01);

        public Steady {
            Limits.number("move_penalty", movePenalty, 0, 1_000_000);
            Limits.number("threshold", threshold, 0, 1);
        }
    }

    /** A job that has another place or time than before. */
    public record Moved(String job, String fromSite, int fromStart, String toSite, int toStart) {}

    /**
     * The plan from now on.
     *
     * @param problem what is still to be decided
     * @param gain of the new plan over the kept one, penalties counted, as a part of the kept one's cost
     * @param changed whether that was enough
     */
    public record Next(Problem problem, Plan plan, List<Moved> moved, double gain, boolean changed) {
        public Next {
            moved = List.copyOf(moved);
        }
    }

    /**
     * Plans anew.
     *
     * @param before what {@code old} was made of
     * @param now sites with their new forecasts, and all jobs that are wanted now, also those that run
     */
    public static Next again(Problem before, Plan old, Problem now, Steady steady, Planner.Effort effort) {
        long hours = ChronoUnit.HOURS.between(before.begin(), now.begin());
        if (hours < 0 || hours > Limits.HOURS) {
            throw Refusal.invalid("新计划不能早于旧计划开始", "the new plan cannot begin before the old one")
                    .at("begin");
        }
        int shift = (int) hours;
        var running = new ArrayList<Plan.Running>();
        var planned = new HashMap<String, Ties.Planned>();
        var gone = new HashSet<String>();
        for (var was : old.running()) {
            gone.add(was.job());
            stillRuns(was.job(), was.site(), was.accelerator(), was.count(), was.hours(), shift, now)
                    .ifPresent(running::add);
        }
        for (var placed : old.placed()) {
            if (placed.start() >= shift) {
                planned.put(placed.job(), new Ties.Planned(placed.site(), shifted(placed.hours(), shift)));
                continue;
            }
            gone.add(placed.job());
            stillRuns(placed.job(), placed.site(), placed.accelerator(), placed.count(), placed.hours(), shift, now)
                    .ifPresent(running::add);
        }
        var open = now.jobs().stream().filter(j -> !gone.contains(j.id())).toList();
        var problem = new Problem(now.begin(), now.hours(), now.currency(), now.carbonPrice(), now.sites(), open);
        var ties = new Ties(running, planned, steady.movePenalty());
        var fresh = Planner.plan(problem, ties, effort);
        var kept = kept(problem, ties, fresh);
        double cost = kept.objective() - kept.penalties();
        double gain = cost <= 0 ? 0 : (kept.objective() - fresh.objective()) / cost;
        boolean changed = gain > steady.threshold();
        var plan = changed ? fresh : kept;
        return new Next(problem, plan, moved(planned, plan), gain, changed);
    }

    /** What is left of work from {@code shift} on; nothing where it has ended or its site is gone. */
    private static Optional<Plan.Running> stillRuns(
            String job, String site, String accelerator, int count, List<Integer> hours, int shift, Problem now) {
        var left = shifted(hours, shift).stream()
                .filter(h -> h >= 0 && h < now.hours())
                .toList();
        boolean there = now.sites().stream()
                .anyMatch(s -> s.id().equals(site) && s.pool(accelerator).isPresent());
        return left.isEmpty() || !there
                ? Optional.empty()
                : Optional.of(new Plan.Running(job, site, accelerator, count, left));
    }

    private static List<Integer> shifted(List<Integer> hours, int shift) {
        return hours.stream().map(h -> h - shift).toList();
    }

    /** The old plan with new jobs set beside it, measured against the new plan's bound. */
    private static Plan kept(Problem problem, Ties ties, Plan fresh) {
        long begin = System.nanoTime();
        var field = Field.of(problem, ties);
        var clock = new Planner.Guard(begin, Duration.ofHours(1));
        var plan = Planner.read(
                field, ties, Planner.keep(field), Math.round(fresh.bound() * Field.UNIT), clock, "kept", begin);
        Checked.of(problem, ties, plan);
        return plan;
    }

    private static List<Moved> moved(Map<String, Ties.Planned> planned, Plan plan) {
        var moved = new ArrayList<Moved>();
        for (var placed : plan.placed()) {
            var was = planned.get(placed.job());
            if (was != null
                    && (!was.site().equals(placed.site()) || !was.hours().equals(placed.hours()))) {
                moved.add(new Moved(placed.job(), was.site(), was.hours().getFirst(), placed.site(), placed.start()));
            }
        }
        return moved;
    }
}
