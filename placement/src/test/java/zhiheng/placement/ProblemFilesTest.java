package zhiheng.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;

class ProblemFilesTest {
    private static final String FILE = """
        {"begin": "2026-01-05T08:00:00+08:00", "hours": 24, "carbon_price": 0.5,
         "sites": [{"id": "guian", "name": {"zh": "贵安", "en": "Gui'an"}, "latitude": 26.4, "longitude": 106.6,
           "jurisdiction": "CN-GZ", "pue": 1.2,
           "pools": [{"accelerator": "gpu", "count": 8, "memory_gb": 80, "kw": 1, "hire": 9}],
           "price": 0.5, "mix": {"coal": 0.5, "hydro": 0.5}, "latency_ms": {"shanghai": 30}, "gbps": {}}],
         "jobs": [{"id": "suite-1", "accelerator": "gpu", "count": 4, "hours": 3, "residency": ["CN"],
           "earliest": "2026-01-05T09:10:00+08:00", "deadline": "2026-01-05T15:50:00+08:00",
           "region": "shanghai", "latency_ms": 40}]}
        """;

    private static final String SITES = """
        site,name_zh,name_en,latitude,longitude,jurisdiction,pue,accelerator,count,kw,hire,price,carbon,latency_ms:east
        a,甲,A,30,110,CN-SH,1.2,gpu,8,1,9,0.5,400,12
        a,,,,,,,npu,4,0.8,6,,,
        """;
    private static final String JOBS = """
        id,accelerator,count,hours,residency,earliest,deadline,region,latency_ms,pausable,priority
        one,npu,2,3,CN-SH;CN-BJ,2026-01-05T01:00:00Z,,east,20,true,7
        """;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Problem tables(String sites, byte[] hours, String jobs) {
        return ProblemTables.read(Made.BEGIN, 4, "CNY", 1, bytes(sites), hours, bytes(jobs));
    }

    private static void refused(String from, String to, String where, String why) {
        assertThat(FILE).contains(from);
        assertThatThrownBy(() -> ProblemFiles.read(FILE.replace(from, to))).isInstanceOfSatisfying(Refusal.class, e -> {
            assertThat(e.where()).isEqualTo(where);
            assertThat(e.text().en()).contains(why);
        });
    }

    @Test
    void a_file_says_when_a_job_may_begin_and_must_have_ended() {
        var job = ProblemFiles.read(FILE).jobs().getFirst();
        assertThat(job.earliest()).isEqualTo(2); // ten past nine is the next full hour
        assertThat(job.deadline()).isEqualTo(7); // ten to four is the last full hour
    }

    @Test
    void a_mix_of_power_becomes_carbon() {
        assertThat(ProblemFiles.read(FILE).sites().getFirst().carbon().at(7)).isEqualTo(422);
        refused("\"hydro\": 0.5", "\"hydro\": 0.6", "sites[0].mix", "1 together");
        refused("\"hydro\"", "\"water\"", "sites[0].mix.water", "is no source");
    }

    @Test
    void what_is_wrong_is_refused_with_its_place() {
        refused("\"count\": 4", "\"count\": 4.5", "jobs[0].count", "whole number");
        refused("\"count\": 4", "\"count\": 0", "jobs[0].count", "between");
        refused("\"count\": 4", "\"count\": 4, \"cuont\": 4", "jobs[0].cuont", "no such member");
        refused("\"pue\": 1.2", "\"pue\": 0.2", "sites[0].pue", "between");
        refused("\"price\": 0.5", "\"price\": [0.5, 0.6]", "sites.guian", "1, 24 or 24");
        refused("\"jurisdiction\": \"CN-GZ\",", "", "sites[0].jurisdiction", "missing");
        refused("\"region\": \"shanghai\", ", "", "jobs[0].latency_ms", "go together");
        refused("T09:10:00+08:00", "T09:10:00", "jobs[0].earliest", "offset");
        refused("\"hours\": 24,", "\"hours\": 24 ", "1:53", "");
    }

    @Property(tries = 8)
    void what_is_written_reads_as_it_was(@ForAll @IntRange(min = 0, max = 51) int week) {
        var problem = new NationalYear(3).week(week, 30);
        assertThat(ProblemFiles.read(ProblemFiles.write(problem))).isEqualTo(problem);
    }

    @Property(tries = 8)
    void a_plan_that_is_written_reads_as_it_was(@ForAll @IntRange(min = 0, max = 99) int seed) {
        var problem = Made.small(new SplittableRandom(seed));
        var plan = Planner.plan(problem, Planner.Effort.LIGHT);
        var read = PlanFiles.read(problem, PlanFiles.write(plan));
        assertThat(read.placed()).isEqualTo(plan.placed());
        assertThat(read.unplaced()).isEqualTo(plan.unplaced());
        assertThat(read.gap()).isEqualTo(plan.gap());
    }

    @Test
    void tables_say_the_same() {
        var problem = tables(SITES, null, JOBS);
        assertThat(problem.sites().getFirst().pools())
                .extracting(Pool::accelerator)
                .containsExactly("gpu", "npu");
        assertThat(problem.sites().getFirst().latencyMs()).containsEntry("east", 12.0);
        var job = problem.jobs().getFirst();
        assertThat(job.residency()).containsExactly("CN-SH", "CN-BJ");
        assertThat(job.deadline()).isEqualTo(4);
        assertThat(job.pausable()).isTrue();
    }

    @Test
    void a_table_of_hours_says_each_hour_once() {
        var hours = new StringBuilder("site,hour,price,carbon\n");
        for (int h = 0; h < 4; h++) {
            hours.append("a,2026-01-05T0")
                    .append(h)
                    .append(":00:00Z,0.")
                    .append(h)
                    .append(",10")
                    .append(h)
                    .append('\n');
        }
        var site = tables(SITES, bytes(hours.toString()), JOBS).sites().getFirst();
        assertThat(site.price().at(3)).isEqualTo(.3);
        assertThat(site.carbon().at(2)).isEqualTo(102);
        var twice = bytes(hours.toString().replace("T03", "T02"));
        assertThatThrownBy(() -> tables(SITES, twice, JOBS))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.where()).isEqualTo("hours.csv:5.hour"));
        var few = bytes(hours.substring(0, hours.indexOf("a,2026-01-05T03")));
        assertThatThrownBy(() -> tables(SITES, few, JOBS)).hasMessageContaining("lacks 2026-01-05T03:00:00Z");
    }

    @Test
    void a_row_that_is_wrong_is_named_by_its_line() {
        assertThatThrownBy(() -> tables(SITES, null, JOBS.replace(",7", ",17")))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.where()).isEqualTo("jobs.csv:2.priority"));
        assertThatThrownBy(() -> tables(SITES, null, JOBS.replace(",7", "")))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.where()).isEqualTo("jobs.csv"));
        assertThatThrownBy(() -> tables(SITES, null, JOBS.replace("pausable,", "may_rest,")))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.where()).isEqualTo("jobs.csv:2.may_rest"));
    }
}
