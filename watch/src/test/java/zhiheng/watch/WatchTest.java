package zhiheng.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import zhiheng.watch.rate.DeclaredRate;
import zhiheng.watch.rate.Direction;
import zhiheng.watch.rate.Guarded;
import zhiheng.watch.rate.ShiftedRate;

class WatchTest {
    private static final Limits SMALL = new Limits(3, Duration.ofDays(7), Duration.ofMinutes(10), Duration.ofDays(30));
    private static final long T = 1_790_000_000_000L;

    private static Watch watch(int n) {
        return new Watch(List.of(new Monitor<>("m", "leak", new EveryNth(n), Monitor.Counts.EVENTS)), SMALL);
    }

    private static Observation at(long time, double value) {
        return new Observation("bot", "leak", time, value, 1, Map.of("interaction", "i" + time));
    }

    @Test
    void an_alarm_becomes_an_alert_with_its_course_and_the_events_as_examples() {
        var watch = watch(3);
        assertThat(watch.take(at(T, 1))).isEmpty();
        assertThat(watch.take(at(T + 1, 0))).isEmpty();
        var alerts = watch.take(at(T + 2, 1));
        assertThat(alerts).hasSize(1);
        var alert = alerts.getFirst();
        assertThat(alert.key()).isEqualTo(new Key("bot", "leak"));
        assertThat(alert.course()).extracting(Alert.Point::statistic).containsExactly(1.0, 2.0, 3.0);
        assertThat(alert.examples()).extracting(Alert.Example::interaction).containsExactly("i" + T, "i" + (T + 2));
    }

    @Test
    void a_long_course_is_thinned_to_sixty_four_points_that_keep_the_mean_level() {
        var watch = watch(100_000);
        List<Alert> alerts = List.of();
        for (int i = 0; i < 100_000; i++) {
            alerts = watch.take(new Observation("bot", "leak", T + i, i % 4 == 0 ? 1 : 0));
        }
        var course = alerts.getFirst().course();
        assertThat(course.size()).isBetween(32, 64);
        assertThat(course).allSatisfy(p -> assertThat(p.level()).isEqualTo(.25));
        assertThat(course).extracting(Alert.Point::time).isSorted();
    }

    @Test
    void values_that_are_no_numbers_and_weights_that_are_not_positive_are_counted_as_bad() {
        var watch = watch(3);
        watch.take(at(T, Double.NaN));
        watch.take(at(T, Double.POSITIVE_INFINITY));
        watch.take(new Observation("bot", "leak", T, 1, 0, Map.of()));
        watch.take(new Observation("bot", "leak", T, 1, Double.NaN, Map.of()));
        assertThat(watch.counters().bad()).isEqualTo(4);
        assertThat(watch.counters().taken()).isZero();
    }

    @Test
    void a_metric_nobody_monitors_is_counted() {
        var watch = watch(3);
        watch.take(new Observation("bot", "other", T, 1));
        assertThat(watch.counters().unmonitored()).isEqualTo(1);
    }

    @Test
    void an_observation_a_little_late_is_taken_at_the_newest_time() {
        var watch = watch(2);
        watch.take(at(T, 1));
        var alerts = watch.take(at(T - 60_000, 1));
        assertThat(alerts.getFirst().alarm().time()).isEqualTo(T);
        assertThat(watch.counters().reordered()).isEqualTo(1);
    }

    @Test
    void an_observation_too_late_is_set_aside() {
        var watch = watch(2);
        watch.take(at(T, 1));
        assertThat(watch.take(at(T - 3_600_000, 1))).isEmpty();
        assertThat(watch.counters().late()).isEqualTo(1);
    }

    @Test
    void a_single_jump_ahead_does_not_silence_the_stream_and_a_confirmed_one_moves_it() {
        var watch = watch(1000);
        long year = Duration.ofDays(365).toMillis();
        watch.take(at(T, 1));
        watch.take(at(T + year, 1));
        watch.take(at(T + 1, 1));
        assertThat(watch.counters().jumped()).isEqualTo(1);
        assertThat(watch.counters().taken()).isEqualTo(2);
        watch.take(at(T + year, 1));
        watch.take(at(T + year + 1, 1));
        assertThat(watch.counters().taken()).isEqualTo(3);
        assertThat(watch.counters().late()).isZero();
    }

    @Test
    void times_at_the_ends_of_their_range_do_not_overflow() {
        var watch = watch(1000);
        watch.take(at(Long.MIN_VALUE + 1, 1));
        watch.take(at(Long.MAX_VALUE, 1));
        watch.take(at(Long.MIN_VALUE + 1, 1));
        var counters = watch.counters();
        assertThat(counters.taken() + counters.late() + counters.jumped()).isEqualTo(3);
    }

    @Test
    void repeated_times_are_separate_events() {
        var watch = watch(3);
        watch.take(at(T, 1));
        watch.take(at(T, 1));
        assertThat(watch.take(at(T, 1))).hasSize(1);
    }

    @Test
    void a_flood_of_new_names_is_refused_and_keeps_the_evidence_of_the_old_ones() {
        var watch = watch(2);
        watch.take(at(T, 1));
        for (int i = 0; i < 100; i++) {
            watch.take(new Observation("flood" + i, "leak", T + i, 1));
        }
        assertThat(watch.counters().refusedKeys()).isEqualTo(98);
        assertThat(watch.take(at(T + 1, 1))).hasSize(1);
    }

    @Test
    void a_stream_idle_for_long_makes_room() {
        var watch = watch(9);
        long later = T + Duration.ofDays(8).toMillis();
        watch.take(new Observation("a", "leak", T, 1));
        watch.take(new Observation("b", "leak", T, 1));
        watch.take(new Observation("c", "leak", T, 1));
        watch.take(new Observation("b", "leak", later, 1));
        watch.take(new Observation("d", "leak", later, 1));
        assertThat(watch.counters().evictedKeys()).isEqualTo(1);
        assertThat(watch.counters().refusedKeys()).isZero();
    }

    @Test
    void a_million_keys_are_held() {
        var watch = new Watch(
                List.of(new Monitor<>("m", "leak", new EveryNth(2), Monitor.Counts.EVENTS)),
                new Limits(100_000, Duration.ofDays(7), Duration.ofHours(1), Duration.ofDays(400)));
        for (int i = 0; i < 1_000_000; i++) {
            watch.take(new Observation("s" + i, "leak", T, 1));
        }
        assertThat(watch.counters().taken()).isEqualTo(100_000);
        assertThat(watch.counters().refusedKeys()).isEqualTo(900_000);
    }

    @Test
    void a_detector_that_refuses_a_value_is_counted_and_the_others_go_on() {
        var watch = new Watch(
                List.of(
                        new Monitor<>("a", "leak", new EveryNth(1), Monitor.Counts.ALL),
                        new Monitor<>("b", "leak", new EveryNth(1), Monitor.Counts.ALL)),
                SMALL);
        assertThat(watch.take(at(T, -1))).isEmpty();
        assertThat(watch.counters().failed()).isEqualTo(1);
        assertThat(watch.take(at(T, 1))).hasSize(2);
    }

    @Test
    void the_counters_add_up_to_what_was_seen() {
        var watch = watch(5);
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            double value = switch (random.nextInt(5)) {
                case 0 -> Double.NaN;
                case 1 -> -1;
                default -> random.nextDouble();
            };
            watch.take(new Observation(
                    "s" + random.nextInt(6), random.nextInt(9) == 0 ? "other" : "leak", random.nextLong(T), value));
        }
        var c = watch.counters();
        assertThat(c.taken() + c.unmonitored() + c.bad() + c.late() + c.jumped() + c.refusedKeys() + c.failed())
                .isEqualTo(c.seen())
                .isEqualTo(10_000);
    }

    @Test
    void after_write_and_read_it_goes_on_as_if_it_had_not_stopped() throws IOException {
        var one = watch(70);
        for (int i = 0; i < 100; i++) {
            one.take(at(T + i, 1));
        }
        var bytes = new ByteArrayOutputStream();
        one.write(new DataOutputStream(bytes));
        var two = watch(70);
        two.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(two.counters()).isEqualTo(one.counters());
        var expected = new ArrayList<Alert>();
        var found = new ArrayList<Alert>();
        for (int i = 100; i < 200; i++) {
            expected.addAll(one.take(at(T + i, 1)));
            found.addAll(two.take(at(T + i, 1)));
        }
        assertThat(found).isEqualTo(expected).hasSize(1);
    }

    @Test
    void keys_that_lie_packed_go_on_as_if_they_had_not_and_keep_their_order() throws IOException {
        var monitors = List.<Monitor<?>>of(
                new Monitor<>("limit", "leak", new Guarded<>(new DeclaredRate(.1, 300)), Monitor.Counts.EVENTS),
                new Monitor<>("shift", "leak", new ShiftedRate(Direction.EITHER, 300), Monitor.Counts.EVENTS));
        var limits = new Limits(12, Duration.ofDays(7), Duration.ofMinutes(10), Duration.ofDays(30));
        var awake = new Watch(monitors, limits);
        var packed = new Watch(monitors, limits, 2);
        var random = new Random(4);
        var expected = new ArrayList<Alert>();
        var found = new ArrayList<Alert>();
        for (int i = 0; i < 6_000; i++) {
            long time = T + i * 60_000L + (i > 5_000 ? Duration.ofDays(9).toMillis() : 0);
            int key = random.nextInt(i > 5_000 ? 20 : 10);
            var o = new Observation("s" + key, "leak", time, random.nextInt(i < 2_000 ? 12 : 5) == 0 ? 1 : 0);
            expected.addAll(awake.take(o));
            found.addAll(packed.take(o));
        }
        assertThat(found).isEqualTo(expected).isNotEmpty();
        assertThat(packed.counters()).isEqualTo(awake.counters());
        assertThat(packed.counters().evictedKeys()).isPositive();
        var one = new ByteArrayOutputStream();
        var other = new ByteArrayOutputStream();
        awake.write(new DataOutputStream(one));
        packed.write(new DataOutputStream(other));
        assertThat(other.toByteArray()).isEqualTo(one.toByteArray());
    }

    @Test
    void states_cut_short_are_refused_by_name() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var one = watch(5);
        one.take(at(T, 1));
        one.write(new DataOutputStream(bytes));
        for (int length = 0; length < bytes.size(); length++) {
            var cut = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray(), 0, length));
            assertThatThrownBy(() -> watch(5).read(cut)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void two_monitors_of_one_id_are_refused() {
        var monitor = new Monitor<>("m", "leak", new EveryNth(1), Monitor.Counts.ALL);
        assertThatThrownBy(() -> new Watch(List.of(monitor, monitor), SMALL))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
