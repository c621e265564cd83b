package zhiheng.watch.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.watch.Condition;
import zhiheng.watch.Detector;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Observation;
import zhiheng.watch.mean.MeanLimit;
import zhiheng.watch.rate.DeclaredRate;
import zhiheng.watch.rate.Direction;
import zhiheng.watch.rate.ShiftedRate;
import zhiheng.watch.simulate.Level;
import zhiheng.watch.simulate.Meter;
import zhiheng.watch.simulate.Probe;
import zhiheng.watch.simulate.Sources;

class ByUnitTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final double EVERY = 1_000;
    /** Decisions about one unit, on average. */
    private static final double EACH = 12.5;

    private static final Meter METER = new Meter(40, 5);

    private static Observation of(long time, String unit, double value) {
        return new Observation("s", "m", time, value, 1, Map.of(ByUnit.UNIT, unit));
    }

    private static double runLength(Detector<?> detector, double rate, double correlation) {
        return METER.runLength(Probe.of(detector), Sources.units(Level.constant(rate), correlation, 30), (long)
                        (EACH * 10 * EVERY))
                .mean()
                .high();
    }

    @ParameterizedTest
    @CsvSource({".03, .3", ".03, .8", ".3, .3", ".3, .8"})
    void promises_hold_where_each_person_decides_five_to_twenty_times(double rate, double correlation) {
        for (Detector<?> detector : List.<Detector<?>>of(
                new DeclaredRate(rate, EVERY),
                new ShiftedRate(Direction.UP, EVERY),
                MeanLimit.above(rate, 0, 1, EVERY))) {
            assertThat(runLength(ByUnit.of(detector, DAY), rate, correlation))
                    .as(detector.toString())
                    .isGreaterThanOrEqualTo(EACH * EVERY);
        }
    }

    /** Else the test above would say nothing. */
    @Test
    void without_the_unit_they_do_not() {
        assertThat(runLength(new DeclaredRate(.3, EVERY), .3, .95)).isLessThan(EVERY);
    }

    @Test
    void a_change_is_found_though_only_first_decisions_count() {
        var source = Sources.units(Level.step(.05, .3, 5_000), .3, 30);
        var delay = METER.delay(Probe.of(ByUnit.of(new DeclaredRate(.05, 10_000), DAY)), source, 5_000, 20_000);
        assertThat(delay.missed().estimate()).isZero();
        assertThat(delay.median().estimate()).isLessThan(1_500);
    }

    @Test
    void a_unit_counts_once_in_its_period_and_again_in_the_next() {
        var detector = ByUnit.of(new DeclaredRate(.1, 1e6), Duration.ofHours(1));
        var state = detector.start();
        for (int minute = 0; minute < 150; minute += 10) {
            detector.observe(state, of(minute * 60_000L, "ana", 0));
        }
        assertThat(state.count()).isEqualTo(3);
        assertThat(state.repeated()).isEqualTo(12);
        detector.observe(state, new Observation("s", "m", 0, 0));
        detector.observe(state, new Observation("s", "m", 0, 0));
        assertThat(state.count())
                .as("observations without a unit count by themselves")
                .isEqualTo(5);
    }

    @Test
    void a_label_that_comes_later_counts_beside_its_decision() {
        var detector = new ByUnit<>(new DeclaredRate(.1, 1e6), ByUnit.UNIT, List.of("label"), DAY, true);
        var state = detector.start();
        detector.observe(state, of(1, "ana", 1));
        detector.observe(state, new Observation("s", "m", 2, 1, 1, Map.of(ByUnit.UNIT, "ana", "label", "1")));
        detector.observe(state, new Observation("s", "m", 3, 1, 1, Map.of(ByUnit.UNIT, "ana", "label", "1")));
        assertThat(state.count()).isEqualTo(2);
    }

    @Test
    void memory_is_bounded_and_what_was_forgotten_is_counted() throws IOException {
        var detector = ByUnit.of(new DeclaredRate(.1, 1e6), DAY);
        var state = detector.start();
        for (int i = 0; i < ByUnitState.MOST + 7; i++) {
            detector.observe(state, of(i, "u" + i, 0));
        }
        assertThat(state.forgotten()).isEqualTo(7);
        var out = new ByteArrayOutputStream();
        state.write(new DataOutputStream(out));
        var copy = detector.read(new DataInputStream(new ByteArrayInputStream(out.toByteArray())));
        detector.observe(copy, of(ByUnitState.MOST + 8L, "u100", 0));
        assertThat(copy.repeated()).isOne();
        assertThat(copy.forgotten()).isEqualTo(7);
        assertThat(copy.count()).isEqualTo(state.count());
    }

    @Test
    void the_promise_speaks_of_units() {
        assertThat(ByUnit.of(new DeclaredRate(.1, 100), DAY).guarantee())
                .isEqualTo(new Guarantee.RunLength(100, Condition.UNITS_AT_MOST));
    }
}
