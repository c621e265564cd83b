package zhiheng.placement;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Why a job has no place.
 *
 * @param sites for each site, all that forbids it there; capacity alone where it would do but for other jobs
 * @param sole for each constraint, how many sites would do if it alone were waived
 */
public record Forbidden(Map<String, Set<Constraint>> sites, Map<Constraint, Long> sole) {
    public static Forbidden of(Problem problem, Job job) {
        var sites = new LinkedHashMap<String, Set<Constraint>>();
        var sole = new EnumMap<Constraint, Long>(Constraint.class);
        for (var site : problem.sites()) {
            var found = Fits.forbidden(problem, job, site);
            var all = found.isEmpty() ? Set.of(Constraint.CAPACITY) : Set.copyOf(found);
            sites.put(site.id(), all);
            if (all.size() == 1) {
                sole.merge(all.iterator().next(), 1L, Long::sum);
            }
        }
        return new Forbidden(sites, sole);
    }

    /**
     * The very constraint: the one whose waiving opens most sites; where no single one opens any, the one that forbids most
     * sites.
     */
    public Constraint binding() {
        var counts = sole.isEmpty() ? all() : sole;
        return counts.entrySet().stream()
                .max(Map.Entry.<Constraint, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .orElseThrow()
                .getKey();
    }

    private Map<Constraint, Long> all() {
        var counts = new EnumMap<Constraint, Long>(Constraint.class);
        sites.values().forEach(found -> found.forEach(c -> counts.merge(c, 1L, Long::sum)));
        return counts;
    }
}
