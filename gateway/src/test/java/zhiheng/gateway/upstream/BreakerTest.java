package zhiheng.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private final Breaker breaker = new Breaker();

    private void fails(int times, long now) {
        for (int i = 0; i < times; i++) {
            assertThat(breaker.admits(now)).isTrue();
            breaker.failed(now);
        }
    }

    @Test
    void fewer_failures_than_the_threshold_keep_nobody_away_and_a_success_forgets_them() {
        for (int round = 0; round < 10; round++) {
            fails(Breaker.FAILURES - 1, 0);
            assertThat(breaker.admits(0)).isTrue();
            breaker.succeeded();
        }
    }

    @Test
    void after_as_many_failures_in_a_row_nobody_goes_there_for_a_second_then_one_at_a_time() {
        fails(Breaker.FAILURES, 0);
        assertThat(breaker.admits(999)).isFalse();
        assertThat(breaker.admits(1_000)).isTrue();
        assertThat(breaker.admits(1_000)).as("while one tries").isFalse();
        breaker.succeeded();
        assertThat(breaker.admits(1_000)).isTrue();
        assertThat(breaker.admits(1_000)).isTrue();
    }

    @Test
    void every_try_that_fails_doubles_the_pause_up_to_a_minute() {
        fails(Breaker.FAILURES, 0);
        long now = 0;
        for (long pause : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThat(breaker.admits(now + 1_000 * pause - 1))
                    .as("before %d s", pause)
                    .isFalse();
            now += 1_000 * pause;
            assertThat(breaker.admits(now)).as("after %d s", pause).isTrue();
            breaker.failed(now);
        }
    }

    @Test
    void once_it_is_well_again_the_next_trouble_begins_with_a_second_again() {
        fails(Breaker.FAILURES, 0);
        assertThat(breaker.admits(1_000)).isTrue();
        breaker.failed(1_000);
        assertThat(breaker.admits(3_000)).isTrue();
        breaker.succeeded();
        fails(Breaker.FAILURES, 3_000);
        assertThat(breaker.admits(3_999)).isFalse();
        assertThat(breaker.admits(4_000)).isTrue();
    }

    @Property
    void whatever_happened_a_minute_later_somebody_may_try(
            @ForAll boolean[] outcomes, @ForAll @IntRange(max = 3_000) int step) {
        var breaker = new Breaker();
        long now = 0;
        for (boolean well : outcomes) {
            now += step;
            if (breaker.admits(now)) {
                if (well) {
                    breaker.succeeded();
                } else {
                    breaker.failed(now);
                }
            }
        }
        assertThat(breaker.admits(now + 60_000)).isTrue();
    }
}
