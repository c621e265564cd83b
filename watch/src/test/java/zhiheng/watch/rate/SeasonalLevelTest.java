package zhiheng.watch.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.watch.Alarm;
import zhiheng.watch.State;

class SeasonalLevelTest {
    private static final int RUNS = Integer.getInteger("season.runs", 20);
    private static final long DAY = 86_400_000;

    /** The true mean at a moment. */
    private interface Truth {
        double at(double days);
    }

    private static Truth swinging(double mean, double share) {
        return days -> mean * (1 + share * Math.sin(2 * Math.PI * days));
    }

    private static SeasonalLevel shift(double every) {
        return SeasonalLevel.ofRate(Season.DAY, ZoneOffset.UTC, Direction.UP, every, null);
    }

    private static SeasonalLevel limit(double limit, double every) {
        return SeasonalLevel.ofRate(Season.DAY, ZoneOffset.UTC, Direction.UP, every, limit);
    }

    private static <S extends State> List<Alarm> alarms(
            RateDetector<S> detector, int seed, int days, int perDay, double correlation, Truth truth) {
        var random = new SplittableRandom(seed);
        S state = detector.start();
        var alarms = new ArrayList<Alarm>();
        double last = 0;
        for (int i = 0; i < days * perDay; i++) {
            double rate = truth.at((double) i / perDay);
            last = random.nextDouble() < correlation ? last : random.nextDouble() < rate ? 1 : 0;
            @Nullable Alarm alarm = detector.add(state, (long) i * DAY / perDay, last, 1);
            if (alarm != null) {
                alarms.add(alarm);
            }
        }
        return alarms;
    }

    /** False alarms in eight weeks of each run beside what the promise allows, with room for chance. */
    private static <S extends State> void keeps(
            RateDetector<S> detector, double every, int perDay, double correlation, Truth truth) {
        int alarms = 0;
        for (int run = 0; run < RUNS; run++) {
            alarms += alarms(detector, run, 56, perDay, correlation, truth).size();
        }
        double promised = RUNS * 56.0 * perDay / every;
        assertThat((double) alarms).isLessThanOrEqualTo(promised);
    }

    @ParameterizedTest
    @CsvSource({".2, .6, 1400, 0", ".05, .6, 3000, 0", ".003, .6, 3000, 0", ".2, .6, 1400, .5", ".4, .9, 500, 0"})
    void nothing_changes_for_eight_weeks_of_day_and_night(double mean, double swing, int perDay, double correlation) {
        var truth = swinging(mean, swing);
        keeps(new Guarded<>(shift(10_000)), 10_000, perDay, correlation, truth);
        keeps(new Guarded<>(limit(mean, 10_000)), 10_000, perDay, correlation, truth);
        var both = SeasonalLevel.ofRate(Season.WEEK, ZoneOffset.UTC, Direction.EITHER, 10_000, null);
        keeps(new Guarded<>(both), 10_000, perDay, correlation, truth);
    }

    /** The first hours show least of what is to come. */
    @ParameterizedTest
    @ValueSource(doubles = {.2, .003})
    void a_stream_that_begins_in_the_middle_of_the_night_alarms_no_more_often(double mean) {
        Truth fromNight = days -> mean * (1 - .6 * Math.cos(2 * Math.PI * days));
        keeps(new Guarded<>(shift(10_000)), 10_000, 3_000, 0, fromNight);
        keeps(new Guarded<>(limit(mean, 10_000)), 10_000, 3_000, 0, fromNight);
    }

    /** Else the test above would say nothing. */
    @Test
    void without_the_season_day_and_night_are_taken_for_changes() {
        var truth = swinging(.2, .6);
        assertThat(alarms(new Guarded<>(new DeclaredRate(.2, 10_000)), 1, 14, 1400, 0, truth))
                .hasSizeGreaterThan(10);
        assertThat(alarms(new Guarded<>(new ShiftedRate(Direction.UP, 10_000)), 1, 14, 1400, 0, truth))
                .hasSizeGreaterThan(2);
    }

    @Test
    void a_rise_by_half_is_found_within_a_day_whatever_the_hour_and_told_as_a_days_mean() {
        for (var detector : List.of(shift(10_000), limit(.2, 10_000))) {
            for (double change : new double[] {14, 14.25, 14.75}) {
                var steady = swinging(.2, .6);
                var found = alarms(new Guarded<>(detector), 3, 17, 1400, 0, t -> steady.at(t) * (t < change ? 1 : 1.5));
                var after = found.stream()
                        .filter(a -> a.time() >= change * DAY)
                        .findFirst()
                        .orElseThrow();
                assertThat(after.time()).isLessThan((long) ((change + 1) * DAY));
                assertThat(after.before().estimate()).isBetween(.18, .23);
                assertThat(after.after().estimate()).isBetween(.23, .5);
                assertThat(after.after().low())
                        .isGreaterThanOrEqualTo(after.before().estimate());
            }
        }
    }

    /** What waits until dependence is known is long stretches without an event: hours must not be joined in it. */
    @Test
    void a_rare_harm_that_becomes_frequent_is_found_within_a_day_before_it_is_known_how_alike_neighbours_are() {
        for (var season : Season.values()) {
            var detector = SeasonalLevel.ofRate(season, ZoneOffset.UTC, Direction.UP, 100_000, null);
            for (int seed = 0; seed < RUNS; seed++) {
                var found = alarms(new Guarded<>(detector), seed, 4, 1_000, 0, t -> t < 3 ? .0005 : .03);
                assertThat(found).isNotEmpty();
                assertThat(found.getFirst().time()).isGreaterThan(3 * DAY);
            }
        }
    }

    @Test
    void on_the_first_day_a_level_five_times_what_was_seen_is_no_change_and_one_far_above_is() {
        for (var detector : List.of(shift(100_000), limit(.02, 100_000))) {
            var guarded = new Guarded<>(detector);
            assertThat(alarms(guarded, 7, 1, 2_000, 0, t -> t < .5 ? .02 : .09)).isEmpty();
            assertThat(alarms(guarded, 7, 1, 2_000, 0, t -> t < .5 ? .02 : .5))
                    .isNotEmpty()
                    .allSatisfy(a -> {
                        assertThat(a.time()).isBetween(DAY / 2, DAY);
                        assertThat(a.after().low()).isGreaterThan(a.before().estimate());
                    });
        }
    }

    @Test
    void a_limit_that_only_the_peak_exceeds_is_kept_and_one_below_the_days_mean_is_broken() {
        var truth = swinging(.2, .6);
        assertThat(alarms(new Guarded<>(limit(.24, 1e5)), 5, 28, 1400, 0, truth))
                .isEmpty();
        assertThat(alarms(new Guarded<>(limit(.16, 1e5)), 5, 28, 1400, 0, truth))
                .isNotEmpty();
    }

    @Test
    void a_state_goes_on_when_read_and_one_of_another_season_is_refused() throws IOException {
        var detector = shift(1_000);
        var random = new SplittableRandom(1);
        var one = detector.start();
        for (int i = 0; i < 3_000; i++) {
            detector.add(one, i * 100_000L, random.nextInt(4) == 0 ? 1 : 0, 1);
        }
        var bytes = bytes(one);
        var two = detector.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        for (int i = 3_000; i < 6_000; i++) {
            int value = random.nextInt(3) == 0 ? 1 : 0;
            assertThat(detector.add(two, i * 100_000L, value, 1)).isEqualTo(detector.add(one, i * 100_000L, value, 1));
        }
        assertThat(bytes(two)).isEqualTo(bytes(one));
        var week = SeasonalLevel.ofRate(Season.WEEK, ZoneOffset.UTC, Direction.UP, 10, null);
        assertThatThrownBy(() -> week.read(new DataInputStream(new ByteArrayInputStream(bytes))))
                .isInstanceOf(IOException.class);
    }

    private static byte[] bytes(State state) throws IOException {
        var out = new ByteArrayOutputStream();
        state.write(new DataOutputStream(out));
        return out.toByteArray();
    }
}
