package zhiheng.watch.season;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Whether a shape was seen before. */
class NoveltyTest {
    /** Highest answer among the rows from {@code from} on. */
    private static double highest(Novelty novelty, IntToDoubleFunction series, int from, int to) {
        double highest = 0;
        for (int i = 0; i < to; i++) {
            double novel = novelty.add(series.applyAsDouble(i));
            highest = i >= from ? Math.max(highest, novel) : highest;
        }
        return highest;
    }

    private static IntToDoubleFunction modes(long seed, double other, int at) {
        var random = new Random(seed);
        double[] levels = {0, 1, 3};
        return i -> (i >= at && i < at + 30 ? other : levels[i / 70 % 3]) + .02 * random.nextGaussian();
    }

    @Test
    void a_level_between_two_known_ones_is_new_and_a_known_one_at_another_time_is_not() {
        double between = highest(new Novelty(), modes(1, 2, 2_000), 2_005, 2_030);
        double known = highest(new Novelty(), modes(1, 1, 2_000), 2_005, 2_030);
        assertThat(between).isGreaterThan(3).isGreaterThan(2 * known);
    }

    @Test
    void what_lasts_does_not_explain_itself_for_a_hundred_rows() {
        var novelty = new Novelty();
        var series = modes(2, 2, 2_000);
        for (int i = 0; i < 2_020; i++) {
            novelty.add(series.applyAsDouble(i));
        }
        assertThat(novelty.add(series.applyAsDouble(2_020))).isGreaterThan(3);
    }

    /** Sums that are kept row by row must stay what they are sums of; squares of offsets would have lost them. */
    @Test
    void the_answers_are_those_of_the_definition_and_do_not_depend_on_where_the_series_stands() {
        var random = new Random(3);
        double[] values = random.doubles(3_000).toArray();
        var one = new Novelty();
        var far = new Novelty();
        double usual = Double.NaN;
        for (int i = 0; i < values.length; i++) {
            double here = one.add(values[i]);
            double there = far.add(values[i] * 1024 + 1_048_576);
            if (i > 300) {
                assertThat(there).isCloseTo(here, org.assertj.core.api.Assertions.within(.05 + .05 * here));
            }
            usual = here;
        }
        assertThat(usual).isLessThan(8);
        assertThat(one.predictable(.29)).as("in noise no shape comes again").isLessThan(.5);
    }

    @Test
    void where_the_level_wanders_only_another_shape_is_a_new_one() {
        var novelty = new Novelty();
        novelty.period(200);
        var random = new Random(5);
        double level = 0;
        double wandering = 0;
        double other = 0;
        for (int i = 0; i < 4_000; i++) {
            level += 0.02 * random.nextGaussian();
            double wave =
                    Math.sin(i * 2 * Math.PI / 200) + (i >= 3_600 && i < 3_700 ? Math.sin(i * 2 * Math.PI / 25) : 0);
            novelty.add(wave + level);
            wandering = i >= 2_000 && i < 3_600 ? Math.max(wandering, novelty.shape()) : wandering;
            other = i >= 3_600 && i < 3_720 ? Math.max(other, novelty.shape()) : other;
        }
        assertThat(other).isGreaterThan(2 * wandering);
    }

    @Test
    void a_period_that_changes_begins_anew_and_says_nothing_until_it_knows() {
        var novelty = new Novelty();
        highest(novelty, i -> Math.sin(i * 2 * Math.PI / 200), 0, 3_000);
        novelty.period(200);
        assertThat(highest(novelty, i -> Math.sin(i * 2 * Math.PI / 200), 0, 200))
                .isZero();
        assertThat(novelty.predictable(1)).isLessThan(.5);
    }
}
