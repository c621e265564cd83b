package zhiheng.drills.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.drills.exercise.Samples.SMALL;
import static zhiheng.drills.exercise.Samples.line;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScorerTest {
    private static final Scenario.Form LIVE = Scenario.Form.LIVE;

    @Test
    void all_in_half_the_time_and_right_is_an_a() {
        var score = Scorer.score(SMALL, Samples.perfect());
        assertThat(score.total()).isEqualTo(Letter.A);
        assertThat(score.atMost()).isFalse();
        assertThat(score.of(Measure.DETECT).value()).isEqualTo(60);
        assertThat(score.of(Measure.CONTAIN).value()).isEqualTo(120);
        assertThat(score.of(Measure.RECOVER).value()).isEqualTo(600);
        assertThat(score.of(Measure.HARM).value()).isEqualTo(.005);
        assertThat(score.of(Measure.COVERAGE).of()).isEqualTo(2);
        assertThat(score.of(Measure.CONTAIN).of()).as("the second wants none").isEqualTo(1);
        assertThat(score.reports()).containsEntry("initial", 700.0 - 120 - 1800);
        assertThat(Finding.of(SMALL, score)).isEmpty();
    }

    @Test
    void the_grade_is_the_lower_of_the_two_sides() {
        var marks = List.of("INJECTED one 60", "ALERT one 70", "INJECTED two 1200", "ALERT two 1210");
        var score = Scorer.score(SMALL, line(LIVE, Map.of(), marks.toArray(String[]::new)));
        assertThat(score.technical()).isEqualTo(Letter.A);
        assertThat(score.response()).isEqualTo(Letter.E);
        assertThat(score.total()).isEqualTo(Letter.E);
        assertThat(score.of(Measure.CONTAIN).value()).isEqualTo(Score.NEVER);
        assertThat(score.of(Measure.HARM).letter()).as("no traffic was counted").isNull();
    }

    @Test
    void of_two_times_the_worse_counts_and_never_their_mean() {
        var score = Scorer.score(
                SMALL, line(LIVE, Map.of(), "INJECTED one 60", "ALERT one 70", "INJECTED two 1200", "ALERT two 1400"));
        assertThat(score.of(Measure.DETECT).value()).isEqualTo(200);
        assertThat(score.of(Measure.DETECT).letter()).isEqualTo(Letter.C);
    }

    @Test
    void at_a_table_nothing_technical_is_measured_and_the_grade_is_at_most_that_of_the_response() {
        var p = Samples.perfect();
        var score =
                Scorer.score(SMALL, new TimeLine(Scenario.Form.TABLETOP, p.began(), p.ended(), p.marks(), Map.of()));
        assertThat(score.technical()).isNull();
        assertThat(score.total()).isEqualTo(Letter.A);
        assertThat(score.atMost()).isTrue();
    }

    @Test
    void what_was_never_injected_is_not_held_against_anybody_and_an_empty_drill_has_no_grade() {
        var score = Scorer.score(SMALL, line(LIVE, Map.of(), "INJECTED two 1200", "ALERT two 1210"));
        assertThat(score.injects()).extracting(Score.Of::inject).containsExactly("two");
        assertThat(score.reports()).isEmpty();
        assertThat(score.of(Measure.REPORTED).letter()).isNull();
        assertThat(Scorer.score(SMALL, line(LIVE, Map.of())).total()).isNull();
    }

    @Test
    void a_step_too_weak_or_too_hard_does_not_fit_and_one_against_another_system_counts_against_it() {
        var base = new ArrayList<>(List.of("INJECTED one 60", "ALERT one 120"));
        assertThat(fits(base, "CONTAINED one 200 L2")).isEqualTo(0);
        assertThat(fits(base, "CONTAINED one 200 L7")).isEqualTo(0);
        assertThat(fits(base, "CONTAINED one 200 L4")).isEqualTo(1);
        assertThat(fits(base, "CONTAINED one 200 L4", "WRONG_STEP - 210 L7")).isEqualTo(.5);
        assertThat(fits(base, "CONTAINED one 200 L0"))
                .as("to observe contains nothing")
                .isEqualTo(0);
    }

    private static double fits(List<String> base, String... more) {
        var marks = new ArrayList<>(base);
        marks.addAll(List.of(more));
        var result = Scorer.score(SMALL, line(LIVE, Map.of(), marks.toArray(String[]::new)))
                .of(Measure.RIGHT_STEP);
        return result.value() == null ? -1 : result.value();
    }

    @Test
    void a_grade_below_what_is_expected_is_wrong_one_above_is_caution_two_above_a_false_cry() {
        for (var grade : Scenario.Grade.values()) {
            var score = Scorer.score(SMALL, line(LIVE, Map.of(), "INJECTED one 60", "GRADED one 80 " + grade));
            assertThat(score.injects().getFirst().gradedRightly())
                    .as(grade.name())
                    .isEqualTo(grade == Scenario.Grade.YELLOW || grade == Scenario.Grade.ORANGE);
        }
    }

    @Test
    void deeds_before_the_inject_are_not_about_it_and_an_alert_before_it_is_a_false_one() {
        var score = Scorer.score(
                SMALL, line(LIVE, Map.of(), "ALERT one 30", "CONTAINED one 40 L4", "INJECTED one 60", "ALERT one 90"));
        assertThat(score.of(Measure.FALSE_ALARMS).value()).isEqualTo(1);
        assertThat(score.of(Measure.CONTAIN).value()).isEqualTo(Score.NEVER);
        assertThat(score.of(Measure.DETECT).value()).isEqualTo(30);
    }

    @Test
    void findings_name_the_weakness_and_come_back_as_repeats() {
        var now = Finding.of(
                SMALL,
                Scorer.score(
                        SMALL,
                        line(LIVE, Map.of("one", new Exposure(100, 60, 100, 0)), "INJECTED one 60", "ALERT one 1000")));
        assertThat(now)
                .extracting(Finding::code)
                .contains("detect:poisoning", "contain:poisoning", "harm:poisoning", "reported:initial")
                .doesNotContain("good-refused:poisoning");
        assertThat(now.stream()
                        .filter(f -> f.code().equals("contain:poisoning"))
                        .findFirst())
                .get()
                .satisfies(f -> {
                    assertThat(f.days()).isEqualTo(14);
                    assertThat(f.what().en()).contains("Time to contain").contains("never");
                });
        assertThat(Finding.repeated(now, now)).hasSameSizeAs(now);
        assertThat(Finding.repeated(now, List.of())).isEmpty();
    }

    @Test
    void bounds_are_published_and_each_letter_can_be_had() {
        for (var measure : Measure.values()) {
            assertThat(measure.bounds()).hasSize(4);
            for (int i = 0; i < 4; i++) {
                assertThat(measure.letter(measure.bounds().get(i)))
                        .as(measure.id())
                        .isEqualTo(Letter.values()[i]);
            }
            assertThat(measure.letter(measure.higherIsBetter() ? 0 : Score.NEVER))
                    .isEqualTo(Letter.E);
        }
    }

    /** Whoever writes the marks down in another order changes nothing, and acting later never makes the grade better. */
    @Property(tries = 300)
    void the_order_of_writing_does_not_count_and_later_is_never_better(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 3_000) int later) {
        var random = new Random(seed);
        var p = Samples.perfect();
        var shuffled = new ArrayList<>(p.marks());
        Collections.shuffle(shuffled, random);
        assertThat(Scorer.score(SMALL, new TimeLine(LIVE, p.began(), p.ended(), shuffled, p.exposure())))
                .isEqualTo(Scorer.score(SMALL, p));
        int which = random.nextInt(p.marks().size());
        var moved = new ArrayList<>(p.marks());
        var m = moved.get(which);
        if (m.kind() != Mark.Kind.INJECTED && m.kind() != Mark.Kind.ALERT) {
            moved.set(which, new Mark(m.kind(), m.inject(), m.at().plusSeconds(later), m.act(), m.by(), m.detail()));
            var total = Scorer.score(SMALL, new TimeLine(LIVE, p.began(), p.ended(), moved, p.exposure()))
                    .total();
            assertThat(total).isNotNull();
            assertThat(total).isGreaterThanOrEqualTo(Letter.A);
            var base = Scorer.score(SMALL, p);
            var after = Scorer.score(SMALL, new TimeLine(LIVE, p.began(), p.ended(), moved, p.exposure()));
            for (var measure : Measure.values()) {
                var one = base.of(measure).letter();
                var other = after.of(measure).letter();
                assertThat(one == null ? -1 : one.ordinal())
                        .as(measure.id())
                        .isLessThanOrEqualTo(other == null ? -1 : other.ordinal());
            }
        }
    }
}
