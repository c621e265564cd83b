package zhiheng.watch.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import zhiheng.watch.Interval;

class MeterTest {
    private static final Source COIN = Sources.bernoulli(Level.constant(0.01));

    /** Alarms at the first 1, so its run length is geometric and known. */
    private static final Supplier<Probe> FIRST_ONE = () -> stream -> stream.next() == 1;

    @Test
    void the_run_length_of_a_known_detector_lies_in_its_interval() {
        var whole = new Meter(4000, 1).runLength(FIRST_ONE, COIN, 1_000_000);
        assertThat(whole.censored()).isZero();
        assertThat(whole.mean().low()).isLessThan(100);
        assertThat(whole.mean().high()).isGreaterThan(100).isLessThan(108);
        assertThat(whole.median().low()).isLessThanOrEqualTo(69);
        assertThat(whole.median().high()).isGreaterThanOrEqualTo(69);
    }

    @Test
    void runs_cut_short_do_not_bias_the_mean() {
        var cut = new Meter(4000, 2).runLength(FIRST_ONE, COIN, 30);
        assertThat(cut.censored()).isBetween(2800, 3100);
        assertThat(cut.mean().low()).isLessThan(100);
        assertThat(cut.mean().high()).isGreaterThan(100);
        assertThat(cut.median().estimate()).isInfinite();
    }

    @Test
    void a_detector_that_never_alarms_has_only_a_lower_bound() {
        var silent = new Meter(50, 3).runLength(() -> stream -> stream.next() > 1, COIN, 1000);
        assertThat(silent.mean().estimate()).isInfinite();
        assertThat(silent.mean().low()).isCloseTo(50_000 / 3.689, within(10.0));
    }

    @Test
    void intervals_hold_the_truth_as_often_as_they_say() {
        int held = 0;
        for (int i = 0; i < 400; i++) {
            var mean =
                    new Meter(20, 1000 + i, 1).runLength(FIRST_ONE, COIN, 150).mean();
            held += mean.low() <= 100 && mean.high() >= 100 ? 1 : 0;
        }
        assertThat(held).isBetween(365, 400);
    }

    @Test
    void delay_leaves_out_early_alarms_and_counts_the_missed() {
        var change = Sources.bernoulli(Level.step(0.001, 0.05, 500));
        var delay = new Meter(4000, 4).delay(FIRST_ONE, change, 500, 40);
        double early = 1 - Math.pow(0.999, 500);
        double missed = Math.pow(0.95, 40);
        assertThat(delay.early().low()).isLessThan(early);
        assertThat(delay.early().high()).isGreaterThan(early);
        assertThat(delay.missed().low()).isLessThan(missed);
        assertThat(delay.missed().high()).isGreaterThan(missed);
        double mean = (1 - missed) / 0.05; // of min(delay, 40)
        assertThat(delay.mean().low()).isLessThan(mean);
        assertThat(delay.mean().high()).isGreaterThan(mean);
    }

    @Test
    void an_alarm_at_the_first_changed_event_has_delay_one() {
        var change = Sources.bernoulli(Level.step(0, 1, 10));
        var delay = new Meter(5, 5).delay(FIRST_ONE, change, 10, 10);
        assertThat(delay.early().estimate()).isZero();
        assertThat(delay.mean().estimate()).isEqualTo(1);
    }

    @Test
    void the_figures_do_not_depend_on_the_threads() {
        var one = new Meter(300, 6, 1).runLength(FIRST_ONE, COIN, 200);
        assertThat(new Meter(300, 6, 7).runLength(FIRST_ONE, COIN, 200)).isEqualTo(one);
        assertThat(new Meter(300, 7, 1).runLength(FIRST_ONE, COIN, 200)).isNotEqualTo(one);
    }

    @Test
    void coverage_fails_a_sequence_that_is_wrong_only_once() {
        Supplier<DoubleFunction<Interval>> wrongAtTheFirstOne =
                () -> x -> x == 1 ? new Interval(0.5, 0.5, 0.5, 0.95) : new Interval(0, 0.5, 1, 0.95);
        var coverage = new Meter(4000, 8).coverage(wrongAtTheFirstOne, COIN, 0.01, 70);
        double truth = 1 - Math.pow(0.99, 70);
        assertThat(coverage.missed().low()).isLessThan(truth);
        assertThat(coverage.missed().high()).isGreaterThan(truth);
        assertThat(coverage.width().estimate()).isCloseTo(0.99, within(0.01));
    }

    @Test
    void a_failure_in_one_run_reaches_the_caller() {
        Supplier<Probe> broken = () -> stream -> {
            throw new IllegalStateException("broken");
        };
        assertThatThrownBy(() -> new Meter(10, 1).runLength(broken, COIN, 10)).hasMessage("broken");
    }
}
