package zhiheng.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import zhiheng.watch.Breaches.Breach;
import zhiheng.watch.rate.DeclaredRate;
import zhiheng.watch.rate.Direction;
import zhiheng.watch.rate.ShiftedRate;

class BreachesTest {
    private static List<Breach> watched(Detector<?> detector, int events, long seed, LongToDoubleFunction rate) {
        var watch = new Watch(List.of(new Monitor<>("m", "m", detector, Monitor.Counts.EVENTS)), Limits.DEFAULT);
        var breaches = new Breaches();
        var random = new SplittableRandom(seed);
        var found = new ArrayList<Breach>();
        for (int i = 0; i < events; i++) {
            var o = new Observation("s", "m", i, random.nextDouble() < rate.applyAsDouble(i) ? 1 : 0);
            breaches.taken(o);
            for (var alert : watch.take(o)) {
                var ended = breaches.alert(alert);
                if (ended != null) {
                    found.add(ended);
                }
            }
        }
        var last = breaches.end();
        if (last != null) {
            found.add(last);
        }
        return found;
    }

    @Test
    void a_limit_that_stays_broken_is_one_breach_with_updates() {
        var found = watched(new DeclaredRate(.25, 1e4), 1_300, 1, i -> i < 500 ? .2 : .55);
        assertThat(found).hasSize(1);
        var breach = found.getFirst();
        assertThat(breach.alarms()).isGreaterThan(10);
        assertThat(breach.updates()).hasSizeBetween(10, 20);
        var last = breach.updates().getLast();
        assertThat(last.sum() / last.events()).isBetween(.5, .6);
        assertThat(last.events()).isBetween(700.0, 850.0);
    }

    @Test
    void a_breach_that_ended_and_comes_again_is_a_second_one() {
        var found = watched(
                new DeclaredRate(.1, 1e4), 9_000, 2, i -> i > 1_000 && i < 1_300 || i > 6_000 && i < 6_300 ? .6 : .05);
        assertThat(found).hasSize(2);
    }

    @Test
    void a_fall_after_a_rise_is_another_breach() {
        var found = watched(new ShiftedRate(Direction.EITHER, 1e4), 6_000, 3, i -> i > 2_000 && i < 4_000 ? .6 : .2);
        assertThat(found).extracting(b -> b.first().alarm().direction()).containsExactly(1, -1);
    }
}
