package zhiheng.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RetryPauseTest {
    private static final int CALLS = 4_000;
    private static final int PARTS = 10;

    private static long bound(int attempt) {
        return Forwarder.FIRST_PAUSE_MILLIS << Math.min(attempt, Forwarder.MOST_DOUBLINGS);
    }

    @Property
    void a_pause_is_never_nothing_and_never_over_a_bound_that_doubles_and_then_stays(
            @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int attempt, @ForAll long seed) {
        assertThat(Forwarder.pauseMillis(attempt, new Random(seed))).isBetween(1L, bound(attempt));
        assertThat(bound(attempt)).isLessThanOrEqualTo(1280);
    }

    /** Of calls that failed at the same moment, each tenth of the time gets about a tenth: within six standard deviations. */
    @Property(tries = 50)
    void calls_that_fail_together_come_back_spread_over_all_of_the_time(
            @ForAll @IntRange(min = 1, max = 10) int attempt, @ForAll long seed) {
        var random = new Random(seed);
        var parts = new int[PARTS];
        for (int i = 0; i < CALLS; i++) {
            parts[(int) ((Forwarder.pauseMillis(attempt, random) - 1) * PARTS / bound(attempt))]++;
        }
        double fair = (double) CALLS / PARTS;
        double deviation = Math.sqrt(fair * (1 - 1.0 / PARTS));
        for (int part : parts) {
            assertThat((double) part).isBetween(fair - 6 * deviation, fair + 6 * deviation);
        }
    }
}
