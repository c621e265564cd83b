package zhiheng.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What Kubernetes itself says of these objects is asked in the server's tests, where its schemas are. */
class KueueTest {
    private static final Kueue.Cluster CLUSTER =
            new Kueue.Cluster("ai", "registry.example/work:1", "nvidia.com/gpu", 8);

    @Test
    void a_job_waits_in_the_queue_of_its_site_from_its_hour_on() {
        var problem = Made.problem(
                5,
                List.of(Made.site("wind", 16, .5, 900, 10, 900, 10, 10)),
                Made.pausable(Made.job("Suite_1", 16, 3, 0, 5)));
        var files = Kueue.jobs(problem, Planner.plan(problem), CLUSTER);
        assertThat(files.firstKey()).isEqualTo(1);
        assertThat(files.get(1))
                .contains(
                        "\"kueue.x-k8s.io/queue-name\": \"wind\"",
                        "parallelism: 2",
                        "\"nvidia.com/gpu\": 8",
                        "\"zhiheng/hours\": \"2026-01-05T01:00:00Z/2026-01-05T02:00:00Z"
                                + " 2026-01-05T03:00:00Z/2026-01-05T05:00:00Z\"")
                .containsPattern("name: \"suite-1-[0-9a-f]+\"");
    }

    @Property
    void pods_divide_a_job_evenly(
            @ForAll @IntRange(min = 1, max = 4_096) int count, @ForAll @IntRange(min = 1, max = 64) int node) {
        int pods = Kueue.pods(count, node);
        assertThat(count % pods).isZero();
        assertThat(count / pods).isLessThanOrEqualTo(node);
    }

    @Test
    void different_ids_stay_different_names() {
        assertThat(Kueue.name("a_b")).isNotEqualTo(Kueue.name("a.b")).isNotEqualTo(Kueue.name("A-b"));
        assertThat(Kueue.name("a-b")).isEqualTo("a-b");
    }
}
