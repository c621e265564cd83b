package zhiheng.server.rooms.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import zhiheng.server.rooms.traffic.Traffic.Span;
import zhiheng.server.rooms.traffic.Traffic.Stretch;

/** Counts of calls put together, and how long calls took as counted steps tell it. */
class TrafficTest {
    private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");

    private static Stretch counted(long[] micros) {
        var counts = new HashMap<String, Long>();
        for (long took : micros) {
            counts.merge(LatencyStep.PREFIX + LatencyStep.of(took), 1L, Long::sum);
        }
        return new Stretch(START, counts);
    }

    @Property(tries = 200)
    void the_time_that_a_share_of_calls_took_at_most_is_known_within_a_step(
            @ForAll @Size(min = 1, max = 50) List<@LongRange(min = 100, max = 1_000_000_000L) Long> micros,
            @ForAll @IntRange(min = 1, max = 99) int percent) {
        var sorted = micros.stream().mapToLong(Long::longValue).sorted().toArray();
        double told = Traffic.quantile(counted(sorted), percent / 100.0) * 1000;
        long exact = sorted[(int) Math.ceil(percent / 100.0 * sorted.length) - 1];
        assertThat(told).isBetween(exact / 1.26, exact * 1.26);
    }

    @Property(tries = 200)
    void more_of_the_calls_took_no_less_time(
            @ForAll @Size(min = 1, max = 30) List<@LongRange(min = 1, max = 2_000_000_000L) Long> micros) {
        var stretch = counted(micros.stream().mapToLong(Long::longValue).toArray());
        var quantiles = IntStream.rangeClosed(1, 100)
                .mapToDouble(p -> Traffic.quantile(stretch, p / 100.0))
                .toArray();
        assertThat(quantiles).isSorted();
    }

    @Property(tries = 200)
    void a_time_lies_within_the_step_that_counts_it(@ForAll @LongRange(min = 100, max = 1_000_000_000L) long micros) {
        int step = LatencyStep.of(micros);
        assertThat(LatencyStep.millis(step, 0)).isLessThanOrEqualTo(micros / 1000.0 * 1.0000001);
        assertThat(LatencyStep.millis(step, 1)).isGreaterThanOrEqualTo(micros / 1000.0 * .9999999);
    }

    @Test
    void what_is_faster_or_slower_than_any_step_is_counted_in_the_last_one() {
        assertThat(LatencyStep.of(0)).isZero();
        assertThat(LatencyStep.of(-5)).isZero();
        assertThat(LatencyStep.of(Long.MAX_VALUE)).isEqualTo(LatencyStep.COUNT - 1);
    }

    @Test
    void where_no_call_passed_no_time_is_told() {
        assertThat(Traffic.quantile(new Stretch(START, Map.of("refused", 3L)), .5))
                .isNaN();
    }

    @Property(tries = 200)
    void fewer_longer_stretches_count_the_same_calls(
            @ForAll @Size(min = 1, max = 200) List<@IntRange(max = 9) Integer> calls,
            @ForAll @IntRange(min = 1, max = 150) int most) {
        var stretches = IntStream.range(0, calls.size())
                .mapToObj(i -> new Stretch(START.plus(Duration.ofMinutes(i)), Map.of("passed", (long) calls.get(i))))
                .toList();
        var traffic = new Traffic(Span.HOUR, stretches);
        var fewer = traffic.inAtMost(most);
        assertThat(fewer.stretches()).hasSizeLessThanOrEqualTo(most);
        assertThat(fewer.total()).isEqualTo(traffic.total());
        assertThat(fewer.stretches().stream().map(Stretch::start)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void names_come_the_most_frequent_first_and_equals_by_name() {
        var traffic = new Traffic(
                Span.HOUR,
                List.of(
                        new Stretch(START, Map.of("kind:b", 2L, "kind:a", 1L, "clause:x", 9L)),
                        new Stretch(START.plusSeconds(60), Map.of("kind:a", 1L, "kind:c", 7L))));
        assertThat(traffic.names("kind:")).containsExactly("c", "a", "b");
    }

    @Test
    void a_span_begins_on_a_whole_step_and_ends_with_the_present_one() {
        for (var span : Arrays.asList(Span.values())) {
            var now = Instant.parse("2026-11-24T08:03:17Z");
            var begin = span.begin(now);
            assertThat(begin.getEpochSecond() % span.step().toSeconds())
                    .as("%s", span)
                    .isZero();
            var end = begin.plus(span.step().multipliedBy(span.steps));
            assertThat(now).isBetween(end.minus(span.step()), end);
        }
    }
}
