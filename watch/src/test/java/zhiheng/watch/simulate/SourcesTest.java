package zhiheng.watch.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
    private static final int MANY = 200_000;

    private static double[] draw(Source source, long seed, int count) {
        var values = source.open(seed);
        return DoubleStream.generate(values::next).limit(count).toArray();
    }

    private static double mean(double[] x) {
        return DoubleStream.of(x).average().orElseThrow();
    }

    private static double correlation(double[] x, int lag) {
        double mean = mean(x);
        double above = 0;
        double below = 0;
        for (int i = 0; i < x.length; i++) {
            below += (x[i] - mean) * (x[i] - mean);
            above += i < lag ? 0 : (x[i] - mean) * (x[i - lag] - mean);
        }
        return above / below;
    }

    @Property(tries = 12)
    void a_correlated_stream_has_the_rate_and_the_correlation_asked_for(
            @ForAll @DoubleRange(min = 0.05, max = 0.95) double rate,
            @ForAll @DoubleRange(min = 0, max = 0.6) double rho,
            @ForAll long seed) {
        var x = draw(Sources.bernoulli(Level.constant(rate), rho), seed, MANY);
        double error = 5 * Math.sqrt(rate * (1 - rate) * (1 + rho) / (1 - rho) / MANY);
        assertThat(mean(x)).isCloseTo(rate, within(error));
        assertThat(correlation(x, 1)).isCloseTo(rho, within(0.03));
        assertThat(correlation(x, 2)).isCloseTo(rho * rho, within(0.04));
    }

    @Test
    void a_correlated_stream_starts_at_its_rate_and_not_only_reaches_it() {
        for (int event : new int[] {0, 1, 3}) {
            double ones = 0;
            for (int seed = 0; seed < 40_000; seed++) {
                ones += draw(Sources.bernoulli(Level.constant(0.2), 0.5), seed, event + 1)[event];
            }
            assertThat(ones / 40_000).isCloseTo(0.2, within(0.01));
        }
    }

    @Test
    void correlation_may_be_negative_as_far_as_the_rate_allows() {
        assertThat(correlation(draw(Sources.bernoulli(Level.constant(0.5), -0.5), 3, MANY), 1))
                .isCloseTo(-0.5, within(0.02));
        assertThatThrownBy(() -> draw(Sources.bernoulli(Level.constant(0.1), -0.5), 3, 100))
                .hasMessageContaining("rate 0.1, correlation -0.5")
                .hasMessageContaining("no such stream");
    }

    @Test
    void bounded_values_have_the_mean_asked_for_and_stay_in_bounds() {
        var beta = draw(Sources.beta(Level.constant(0.3), 4), 1, MANY);
        assertThat(mean(beta)).isCloseTo(0.3, within(0.003));
        assertThat(variance(beta)).isCloseTo(0.3 * 0.7 / 5, within(0.002));
        assertThat(DoubleStream.of(beta).allMatch(x -> x >= 0 && x <= 1)).isTrue();
        var wide = draw(Sources.twoPoint(Level.constant(0.3), -1, 2), 1, MANY);
        assertThat(mean(wide)).isCloseTo(0.3, within(0.02));
        assertThat(wide).containsOnly(-1, 2);
    }

    @Property(tries = 8)
    void counts_have_the_mean_and_the_spread_asked_for(
            @ForAll @DoubleRange(min = 0.5, max = 400) double mean, @ForAll long seed) {
        var poisson = draw(Sources.counts(Level.constant(mean), 0), seed, 50_000);
        assertThat(mean(poisson)).isCloseTo(mean, within(5 * Math.sqrt(mean / 50_000)));
        assertThat(variance(poisson) / mean).isCloseTo(1, within(0.06));
        var wide = draw(Sources.counts(Level.constant(mean), 0.5), seed, 50_000);
        assertThat(variance(wide) / (mean + 0.5 * mean * mean)).isCloseTo(1, within(0.12));
    }

    @Test
    void a_step_a_ramp_and_the_seasons_are_where_they_should_be() {
        var step = Level.step(0.1, 0.2, 100);
        assertThat(List.of(step.at(99), step.at(100))).containsExactly(0.1, 0.2);
        var ramp = Level.ramp(0, 1, 10, 4);
        assertThat(DoubleStream.iterate(8, e -> e + 1).limit(7).map(e -> ramp.at((long) e)))
                .containsExactly(0.0, 0.0, 0.25, 0.5, 0.75, 1.0, 1.0);
        var day = Level.constant(10).season(24, 0.5).cycle(24, List.of(1.0, 2.0));
        assertThat(day.at(6)).isCloseTo(15, within(1e-9));
        assertThat(day.at(30)).isCloseTo(30, within(1e-9));
        assertThat(day.at(54)).isCloseTo(15, within(1e-9));
    }

    @Test
    void decisions_come_by_group_with_the_share_and_rate_of_each() {
        var values = Sources.decisions(List.of(
                        new Sources.Group("a", 3, Level.constant(0.5)), new Sources.Group("b", 1, Level.constant(0.3))))
                .open(7);
        double b = 0;
        double chosen = 0;
        for (int i = 0; i < MANY; i++) {
            double value = values.next();
            if (values.group().equals("b")) {
                b++;
                chosen += value;
            }
        }
        assertThat(b / MANY).isCloseTo(0.25, within(0.005));
        assertThat(chosen / b).isCloseTo(0.3, within(0.01));
    }

    @Test
    void the_same_seed_draws_the_same_stream_and_a_neighbour_another() {
        for (var source : List.of(
                Sources.bernoulli(Level.constant(0.5), 0.2),
                Sources.beta(Level.constant(0.5), 2),
                Sources.counts(Level.constant(100), 0.1))) {
            assertThat(draw(source, 5, 100)).isEqualTo(draw(source, 5, 100)).isNotEqualTo(draw(source, 6, 100));
        }
    }

    private static double variance(double[] x) {
        double mean = mean(x);
        return DoubleStream.of(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, .4, .9})
    void means_that_linger_keep_their_mean_and_have_the_correlation(double correlation) {
        var values = Sources.beta(Level.constant(.3), 4, correlation).open(11);
        int n = 300_000;
        double sum = 0;
        double squares = 0;
        double products = 0;
        double last = values.next() - .3;
        for (int i = 0; i < n; i++) {
            double x = values.next() - .3;
            sum += x;
            squares += x * x;
            products += x * last;
            last = x;
        }
        assertThat(sum / n).isCloseTo(0, within(.01));
        assertThat(products / squares).isCloseTo(correlation, within(.02));
    }
}
