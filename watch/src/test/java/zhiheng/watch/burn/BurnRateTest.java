package zhiheng.watch.burn;

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
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.watch.Alarm;
import zhiheng.watch.Guarantee;

class BurnRateTest {
    private static final long SECOND = 1000;
    private static final long HOUR = 3600 * SECOND;
    private static final long DAY = 24 * HOUR;
    private static final long START = 1_800_000_000_000L;

    private final BurnRate objective = BurnRate.standard(0.999);
    private final BurnState state = objective.start();
    private final SplittableRandom random = new SplittableRandom(1);

    /** One event every so many milliseconds. */
    private List<Alarm> feed(double rate, long from, long until, long every) {
        var alarms = new ArrayList<Alarm>();
        for (long time = from; time < until; time += every) {
            Alarm alarm = objective.add(state, time, random.nextDouble() < rate ? 1 : 0, 1);
            if (alarm != null) {
                alarms.add(alarm);
            }
        }
        return alarms;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.9, 0.99, 0.999, 0.9999, 0.99999})
    void one_failure_in_three_requests_alarms_nobody(double share) {
        var strict = BurnRate.standard(share);
        var fresh = strict.start();
        assertThat(strict.add(fresh, START, 0, 1)).isNull();
        assertThat(strict.add(fresh, START + SECOND, 1, 1)).isNull();
        assertThat(strict.add(fresh, START + 2 * SECOND, 0, 1)).isNull();
    }

    @Test
    void keeping_the_objective_alarms_nobody() {
        assertThat(feed(0.0007, START, START + 6 * DAY, SECOND)).isEmpty();
    }

    @Test
    void failures_twenty_times_too_fast_page_within_the_hour() {
        feed(0.0005, START, START + 3 * HOUR, SECOND / 4);

        var alarms = feed(0.05, START + 3 * HOUR, START + 4 * HOUR, SECOND / 4);

        var page = alarms.stream()
                .filter(a -> a.moved().getFirst().what().equals("page PT1H"))
                .findFirst()
                .orElseThrow();
        assertThat(page.time()).isLessThan(START + 3 * HOUR + HOUR / 2);
        assertThat(page.onset()).isBetween(START + 3 * HOUR - 5 * 60 * SECOND, START + 3 * HOUR + 5 * 60 * SECOND);
        assertThat(page.statistic()).isGreaterThan(page.threshold());
        assertThat(page.before().estimate()).isCloseTo(0.001, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(page.after().low()).isGreaterThan(0.01);
        assertThat(page.moved().get(1).what()).isEqualTo("page PT5M");
    }

    @Test
    void a_slow_burn_is_for_a_ticket_not_a_page() {
        var alarms = feed(0.003, START, START + 3 * DAY, SECOND);

        assertThat(alarms)
                .isNotEmpty()
                .allSatisfy(a -> assertThat(a.moved().getFirst().what()).isEqualTo("ticket PT72H"));
    }

    @Test
    void an_alarm_is_given_once_and_again_only_after_recovery() {
        assertThat(pages(feed(0.1, START, START + HOUR, SECOND))).isEqualTo(1);
        assertThat(pages(feed(0.1, START + HOUR, START + 2 * HOUR, SECOND))).isZero();
        feed(0, START + 2 * HOUR, START + 3 * HOUR, SECOND);
        assertThat(pages(feed(0.1, START + 3 * HOUR, START + 4 * HOUR, SECOND))).isEqualTo(1);
    }

    private static long pages(List<Alarm> alarms) {
        return alarms.stream()
                .filter(a -> a.moved().getFirst().what().equals("page PT1H"))
                .count();
    }

    @Test
    void failures_that_have_stopped_alarm_nobody_though_the_long_window_still_holds_them() {
        var hour = new BurnRate(0.999, List.of(new BurnWindow(Duration.ofHours(1), 14.4, BurnWindow.Urgency.PAGE)));
        var fresh = hour.start();
        for (int i = 0; i < 2; i++) { // too few failures for an alarm
            hour.add(fresh, START + i, 1, 1);
        }
        for (int i = 0; i < 10; i++) {
            hour.add(fresh, START + HOUR / 2 + i, 0, 1);
        }
        assertThat(hour.add(fresh, START + 1, 1, 1)).isNull(); // comes late: the third, long ago
        assertThat(fresh.statistic()).isGreaterThan(1);
    }

    @Test
    void shares_of_many_events_count_as_those() {
        var single = BurnRate.standard(0.99);
        var one = single.start();
        assertThat(single.add(one, START, 0.5, 1000)).isNotNull();
        assertThat(one.count()).isOne();
    }

    @Test
    void late_observations_are_counted_where_they_belong() {
        feed(0, START, START + HOUR, SECOND);
        double before = state.statistic();
        objective.add(state, START + HOUR - 600 * SECOND, 1, 1);
        assertThat(state.statistic()).isGreaterThan(before);
        assertThat(state.setAside()).isZero();
    }

    @Test
    void one_wrong_time_does_not_empty_the_windows() {
        feed(0.01, START, START + HOUR, SECOND);
        double before = state.statistic();
        for (long wrong : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 0, START + 400 * DAY}) {
            assertThat(objective.add(state, wrong, 1, 1)).isNull();
            objective.add(state, START + HOUR, 0, 1);
        }
        assertThat(state.setAside()).isEqualTo(4);
        assertThat(state.statistic()).isCloseTo(before, org.assertj.core.api.Assertions.withinPercentage(5));
    }

    @Test
    void a_clock_that_was_set_back_or_a_long_gap_begins_anew() {
        feed(0.5, START, START + HOUR, SECOND);
        for (long moved : new long[] {START - 30 * DAY, START + 30 * DAY}) {
            for (int i = 0; i < 3; i++) {
                objective.add(state, moved + i, 0, 1);
            }
            assertThat(state.statistic()).isZero();
            assertThat(pages(feed(0.5, moved, moved + HOUR, SECOND))).isOne();
        }
        assertThat(state.setAside()).isEqualTo(4);
    }

    @Property(tries = 100)
    void a_state_written_and_read_goes_on_alike(@ForAll long seed) throws IOException {
        var draw = new SplittableRandom(seed);
        var original = objective.start();
        random(original, draw, 300);
        byte[] bytes = bytes(original);

        var copy = objective.read(new DataInputStream(new ByteArrayInputStream(bytes)));

        assertThat(bytes(copy)).isEqualTo(bytes);
        assertThat(bytes.length).isLessThan(2600);
        long next = draw.nextLong();
        assertThat(random(copy, new SplittableRandom(next), 300))
                .isEqualTo(random(original, new SplittableRandom(next), 300));
        assertThat(bytes(copy)).isEqualTo(bytes(original));
    }

    private List<Alarm> random(BurnState to, SplittableRandom draw, int count) {
        var alarms = new ArrayList<Alarm>();
        for (int i = 0; i < count; i++) {
            long time = START + draw.nextLong(2 * DAY);
            Alarm alarm = objective.add(to, time, draw.nextInt(20) == 0 ? 1 : 0, 1 + draw.nextInt(3));
            if (alarm != null) {
                alarms.add(alarm);
            }
        }
        return alarms;
    }

    private static byte[] bytes(BurnState state) throws IOException {
        var out = new ByteArrayOutputStream();
        state.write(new DataOutputStream(out));
        return out.toByteArray();
    }

    @Test
    void what_is_no_share_of_events_is_left_out_and_counted() {
        objective.add(state, START, Double.NaN, 1);
        objective.add(state, START, 2, 1);
        objective.add(state, START, 1, 0);
        assertThat(state.rejected()).isEqualTo(3);
        assertThat(state.count()).isZero();
    }

    @Test
    void windows_that_could_never_alarm_are_refused() {
        assertThatThrownBy(() -> new BurnRate(0.9, BurnWindow.STANDARD)).hasMessageContaining("factor 14.4");
        assertThatThrownBy(() -> new BurnRate(1, BurnWindow.STANDARD)).hasMessageContaining("objective 1.0");
        assertThatThrownBy(() -> new BurnRate(0.99, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BurnWindow(Duration.ZERO, 1, BurnWindow.Urgency.PAGE))
                .hasMessageContaining("length");
        assertThat(objective.guarantee()).isEqualTo(new Guarantee.None());
    }
}
