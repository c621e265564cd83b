package zhiheng.drills.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PausesTest {
    private static TimeLine held(String... marks) {
        return Samples.line(Scenario.Form.LIVE, Map.of(), marks);
    }

    @Test
    void no_clock_runs_in_a_pause_and_the_score_is_that_of_the_drill_without_it() {
        var without = held("INJECTED one 60", "ALERT one 120", "ACKNOWLEDGED one 180", "CONTAINED one 240 L3");
        var with = held(
                "INJECTED one 60",
                "PAUSED - 90",
                "RESUMED - 1090",
                "ALERT one 1120",
                "PAUSED - 1121",
                "RESUMED - 1131",
                "ACKNOWLEDGED one 1190",
                "CONTAINED one 1250 L3");
        var score = Scorer.score(Samples.SMALL, with);
        assertThat(score.injects())
                .isEqualTo(Scorer.score(Samples.SMALL, without).injects());
        assertThat(score.marks()).as("pauses are on record").isEqualTo(8);
        assertThat(Pauses.of(with.marks(), with.ended()).sum()).isEqualTo(Duration.ofSeconds(1010));
    }

    @Test
    void what_is_done_in_a_pause_counts_as_done_at_its_beginning() {
        var score = Scorer.score(
                Samples.SMALL,
                held("INJECTED one 60", "ALERT one 120", "PAUSED - 130", "ACKNOWLEDGED one 900", "RESUMED - 1000"));
        assertThat(score.injects().getFirst().acknowledge()).isEqualTo(10);
    }

    @Test
    void a_pause_that_lasts_is_taken_to_the_end_and_a_second_pause_within_one_is_none() {
        var line = held("PAUSED - 100", "PAUSED - 200", "RESUMED - 300", "RESUMED - 400", "PAUSED - 3000");
        var pauses = Pauses.of(line.marks(), line.ended());
        assertThat(pauses.sum()).isEqualTo(Duration.ofSeconds(200 + 600));
        assertThat(pauses.before(Samples.T0.plusSeconds(150))).isEqualTo(Duration.ofSeconds(50));
        assertThat(Pauses.without(line).ended()).isEqualTo(Samples.T0.plusSeconds(2_800));
        assertThat(Pauses.of(new ArrayList<>(), Samples.T0).all()).isEmpty();
    }

    @Test
    void a_paused_drill_is_written_and_read_as_it_was() {
        var line = held("INJECTED one 60", "PAUSED - 90", "RESUMED - 1090");
        var kept = new TimeLines.Kept(Samples.TEXT, 1, line);
        assertThat(TimeLines.read(TimeLines.write(kept))).isEqualTo(kept);
    }

    @Test
    void a_demonstration_has_no_grade_and_no_findings() {
        var shown = new TimeLine(
                Scenario.Form.DEMONSTRATION,
                Samples.T0,
                Samples.T0.plusSeconds(60),
                held("INJECTED one 10", "ACKNOWLEDGED one 3000").marks(),
                Map.of());
        var score = Scorer.score(Samples.SMALL, shown);
        assertThat(score.total()).isNull();
        assertThat(score.atMost()).isFalse();
        assertThat(score.results()).hasSize(Measure.values().length).allMatch(r -> r.letter() == null);
        assertThat(Finding.of(Samples.SMALL, score)).isEmpty();
        assertThat(Summary.of(java.util.List.of(score))).allMatch(l -> l.middle() == null);
    }
}
