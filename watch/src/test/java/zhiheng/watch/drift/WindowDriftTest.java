package zhiheng.watch.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zhiheng.watch.drift.ConformalDriftTest.bytes;
import static zhiheng.watch.drift.ConformalDriftTest.language;
import static zhiheng.watch.drift.ConformalDriftTest.number;
import static zhiheng.watch.drift.ConformalDriftTest.reading;

import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import zhiheng.watch.Alarm;
import zhiheng.watch.Condition;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Observation;

class WindowDriftTest {
    private static final WindowDrift.Panes PANES = new WindowDrift.Panes(5, 200, 0);
    private static final WindowDrift NUMBERS = new WindowDrift(new Feature.Number(16), 2000, PANES, 20_000, 0);

    @Test
    void without_drift_the_run_is_at_least_as_long_as_promised() {
        long sum = 0;
        for (int run = 0; run < 60; run++) {
            SplittableRandom random = new SplittableRandom(run);
            WindowDrift.State state = NUMBERS.start();
            int i = 0;
            while (i < 60_000 && NUMBERS.observe(state, number(i, random.nextDouble())) == null) {
                i++;
            }
            sum += i - 4000;
        }
        assertThat(sum / 60.0).isGreaterThan(20_000);
    }

    @Test
    void slow_drift_that_no_step_betrays_is_found() {
        SplittableRandom random = new SplittableRandom(4);
        WindowDrift.State state = NUMBERS.start();
        Alarm alarm = null;
        int i = 0;
        while (alarm == null && i < 40_000) {
            alarm = NUMBERS.observe(state, number(i, random.nextDouble() + Math.max(0, i - 6000) / 100_000.0));
            i++;
        }
        assertThat(alarm).isNotNull();
        assertThat(alarm.time()).isBetween(6000L, 20_000L);
        assertThat(alarm.onset()).isBetween(alarm.time() - 1000, alarm.time());
        assertThat(alarm.moved().getFirst().what()).matches("(≤|>) 0.*");
        assertThat(state.latest()).isNull();
    }

    @Test
    void drift_that_is_sure_but_small_raises_no_alarm_where_it_is_not_worth_one() {
        WindowDrift patient =
                new WindowDrift(new Feature.Number(10), 20_000, new WindowDrift.Panes(20, 1000, 0), 1e6, 0.1);
        SplittableRandom random = new SplittableRandom(4);
        WindowDrift.State state = patient.start();
        for (int i = 0; i < 80_000; i++) {
            assertThat(patient.observe(state, number(i, random.nextDouble() + (i < 40_000 ? 0 : 0.02))))
                    .isNull();
        }
        assertThat(state.statistic()).isGreaterThan(1);
        assertThat(state.latest().psi()).isBetween(0.005, 0.1);
    }

    @Test
    void panes_may_follow_the_clock() {
        WindowDrift minutes = new WindowDrift(
                new Feature.Category("language", 5), 200, new WindowDrift.Panes(5, 10_000, 60_000), 10_000, 0);
        WindowDrift.State state = minutes.start();
        Alarm alarm = null;
        int i = 0;
        while (alarm == null && i < 2000) {
            String text = i < 800 ? i % 2 == 0 ? "zh" : "en" : i % 3 == 0 ? "ar" : "zh";
            alarm = minutes.observe(state, language(i * 1000, text));
            i++;
        }
        assertThat(alarm).isNotNull();
        assertThat(alarm.time()).isBetween(800_000L, 980_000L);
        assertThat(alarm.moved()).extracting(Alarm.Moved::what).contains("* ar", "en");
    }

    @Test
    void clocks_that_jump_and_observations_without_use_do_no_harm() {
        WindowDrift minutes = new WindowDrift(new Feature.Number(4), 10, new WindowDrift.Panes(2, 100, 60_000), 1e9, 0);
        WindowDrift.State state = minutes.start();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 5000; i++) {
            long time = random.nextInt(10) == 0 ? random.nextLong() : i * 100L;
            assertThat(minutes.observe(state, new Observation("s", "m", time, random.nextInt(9))))
                    .isNull();
        }
        minutes.observe(state, number(0, Double.NaN));
        assertThat(state.unusable()).isEqualTo(1);
        assertThat(state.count()).isEqualTo(4990);
    }

    @Test
    void a_state_that_was_written_and_read_goes_on_as_if_it_had_not_been() throws IOException {
        for (int stop : new int[] {0, 1000, 3000, 5100, 9000}) {
            SplittableRandom random = new SplittableRandom(stop);
            WindowDrift.State one = NUMBERS.start();
            for (int i = 0; i < stop; i++) {
                NUMBERS.observe(one, number(i, random.nextDouble()));
            }
            WindowDrift.State two = NUMBERS.read(reading(bytes(one)));
            for (int i = stop; i < stop + 8000; i++) {
                Observation next = number(i, random.nextDouble() * (i > 10_000 ? 0.8 : 1));
                assertThat(NUMBERS.observe(two, next)).isEqualTo(NUMBERS.observe(one, next));
            }
            assertThat(bytes(two)).isEqualTo(bytes(one));
            assertThat(two.latest()).isEqualTo(one.latest());
        }
    }

    @Test
    void the_window_and_its_reference_must_make_sense() {
        assertThatThrownBy(() -> new WindowDrift.Panes(0, 1, 0)).hasMessageContaining("not 0");
        assertThatThrownBy(() -> new WindowDrift(new Feature.Number(4), 5, PANES, 1000, 0))
                .hasMessageContaining("not 5");
        assertThat(NUMBERS.guarantee()).isEqualTo(new Guarantee.Simulated(20_000, Condition.EXCHANGEABLE));
    }
}
