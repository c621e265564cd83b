package zhiheng.placement;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/**
 * Looks at a plan with other eyes than those that made it: from the problem alone, hour by hour. What does not hold is a fault of
 * ours and is said so, never handed out.
 */
final class Checked {
    private Checked() {}

    static void of(Problem problem, Ties ties, Plan plan) {
        var used = new HashMap<String, Integer>();
        for (var running : ties.running()) {
            running.hours()
                    .forEach(h -> used.merge(
                            running.site() + "/" + running.accelerator() + "/" + h, running.count(), Integer::sum));
        }
        var over = Map.copyOf(used); // what ran already may exceed what is left of a site: no new job may add to it
        var seen = new HashSet<String>();
        double weighed = 0;
        for (var placed : plan.placed()) {
            var job = find(problem, placed.job());
            var site = problem.sites().stream()
                    .filter(s -> s.id().equals(placed.site()))
                    .findFirst()
                    .orElseThrow();
            var hours = placed.hours();
            hold(seen.add(job.id()), job, "stands twice");
            hold(
                    placed.accelerator().equals(job.accelerator()) && placed.count() == job.count(),
                    job,
                    "has other cards");
            hold(hours.size() == job.hours() && new HashSet<>(hours).size() == hours.size(), job, "has other hours");
            hold(Fits.forbidden(problem, job, site).isEmpty(), job, "may not be at " + site.id());
            hold(hours.getFirst() >= Fits.from(job, site), job, "starts too early");
            hold(hours.getLast() < Math.min(job.deadline(), problem.hours()), job, "ends too late");
            hold(job.pausable() || placed.end() - placed.start() == job.hours(), job, "pauses");
            var pool = site.pool(job.accelerator()).orElseThrow();
            for (int hour : hours) {
                var key = site.id() + "/" + job.accelerator() + "/" + hour;
                int now = used.merge(key, job.count(), Integer::sum);
                hold(now <= Math.max(pool.count(), over.getOrDefault(key, 0)), job, "has no room at " + key);
            }
            weighed += Bill.of(site, pool, job.count(), hours).weighed(problem);
        }
        plan.unplaced().forEach(u -> hold(seen.add(u.job()), find(problem, u.job()), "stands twice"));
        if (seen.size() != problem.jobs().size()) {
            throw new IllegalStateException("a plan forgot a job");
        }
        double counted = plan.objective() - plan.penalties();
        if (Math.abs(counted - weighed) > .001 * (1 + hoursOf(plan)) + 1e-9 * weighed) {
            throw new IllegalStateException("a plan costs " + weighed + " and says " + counted);
        }
        if (plan.bound() > plan.objective() + 1e-6) {
            throw new IllegalStateException("a bound of " + plan.bound() + " above a plan of " + plan.objective());
        }
    }

    /** Each hour of each accelerator is rounded by half a thousandth at most. */
    private static double hoursOf(Plan plan) {
        return plan.placed().stream()
                .mapToDouble(p -> (double) p.count() * p.hours().size())
                .sum();
    }

    private static Job find(Problem problem, String id) {
        return problem.jobs().stream()
                .filter(j -> j.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static void hold(boolean holds, Job job, String what) {
        if (!holds) {
            throw new IllegalStateException("job " + job.id() + " " + what);
        }
    }
}
