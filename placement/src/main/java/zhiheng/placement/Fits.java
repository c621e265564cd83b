package zhiheng.placement;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a site will do for a job if it had the site for itself, and between which hours. */
final class Fits {
    private static final double SECONDS = 3600;
    private static final double BITS = 8;

    private Fits() {}

    /** The first hour and the hour before which the job must have ended; null where the site will not do. */
    static int @Nullable [] window(Problem problem, Job job, Site site) {
        return forbidden(problem, job, site).isEmpty()
                ? new int[] {from(job, site), Math.min(job.deadline(), problem.hours())}
                : null;
    }

    /** All that forbids this job this site, apart from other jobs. */
    static Set<Constraint> forbidden(Problem problem, Job job, Site site) {
        var found = EnumSet.noneOf(Constraint.class);
        var pool = site.pool(job.accelerator());
        if (pool.isEmpty()) {
            found.add(Constraint.ACCELERATOR);
        } else {
            if (pool.get().count() < job.count()) {
                found.add(Constraint.COUNT);
            }
            if (pool.get().memoryGb() < job.memoryGb()) {
                found.add(Constraint.MEMORY);
            }
        }
        if (!job.residency().isEmpty() && job.residency().stream().noneMatch(site::in)) {
            found.add(Constraint.RESIDENCY);
        }
        latency(job, site).ifPresent(found::add);
        if (job.dataGb() > 0 && !site.gbps().containsKey(job.dataRegion())) {
            found.add(Constraint.LINE_UNKNOWN);
        } else if (from(job, site) + (long) job.hours() > Math.min(job.deadline(), problem.hours())) {
            found.add(Constraint.DEADLINE);
        }
        return found;
    }

    private static Optional<Constraint> latency(Job job, Site site) {
        if (job.region().isEmpty()) {
            return Optional.empty();
        }
        var known = site.latencyMs().get(job.region());
        return known == null
                ? Optional.of(Constraint.LATENCY_UNKNOWN)
                : known > job.latencyMs() ? Optional.of(Constraint.LATENCY) : Optional.empty();
    }

    /** When a job may start, its data brought first: they set out when the job may begin. */
    static int from(Job job, Site site) {
        return job.earliest() + transferHours(job, site);
    }

    static int transferHours(Job job, Site site) {
        var gbps = site.gbps().get(job.dataRegion());
        return job.dataGb() == 0 || gbps == null
                ? 0
                : (int) Math.min(1_000_000, Math.ceil(job.dataGb() * BITS / gbps / SECONDS));
    }
}
