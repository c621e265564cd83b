package zhiheng.office.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;

class ComparisonTest {
    private static Units units(Random random, int n, int treated, double effect) {
        var before = new double[n];
        var after = new double[n];
        var with = new boolean[n];
        for (int i = 0; i < n; i++) {
            with[i] = i < treated;
            before[i] = 40 + 5 * random.nextGaussian();
            after[i] = before[i] + 4 + 3 * random.nextGaussian() + (with[i] ? effect : 0);
        }
        return new Units(before, after, with);
    }

    @Test
    void what_changed_everywhere_is_not_the_measures_effect() {
        var result = Comparison.of(
                new Units(new double[] {40, 41, 39, 38, 38, 38}, new double[] {52, 53, 51, 44, 44, 44}, new boolean[] {
                    true, true, true, false, false, false
                }));
        assertThat(result.effect().estimate()).isCloseTo(6, within(1e-9));
        assertThat(result.p()).isGreaterThanOrEqualTo(1 / 20.0); // six units can be named in twenty ways, no more
        assertThat(result.effect().shown()).isEqualTo(Effect.Shown.NOTHING);
    }

    @Test
    void units_without_an_effect_are_seldom_said_to_have_one() {
        var random = new Random(5);
        int claims = 0;
        for (int i = 0; i < 400; i++) {
            claims += Comparison.of(units(random, 20, 8, 0)).effect().shown() == Effect.Shown.NOTHING ? 0 : 1;
        }
        assertThat(claims).isLessThanOrEqualTo(20 + 13);
    }

    @Test
    void an_effect_is_found_and_its_interval_holds_the_truth() {
        var random = new Random(6);
        int found = 0;
        int missed = 0;
        for (int i = 0; i < 200; i++) {
            var effect = Comparison.of(units(random, 40, 15, 5)).effect();
            found += effect.shown() == Effect.Shown.ROSE ? 1 : 0;
            missed += effect.low() > 5 || effect.high() < 5 ? 1 : 0;
        }
        assertThat(found).isGreaterThan(190);
        assertThat(missed).isLessThanOrEqualTo(10 + 10);
    }

    @Test
    void units_that_went_different_ways_before_are_found_by_the_placebo() {
        var random = new Random(8);
        var units = units(random, 40, 15, 6); // two spans before the measure, and they differ already
        assertThat(Comparison.placebo(units.before(), units.after(), units.treated())
                        .p())
                .isLessThan(0.01);
    }

    @Test
    void the_worst_ten_get_better_anyway() {
        assertThat(Comparison.expectedAnyway(30, 50, 0.6)).isCloseTo(38, within(1e-9));
        assertThatThrownBy(() -> Comparison.expectedAnyway(30, 50, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void too_few_units_and_columns_that_do_not_fit_are_refused() {
        assertThatThrownBy(() ->
                        Comparison.of(new Units(new double[3], new double[3], new boolean[] {true, false, false})))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("not 1 and 2");
        assertThatThrownBy(() -> new Units(new double[2], new double[3], new boolean[3]))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new Units(new double[] {Double.NaN}, new double[1], new boolean[1]))
                .hasMessageContaining("Unit 1 lacks a value");
    }
}
