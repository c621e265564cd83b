package zhiheng.watch.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import zhiheng.watch.Alarm;
import zhiheng.watch.Condition;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Observation;
import zhiheng.watch.State;

class ConformalDriftTest {
    private static final ConformalDrift NUMBERS = new ConformalDrift(new Feature.Number(32), 500, 1000, 1);
    private static final ConformalDrift LANGUAGES =
            new ConformalDrift(new Feature.Category("language", 10), 500, 100_000, 1);

    /** Three standard errors of 300 runs below the promise. */
    private static final double LEAST = 1000 * (1 - 3 / Math.sqrt(300));

    interface Value {
        double at(int i, SplittableRandom random);
    }

    static Observation number(int time, double value) {
        return new Observation("s", "m", time, value);
    }

    static Observation language(int time, String language) {
        return new Observation("s", "m", time, 1, 1, Map.of("language", language));
    }

    static byte[] bytes(State state) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        state.write(new DataOutputStream(out));
        return out.toByteArray();
    }

    static DataInputStream reading(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    /** Mean events to an alarm over 300 streams of at most 20,000. */
    private static double events(Value value) {
        long sum = 0;
        for (int run = 0; run < 300; run++) {
            SplittableRandom random = new SplittableRandom(run);
            ConformalDrift drift = new ConformalDrift(new Feature.Number(32), 500, 1000, run);
            ConformalDrift.State state = drift.start();
            int i = 0;
            while (i < 20_000 && drift.observe(state, number(i, value.at(i, random))) == null) {
                i++;
            }
            sum += i - 500;
        }
        return sum / 300.0;
    }

    private static Alarm first(ConformalDrift drift, int n, Value value) {
        SplittableRandom random = new SplittableRandom(7);
        ConformalDrift.State state = drift.start();
        for (int i = 0; i < n; i++) {
            Alarm alarm = drift.observe(state, number(i, value.at(i, random)));
            if (alarm != null) {
                return alarm;
            }
        }
        return null;
    }

    @Test
    void a_distribution_that_stands_still_runs_at_least_as_long_as_promised_whatever_its_shape() {
        assertThat(events((i, r) -> r.nextDouble())).as("smooth").isGreaterThan(LEAST);
        assertThat(events((i, r) -> r.nextInt(10) == 0 ? 1 : 0)).as("ties").isGreaterThan(LEAST);
        assertThat(events((i, r) -> Math.exp(20 * r.nextDouble()))).as("heavy").isGreaterThan(LEAST);
        assertThat(events((i, r) -> 7)).as("constant").isGreaterThan(LEAST);
    }

    private static final ConformalDrift PATIENT = new ConformalDrift(new Feature.Number(32), 500, 100_000, 4);

    @Test
    void a_move_a_spread_and_a_crowding_are_found_soon_after_they_happen() {
        List<Value> changes = List.of(
                (i, r) -> r.nextDouble() + (i < 5000 ? 0 : 0.3),
                (i, r) -> r.nextDouble() - (i < 5000 ? 0 : 0.3),
                (i, r) -> (r.nextDouble() - 0.5) * (i < 5000 ? 1 : 2),
                (i, r) -> (r.nextDouble() - 0.5) * (i < 5000 ? 1 : 0.4),
                (i, r) -> i < 5000 || r.nextInt(5) > 0 ? r.nextDouble() : 0.37,
                (i, r) -> i < 5000 ? 7 : 6.9);
        for (Value change : changes) {
            Alarm alarm = first(PATIENT, 8000, change);
            assertThat(alarm).isNotNull();
            assertThat(alarm.time()).isBetween(5000L, 5500L);
            assertThat(alarm.onset()).isBetween(4800L, 5300L);
        }
    }

    @Test
    void the_alarm_names_the_ranges_that_moved() {
        Alarm alarm = first(PATIENT, 8000, (i, r) -> i < 4000 || r.nextInt(3) > 0 ? r.nextDouble() : 5);

        assertThat(alarm.moved().getFirst().what()).startsWith("> 0.9");
        assertThat(alarm.moved().getFirst().before()).isLessThan(0.1);
        assertThat(alarm.moved().getFirst().after()).isGreaterThan(0.2);
        assertThat(alarm.moved()).hasSize(5);
    }

    @Test
    void a_language_that_nobody_used_before_is_named() {
        SplittableRandom random = new SplittableRandom(2);
        ConformalDrift.State state = LANGUAGES.start();
        Alarm alarm = null;
        int i = 0;
        while (alarm == null && i < 6000) {
            String usual = random.nextInt(3) == 0 ? "en" : "zh";
            alarm = LANGUAGES.observe(state, language(i, i > 3000 && random.nextInt(5) == 0 ? "fa" : usual));
            i++;
        }
        assertThat(alarm).isNotNull();
        assertThat(alarm.moved().getFirst().what()).isEqualTo("* fa");
        assertThat(state.count()).isZero();
    }

    @Test
    void observations_without_the_attribute_or_a_finite_value_are_counted_and_change_nothing() {
        ConformalDrift.State texts = LANGUAGES.start();
        LANGUAGES.observe(texts, number(0, 1));
        LANGUAGES.observe(texts, language(0, "x".repeat(101)));
        ConformalDrift.State numbers = NUMBERS.start();
        NUMBERS.observe(numbers, number(0, Double.NaN));
        NUMBERS.observe(numbers, number(0, Double.POSITIVE_INFINITY));

        assertThat(texts.unusable()).isEqualTo(2);
        assertThat(numbers.unusable()).isEqualTo(2);
        assertThat(numbers.count()).isZero();
    }

    @Test
    void a_state_that_was_written_and_read_goes_on_as_if_it_had_not_been() throws IOException {
        for (int stop : new int[] {0, 300, 501, 2500}) {
            SplittableRandom random = new SplittableRandom(stop);
            ConformalDrift.State one = NUMBERS.start();
            ConformalDrift.State texts = LANGUAGES.start();
            for (int i = 0; i < stop; i++) {
                NUMBERS.observe(one, number(i, random.nextDouble()));
                LANGUAGES.observe(texts, language(i, "l" + random.nextInt(i < 500 ? 5 : 9)));
            }
            ConformalDrift.State two = NUMBERS.read(reading(bytes(one)));
            ConformalDrift.State textsToo = LANGUAGES.read(reading(bytes(texts)));
            for (int i = stop; i < stop + 2000; i++) {
                Observation next = number(i, random.nextDouble() + (i > 1500 ? 0.4 : 0));
                assertThat(NUMBERS.observe(two, next)).isEqualTo(NUMBERS.observe(one, next));
                Observation text = language(i, "l" + random.nextInt(i < 500 ? 5 : 9));
                assertThat(LANGUAGES.observe(textsToo, text)).isEqualTo(LANGUAGES.observe(texts, text));
            }
            assertThat(bytes(two)).isEqualTo(bytes(one));
            assertThat(bytes(textsToo)).isEqualTo(bytes(texts));
        }
    }

    @Test
    void bytes_that_are_no_state_are_refused() throws IOException {
        ConformalDrift.State state = NUMBERS.start();
        for (int i = 0; i < 700; i++) {
            NUMBERS.observe(state, number(i, i));
        }
        byte[] bytes = bytes(state);
        for (int at = 0; at < 400; at += 7) {
            byte[] broken = bytes.clone();
            broken[at] ^= (byte) 0x80;
            try {
                NUMBERS.read(reading(broken));
            } catch (IOException expected) {
                assertThat(expected).hasMessageStartingWith("not ");
            }
        }
        assertThatThrownBy(() -> LANGUAGES.read(reading(bytes))).isInstanceOf(IOException.class);
    }

    @Test
    void settings_outside_their_range_are_refused_with_the_number() {
        assertThatThrownBy(() -> new Feature.Number(1)).hasMessageContaining("not 1");
        assertThatThrownBy(() -> new Feature.Category("a", 257)).hasMessageContaining("257");
        assertThatThrownBy(() -> new ConformalDrift(new Feature.Number(4), 0, 1000, 1))
                .hasMessageContaining("not 0");
        assertThat(NUMBERS.guarantee()).isEqualTo(new Guarantee.RunLength(1000, Condition.EXCHANGEABLE));
    }
}
