package zhiheng.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import zhiheng.bench.WatchRival.Side;
import zhiheng.watch.simulate.Level;
import zhiheng.watch.simulate.Source;
import zhiheng.watch.simulate.Sources;

class WatchTuningTest {
    private static final Source EVEN = Sources.beta(Level.constant(.5), 2); // uniform on [0,1]
    private static final WatchTuning TO_500 = new WatchTuning(500, 400, 1, 2);

    /** Alarms at each event with one chance in {@code setting}, which is then its mean run length. */
    private static WatchRival chance(double eager, double patient) {
        return new WatchRival(
                "chance", Side.OURS, eager, patient, false, setting -> () -> stream -> stream.next() < 1 / setting);
    }

    @Test
    void the_setting_found_gives_the_run_length_wanted() {
        var tuned = TO_500.tune(chance(1, 1e9), EVEN);
        assertThat(tuned.reached()).isTrue();
        assertThat(tuned.setting()).isBetween(400.0, 600.0);
    }

    @Test
    void a_detector_that_cannot_go_so_far_is_printed_with_what_it_reached() {
        var tuned = TO_500.tune(chance(1, 50), EVEN);
        assertThat(tuned.reached()).isFalse();
        assertThat(tuned.setting()).isEqualTo(50);
        assertThat(tuned.measured().mean().high()).isLessThan(60);
    }

    @Test
    void a_detector_that_is_always_slower_is_set_to_its_soonest() {
        var tuned = TO_500.tune(chance(5000, 1e6), EVEN);
        assertThat(tuned.reached()).isFalse();
        assertThat(tuned.setting()).isEqualTo(5000);
    }

    @Test
    void what_has_no_setting_is_only_measured() {
        assertThat(TO_500.tune(chance(500, 500), EVEN).reached()).isTrue();
    }

    @Test
    void each_of_moas_detectors_runs_and_repeats_itself() {
        for (var rival : WatchRival.moa()) {
            var tuning = new WatchTuning(200, 20, 1, 1);
            var source = Sources.bernoulli(Level.constant(.2));
            var once = tuning.tune(rival, source);
            assertThat(once.measured().runs()).isEqualTo(20);
            if (!rival.name().equals("SeqDrift2")) { // draws from Math.random
                assertThat(tuning.tune(rival, source)).isEqualTo(once);
            }
        }
    }
}
