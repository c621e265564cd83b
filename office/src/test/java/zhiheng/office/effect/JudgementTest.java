package zhiheng.office.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JudgementTest {
    private static double[] series(long seed, int n, int at, double step) {
        var random = new Random(seed);
        var values = new double[n];
        for (int t = 0; t < n; t++) {
            values[t] = 50 + 3 * Math.sin(2 * Math.PI * t / 12) + random.nextGaussian() + (t < at ? 0 : step);
        }
        return values;
    }

    private static String cautions(Judgement judged) {
        return String.join("\n", judged.cautions().stream().map(t -> t.en()).toList());
    }

    @Test
    void without_a_control_a_figure_is_a_change_and_what_began_at_the_same_time_is_named() {
        var judged = Judgement.ofSeries(series(1, 48, 24, 8), null, 24, 12);
        assertThat(judged.strength()).isEqualTo(Judgement.Strength.BEFORE_AND_AFTER);
        assertThat(judged.effect().shown()).isEqualTo(Effect.Shown.ROSE);
        assertThat(cautions(judged)).contains("There is no control");
    }

    @Test
    void what_happened_to_the_control_too_is_taken_off() {
        var judged = Judgement.ofSeries(series(1, 48, 24, 8), series(2, 48, 24, 8), 24, 12);
        assertThat(judged.effect().shown()).isEqualTo(Effect.Shown.NOTHING);
        assertThat(judged.plainChange()).isBetween(7.0, 9.0);
        assertThat(judged.strength()).isEqualTo(Judgement.Strength.QUASI_EXPERIMENT);
        assertThat(judged.cautions()).isEmpty();
    }

    @Test
    void a_series_that_moved_before_the_measure_is_not_believed() {
        var values = series(3, 60, 24, 12); // it moved at 24, and the measure came at 48
        var judged = Judgement.ofSeries(values, new double[60], 48, 12);
        assertThat(judged.strength()).isEqualTo(Judgement.Strength.COMPARED);
        assertThat(cautions(judged)).contains("the course was not steady");
    }

    @Test
    void a_short_past_is_said() {
        var judged = Judgement.ofSeries(series(1, 24, 12, 0), null, 12, 12);
        assertThat(judged.placebo()).isNull();
        assertThat(cautions(judged)).contains("fewer than two whole seasons");
    }

    @Test
    void units_chosen_because_they_were_worst_are_told_what_comes_back_anyway() {
        var random = new Random(4);
        int n = 100;
        var level = random.doubles(n, 30, 70).toArray();
        var earlier = new double[n];
        var before = new double[n];
        var after = new double[n];
        for (int i = 0; i < n; i++) {
            earlier[i] = level[i] + 8 * random.nextGaussian();
            before[i] = level[i] + 8 * random.nextGaussian();
            after[i] = level[i] + 8 * random.nextGaussian();
        }
        double bar = Arrays.stream(before).sorted().toArray()[10];
        var treated = new boolean[n];
        for (int i = 0; i < n; i++) {
            treated[i] = before[i] < bar;
        }
        var judged = Judgement.ofUnits(new Units(before, after, treated), earlier);
        assertThat(cautions(judged)).contains("coming back towards the mean alone", "change by +");
        assertThat(cautions(Judgement.ofUnits(new Units(before, after, treated), null)))
                .contains("no earlier figures", "if they were chosen for that");
    }

    @Test
    void units_alike_before_make_a_quasi_experiment() {
        var random = new Random(9);
        int n = 40;
        var earlier = random.doubles(n, 40, 60).toArray();
        var before = new double[n];
        var after = new double[n];
        var treated = new boolean[n];
        for (int i = 0; i < n; i++) {
            before[i] = earlier[i] + random.nextGaussian();
            treated[i] = i % 3 == 0;
            after[i] = before[i] + random.nextGaussian() - (treated[i] ? 6 : 0);
        }
        var judged = Judgement.ofUnits(new Units(before, after, treated), earlier);
        assertThat(judged.strength()).isEqualTo(Judgement.Strength.QUASI_EXPERIMENT);
        assertThat(judged.effect().shown()).isEqualTo(Effect.Shown.FELL);
    }
}
