package zhiheng.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** However gateways ask, use, give back, lose answers and die, what is used of a cap is never more than it. */
class SliceTest {
    private record Gateway(long limit, long used, long granted) {}

    private static Slice.Others others(HashMap<Integer, Gateway> all, int but) {
        long granted = 0;
        long used = 0;
        for (var e : all.entrySet()) {
            if (e.getKey() != but) {
                granted += e.getValue().granted();
                used += e.getValue().used();
            }
        }
        return new Slice.Others(granted, used, all.size() - (all.containsKey(but) ? 1 : 0));
    }

    @Property(tries = 300)
    void what_is_used_never_passes_the_cap(
            @ForAll @LongRange(min = 1, max = 2_000) long cap,
            @ForAll @IntRange(min = 1, max = 12) int gateways,
            @ForAll long seed) {
        var random = new Random(seed);
        var all = new HashMap<Integer, Gateway>();
        for (int step = 0; step < 400; step++) {
            int who = random.nextInt(gateways);
            var g = all.getOrDefault(who, new Gateway(0, 0, 0));
            if (random.nextInt(3) > 0) { // calls
                long uses = Math.min(g.limit() - g.used(), random.nextInt(40));
                all.put(who, new Gateway(g.limit(), g.used() + Math.max(0, uses), g.granted()));
            } else { // an ask, whose answer may be lost
                long wanted = Math.min(cap, g.used() + random.nextInt(200));
                long held = Math.min(g.limit(), Math.max(wanted, g.used()));
                var line = new Stated.Line(Cap.CALLS_PER_DAY, held, g.used(), wanted);
                var slice = Slice.of(cap, g.granted(), others(all, who), line);
                boolean lost = random.nextInt(10) == 0;
                all.put(who, new Gateway(lost ? held : slice.granted(), g.used(), slice.granted()));
            }
            assertThat(all.values().stream().mapToLong(Gateway::used).sum()).isLessThanOrEqualTo(cap);
            assertThat(all.values().stream().mapToLong(Gateway::granted).sum()).isLessThanOrEqualTo(cap);
        }
    }

    @Test
    void a_gateway_that_says_to_hold_what_it_was_never_granted_is_not_believed() {
        var line = new Stated.Line(Cap.CALLS_PER_DAY, 1_000, 0, 1_000);
        assertThat(Slice.of(100, 10, new Slice.Others(90, 0, 1), line).granted())
                .isEqualTo(10);
    }

    @Test
    void the_last_call_of_a_cap_is_granted_and_then_no_more() {
        var line = new Stated.Line(Cap.CALLS_PER_DAY, 0, 0, 8);
        assertThat(Slice.of(100, 0, new Slice.Others(99, 99, 7), line)).isEqualTo(new Slice(1, true, false));
        assertThat(Slice.of(100, 0, new Slice.Others(100, 100, 7), line)).isEqualTo(new Slice(0, true, true));
    }
}
