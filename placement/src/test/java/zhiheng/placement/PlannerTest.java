package zhiheng.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import zhiheng.base.Text;

class PlannerTest {
    private static Job needs(List<String> residency, String region, double ms, double dataGb, double memory) {
        return new Job(
                "j", "gpu", 1, memory, 2, residency, 0, 4, region, ms, dataGb, dataGb > 0 ? "east" : "", false, 5);
    }

    private static Constraint refused(Job job, Site... sites) {
        var plan = Planner.plan(Made.problem(6, List.of(sites), job));
        assertThat(plan.placed()).isEmpty();
        return plan.unplaced().getFirst().why().binding();
    }

    @Test
    void a_job_goes_where_the_hours_are_green() {
        var plan = Planner.plan(Made.problem(
                6,
                List.of(Made.site("coal", 8, .5, 900), Made.site("sun", 8, .5, 900, 900, 40, 40, 900, 900)),
                Made.job("a", 8, 2, 0, 6)));
        var placed = plan.placed().getFirst();
        assertThat(placed.site()).isEqualTo("sun");
        assertThat(placed.hours()).containsExactly(2, 3);
        assertThat(placed.bill().kwh()).isEqualTo(8 * 1.2 * 2);
        assertThat(placed.bill().carbonKg()).isEqualTo(8 * 1.2 * 2 * .04);
    }

    @Test
    void a_job_that_may_pause_rests_while_the_wind_does() {
        var plan = Planner.plan(Made.problem(
                5, List.of(Made.site("wind", 8, .5, 10, 900, 900, 10, 10)), Made.pausable(Made.job("a", 8, 3, 0, 5))));
        assertThat(plan.placed().getFirst().hours()).containsExactly(0, 3, 4);
    }

    @Test
    void the_very_constraint_that_forbids_a_job_is_named() {
        var site = Made.site("GZ", 4, .5, 100);
        assertThat(refused(needs(List.of("CN-SH"), "", 10_000, 0, 1), site)).isEqualTo(Constraint.RESIDENCY);
        assertThat(refused(needs(List.of("C"), "", 10_000, 0, 1), site)).isEqualTo(Constraint.RESIDENCY);
        assertThat(refused(needs(List.of("CN"), "east", 19, 0, 1), site)).isEqualTo(Constraint.LATENCY);
        assertThat(refused(needs(List.of("CN"), "west", 19, 0, 1), site)).isEqualTo(Constraint.LATENCY_UNKNOWN);
        assertThat(refused(needs(List.of("CN-GZ"), "", 10_000, 0, 81), site)).isEqualTo(Constraint.MEMORY);
        // 10 Gbps bring 13,500 GB in three hours, which leaves one of four
        assertThat(refused(needs(List.of(), "", 10_000, 13_500, 1), site)).isEqualTo(Constraint.DEADLINE);
        assertThat(refused(Made.job("j", 5, 2, 0, 4), site)).isEqualTo(Constraint.COUNT);
        assertThat(refused(Made.job("j", 1, 3, 0, 2), site)).isEqualTo(Constraint.DEADLINE);
    }

    @Test
    void of_two_jobs_for_one_place_the_more_urgent_has_it_and_the_other_is_told_so() {
        var site = Made.site("GZ", 4, .5, 100);
        var urgent = new Job("urgent", "gpu", 4, 0, 2, List.of(), 0, 2, "", 10_000, 0, "", false, 9);
        var plan = Planner.plan(Made.problem(4, List.of(site), Made.job("other", 4, 2, 0, 3), urgent));
        assertThat(plan.of("urgent")).isPresent();
        assertThat(plan.unplaced()).extracting(Plan.Unplaced::job).containsExactly("other");
        assertThat(plan.unplaced().getFirst().why().binding()).isEqualTo(Constraint.CAPACITY);
    }

    @Test
    void data_are_brought_before_a_job_starts() {
        var job = new Job("j", "gpu", 1, 0, 1, List.of(), 1, 9, "", 10_000, 9_000, "east", false, 5);
        var plan = Planner.plan(Made.problem(9, List.of(Made.site("a", 1, .5, 1, 1, 1, 1, 2, 2, 2, 2, 2)), job));
        assertThat(plan.placed().getFirst().start()).isEqualTo(3);
    }

    @Test
    void the_same_seed_makes_the_same_plan_and_the_gap_is_small() {
        var week = new NationalYear(5).week(11, 120);
        var effort = new Planner.Effort(3, 2, 200, 3_000, .01, 1, 5_000, Duration.ofMinutes(2));
        var one = Planner.plan(week, effort);
        var two = Planner.plan(week, effort);
        assertThat(one.same()).isTrue();
        assertThat(two.placed()).isEqualTo(one.placed());
        assertThat(two.bound()).isEqualTo(one.bound());
        assertThat(one.gap()).isLessThan(.01);
        assertThat(one.unplaced()).isEmpty();
    }

    @Test
    void no_peer_is_better_and_each_keeps_the_deadlines() {
        var week = new NationalYear(5).week(30, 150);
        var plan = Planner.plan(week, Planner.Effort.LIGHT);
        for (var peer : Peer.values()) {
            var theirs = peer.plan(week); // looked at by the same check: room, windows, deadlines
            assertThat(theirs.objective()).isGreaterThan(plan.objective());
        }
    }

    @Test
    void hours_of_the_year_have_the_published_mean_of_carbon() {
        var year = new NationalYear(7);
        double sum = 0;
        for (int week = 0; week < NationalYear.WEEKS; week++) {
            var site = year.week(week, 0).sites().stream()
                    .filter(s -> s.id().equals("haidong"))
                    .findFirst()
                    .orElseThrow();
            for (int h = 0; h < 168; h++) {
                sum += site.carbon().at(h);
            }
        }
        assertThat(sum / NationalYear.WEEKS / 168).isCloseTo(156.7, Offset.offset(.5));
    }

    @Test
    void values_that_cannot_be_are_refused_with_their_field() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> new Pool("gpu", 0, 1, 1, 1)))
                .hasMessageContaining("count");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> new Site(
                        "a",
                        new Text("a", "a"),
                        1,
                        1,
                        "CN",
                        .9,
                        List.of(new Pool("gpu", 1, 1, 1, 1)),
                        Hourly.of(1),
                        Hourly.of(1),
                        Map.of(),
                        Map.of())))
                .hasMessageContaining("pue");
    }
}
