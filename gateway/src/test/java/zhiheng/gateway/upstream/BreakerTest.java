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
    void fewerFailuresThanTheThreshold_keepNobodyAway_andASuccessForgetsThem() {
        for (int round = 0; round < 10; round++) {
            fails(Breaker.FAILURES - 1, 0);
            assertThat(breaker.admits(0)).isTrue();
            breaker.succeeded();
        }
    }

    @Test
    void afterAsManyFailuresInARow_nobodyGoesThereForASecond_thenOneAtATime() {
        fails(Breaker.FAILURES, 0);
        assertThat(breaker.admits(999)).isFalse();
        assertThat(breaker.admits(1_000)).isTrue();
        assertThat(breaker.admits(1_000)).as("while one tries").isFalse();
        breaker.succeeded();
        assertThat(breaker.admits(1_000)).isTrue();
        assertThat(breaker.admits(1_000)).isTrue();
    }

    @Test
    void everyTryThatFails_doublesThePause_upToAMinute() {
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
    void onceItIsWellAgain_theNextTroubleBeginsWithASecondAgain() {
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
    void whateverHappened_aMinuteLaterSomebodyMayTry(
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
