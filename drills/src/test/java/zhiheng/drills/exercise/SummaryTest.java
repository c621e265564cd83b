package zhiheng.drills.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void the_middle_is_one_that_was_measured_and_few_drills_have_no_interval() {
        var two = Summary.line(Measure.CONTAIN, new double[] {60, 600});
        assertThat(two.middle()).as("the worse of two, not 330").isEqualTo(600);
        assertThat(two.low()).isNull();
        assertThat(two.drills()).isEqualTo(2);
        assertThat(Summary.line(Measure.COVERAGE, new double[] {1, .5}).middle())
                .isEqualTo(.5);
        assertThat(Summary.line(Measure.COVERAGE, new double[0]).middle()).isNull();
    }

    @Test
    void what_never_came_is_later_than_anything_and_moves_the_middle_only_when_it_is_half() {
        double never = Score.NEVER;
        assertThat(Summary.line(Measure.CONTAIN, new double[] {10, 20, never}).middle())
                .isEqualTo(20);
        assertThat(Summary.line(Measure.CONTAIN, new double[] {10, never, never})
                        .middle())
                .isEqualTo(never);
    }

    /** A percentile bootstrap of a middle is known to fall short of 95 % where values are few: it is measured, not believed. */
    @Test
    void the_interval_holds_the_true_middle_about_as_often_as_it_says() {
        var random = new Random(7);
        for (int n : new int[] {6, 9, 15}) {
            int held = 0;
            int tries = 300;
            for (int t = 0; t < tries; t++) {
                var values = random.doubles(n).map(u -> -600 * Math.log(1 - u)).toArray();
                var line = Summary.line(Measure.CONTAIN, values);
                double truth = 600 * Math.log(2);
                held += line.low() != null && line.low() <= truth && truth <= line.high() ? 1 : 0;
            }
            assertThat(held / (double) tries).as("of " + n).isBetween(.88, 1.0);
        }
    }

    @Test
    void the_same_drills_give_the_same_interval() {
        var values = new Random(1).doubles(12).toArray();
        assertThat(Summary.line(Measure.HARM, values)).isEqualTo(Summary.line(Measure.HARM, values));
    }
}
