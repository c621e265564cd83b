package zhiheng.office.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.base.Refusal;

class InterruptedSeriesTest {
    /** Days from application to payment, made with a true step of 4, a trend and a yearly wave. */
    private static final double[] MONTHS = {
        21.8, 24.0, 24.3, 24.3, 23.3, 22.8, 22.9, 21.7, 22.3, 22.6, 24.3, 26.1,
        30.7, 34.3, 34.9, 35.0, 32.6, 31.6, 31.3, 31.0, 31.7, 32.4, 34.4, 35.5
    };

    private static double[] series(Random random, int n, int at, int period, double stays, double step) {
        var values = new double[n];
        double last = random.nextGaussian() / Math.sqrt(1 - stays * stays);
        for (int t = 0; t < n; t++) {
            double season =
                    period == 1 ? 0 : 5 * Math.sin(2 * Math.PI * t / period) + 2 * Math.cos(2 * Math.PI * t / period);
            values[t] = 40 + 0.3 * t + season + last + (t < at ? 0 : step);
            last = stays * last + random.nextGaussian();
        }
        return values;
    }

    @Test
    void trend_and_season_are_not_taken_for_the_effect() {
        var effect = InterruptedSeries.of(24, 12, 12).effect(MONTHS);
        double beforeAndAfter = Arrays.stream(MONTHS, 12, 24).average().orElseThrow()
                - Arrays.stream(MONTHS, 0, 12).average().orElseThrow();
        assertThat(beforeAndAfter).isCloseTo(9.58, within(0.01));
        assertThat(effect.estimate()).isCloseTo(3.61, within(0.01));
        assertThat(effect.low()).isLessThan(4);
        assertThat(effect.high()).isGreaterThan(4);
    }

    @ParameterizedTest
    @CsvSource({"24,12,12,0", "36,24,12,0.4", "60,36,12,0.8", "48,30,1,0.6", "90,60,7,0.3", "40,20,1,0.95", "24,14,4,0"
    })
    void a_series_without_an_effect_is_seldom_said_to_have_one(int n, int at, int period, double stays) {
        var judge = InterruptedSeries.of(n, at, period);
        var random = new Random(42);
        int claims = 0;
        for (int i = 0; i < 1_000; i++) {
            claims += judge.effect(series(random, n, at, period, stays, 0)).shown() == Effect.Shown.NOTHING ? 0 : 1;
        }
        assertThat(claims).isLessThanOrEqualTo(50 + 21); // five in a hundred, and three standard errors
    }

    @Test
    void a_step_of_some_size_is_found_and_its_interval_holds_the_truth() {
        var judge = InterruptedSeries.of(60, 36, 12);
        var random = new Random(7);
        int found = 0;
        int missed = 0;
        for (int i = 0; i < 500; i++) {
            var effect = judge.effect(series(random, 60, 36, 12, 0.2, -5));
            found += effect.shown() == Effect.Shown.FELL ? 1 : 0;
            missed += effect.low() > -5 || effect.high() < -5 ? 1 : 0;
            assertThat(effect.shown()).isNotEqualTo(Effect.Shown.ROSE);
        }
        assertThat(found).isGreaterThan(450);
        assertThat(missed).isLessThanOrEqualTo(25 + 15);
    }

    @Test
    void level_trend_and_unit_change_nothing_but_the_unit() {
        var judge = InterruptedSeries.of(24, 12, 12);
        var plain = judge.effect(MONTHS);
        var moved = judge.effect(IntStream.range(0, 24)
                .mapToDouble(t -> 1000 - 7 * t + 10 * MONTHS[t])
                .toArray());
        assertThat(moved.estimate()).isCloseTo(10 * plain.estimate(), within(1e-6));
        assertThat(moved.low()).isCloseTo(10 * plain.low(), within(1e-6));
    }

    @Test
    void a_series_too_short_is_refused_with_what_is_wanted() {
        assertThatThrownBy(() -> InterruptedSeries.of(14, 10, 12))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("At least 12 values before");
        assertThatThrownBy(() -> InterruptedSeries.of(14, 10, 1)).hasMessageContaining("compare with others");
        assertThatThrownBy(() -> InterruptedSeries.of(20_000, 10_000, 1)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> InterruptedSeries.of(20, 10, 1).effect(1, 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_season_of_two_values_and_a_series_that_never_moves_are_no_fault() {
        var flat = new double[20];
        Arrays.fill(flat, 3);
        assertThat(InterruptedSeries.of(20, 10, 2).effect(flat).shown()).isEqualTo(Effect.Shown.NOTHING);
    }
}
