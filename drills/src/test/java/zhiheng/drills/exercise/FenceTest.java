package zhiheng.drills.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;
import zhiheng.drills.exercise.Fence.Cover;

class FenceTest {
    private static final Instant FROM = Samples.T0;
    private static final Instant UNTIL = FROM.plusSeconds(600);
    private static final Fence FENCE = new Fence(Set.of("sandboxed"), FROM, UNTIL);
    private static final Cover GOOD = new Cover(Set.of("drill"), UNTIL, "sandboxed", true);

    @Test
    void a_sandboxed_system_with_a_drill_permit_its_own_key_and_the_stand_in_is_let_in() {
        assertThatCode(() -> FENCE.admit("sandboxed", FROM, GOOD)).doesNotThrowAnyException();
    }

    @Test
    void each_way_out_is_shut() {
        out("is not in this drill", "production", FROM, GOOD);
        out("not the time", "sandboxed", UNTIL, GOOD);
        out("not the time", "sandboxed", FROM.minusMillis(1), GOOD);
        out("real users", "sandboxed", FROM, new Cover(Set.of(), UNTIL, "sandboxed", true));
        out("real users", "sandboxed", FROM, new Cover(Set.of("drill", "support"), UNTIL, "sandboxed", true));
        out("does not end", "sandboxed", FROM, new Cover(Set.of("drill"), null, "sandboxed", true));
        out("does not end", "sandboxed", FROM, new Cover(Set.of("drill"), UNTIL.plusSeconds(1), "sandboxed", true));
        out("not that system's", "sandboxed", FROM, new Cover(Set.of("drill"), UNTIL, "production", true));
        out("not that system's", "sandboxed", FROM, new Cover(Set.of("drill"), UNTIL, null, true));
        out("real model", "sandboxed", FROM, new Cover(Set.of("drill"), UNTIL, "sandboxed", false));
    }

    private static void out(String said, String system, Instant now, Cover cover) {
        assertThatThrownBy(() -> FENCE.admit(system, now, cover))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(said);
    }

    @Test
    void a_fence_around_nothing_is_none() {
        assertThatThrownBy(() -> new Fence(Set.of(), FROM, UNTIL)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Fence(Set.of("a"), UNTIL, FROM)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Whatever the state of a system: let in means every one of the six conditions holds. */
    @Property(tries = 500)
    void nothing_is_let_in_unless_all_holds(
            @ForAll boolean inside,
            @ForAll @IntRange(min = -5, max = 15) int minute,
            @ForAll @IntRange(min = 0, max = 2) int purposes,
            @ForAll @IntRange(min = 0, max = 20) int expires,
            @ForAll boolean key,
            @ForAll boolean standIn) {
        var now = FROM.plusSeconds(60L * minute);
        var cover = new Cover(
                purposes == 0 ? Set.of("drill") : purposes == 1 ? Set.of() : Set.of("drill", "x"),
                expires == 20 ? null : FROM.plusSeconds(60L * expires),
                key ? "sandboxed" : "production",
                standIn);
        boolean all = inside && minute >= 0 && minute < 10 && purposes == 0 && expires <= 10 && key && standIn;
        boolean let;
        try {
            FENCE.admit(inside ? "sandboxed" : "production", now, cover);
            let = true;
        } catch (Refusal e) {
            let = false;
        }
        assertThat(let).isEqualTo(all);
    }
}
