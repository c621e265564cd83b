package zhiheng.placement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import zhiheng.base.Text;

/** Problems for tests. */
final class Made {
    static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");

    private Made() {}

    static Site site(String id, int cards, double price, double... carbon) {
        return new Site(
                id,
                new Text(id, id),
                30,
                110,
                "CN-" + id,
                1.2,
                List.of(new Pool("gpu", cards, 80, 1, 5)),
                Hourly.of(price),
                Hourly.of(carbon),
                Map.of("east", 20.0),
                Map.of("east", 10.0));
    }

    static Job job(String id, int cards, int hours, int earliest, int deadline) {
        return new Job(id, "gpu", cards, 40, hours, List.of(), earliest, deadline, "", 10_000, 0, "", false, 5);
    }

    static Job pausable(Job job) {
        return new Job(
                job.id(),
                job.accelerator(),
                job.count(),
                job.memoryGb(),
                job.hours(),
                job.residency(),
                job.earliest(),
                job.deadline(),
                job.region(),
                job.latencyMs(),
                job.dataGb(),
                job.dataRegion(),
                true,
                job.priority());
    }

    static Problem problem(int hours, List<Site> sites, Job... jobs) {
        return new Problem(BEGIN, hours, "CNY", 1, sites, List.of(jobs));
    }

    /** A small problem by chance: so small that all its plans can be counted. */
    static Problem small(RandomGenerator random) {
        int hours = 4 + random.nextInt(3);
        var sites = new ArrayList<Site>();
        for (int s = 0; s < 2; s++) {
            var carbon = new double[hours];
            for (int h = 0; h < hours; h++) {
                carbon[h] = 50 + random.nextInt(900);
            }
            sites.add(site(
                    "s" + s,
                    2 + random.nextInt(3),
                    .3 + .1 * random.nextInt(6),
                    carbon.length == 1 ? new double[] {carbon[0]} : carbon));
        }
        var jobs = new ArrayList<Job>();
        for (int j = 0; j < 4; j++) {
            int length = 1 + random.nextInt(3);
            int earliest = random.nextInt(hours - length + 1);
            int deadline = earliest + length + random.nextInt(hours - earliest - length + 1);
            var job = job("j" + j, 1 + random.nextInt(3), length, earliest, deadline);
            jobs.add(random.nextInt(3) == 0 ? pausable(job) : job);
        }
        return problem(hours, sites, jobs.toArray(Job[]::new));
    }
}
