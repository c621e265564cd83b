package zhiheng.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import zhiheng.base.testing.MovableClock;

class IdsTest {
    @Test
    void ids_made_one_after_the_other_sort_so_even_within_a_millisecond_and_when_the_clock_goes_back() {
        var clock = new MovableClock(Instant.parse("2026-11-29T00:00:00Z"));
        var ids = new Ids(clock);

        var made = Stream.generate(() -> {
                    clock.pass(Duration.ofMillis(-1));
                    return ids.next();
                })
                .limit(2_000)
                .toList();

        assertThat(made).isSorted().doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]{32}"));
    }
}
