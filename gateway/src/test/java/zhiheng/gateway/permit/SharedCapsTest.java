package zhiheng.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import zhiheng.gateway.Ask;

/** A gateway of a fleet uses what it was granted and no more, and gives back what it does not need. */
class SharedCapsTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Ask ASK = new Ask("m", null, null, -1, null, 0, List.of());

    private final Permits permits = Permits.elsewhere(Clock.systemUTC());

    private void adopt(Caps caps) {
        permits.adopt(
                new Permit("bot", 1, PermitState.OPEN, caps, Scope.anywhere(ZONE), Terms.DEFAULT, null, Map.of()));
    }

    private Decision decide() {
        return permits.decide("bot", ASK);
    }

    private void grant(Cap cap, long most, long nanos) {
        permits.grant(
                "bot",
                new Share(LocalDate.now(ZONE), Map.of(cap, most), Set.of(), Set.of(), System.nanoTime() + nanos));
    }

    @Test
    void without_a_share_no_call_passes_and_one_is_asked_for() {
        var asked = new AtomicInteger();
        permits.whenShort(asked::incrementAndGet);
        adopt(Caps.NONE.with(Cap.CALLS_PER_DAY, 100));
        assertThat(decide())
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        r -> assertThat(r.retryAfterSeconds()).isEqualTo(1));
        assertThat(asked).hasValue(1);
    }

    @Test
    void what_is_not_capped_needs_no_share() {
        adopt(Caps.NONE);
        assertThat(decide()).isInstanceOf(Decision.Pass.class);
        assertThat(permits.state("bot")).isNull();
    }

    @Test
    void a_share_of_the_day_is_used_up_and_no_further() {
        adopt(Caps.NONE.with(Cap.CALLS_PER_DAY, 100));
        grant(Cap.CALLS_PER_DAY, 3, -1);
        for (int i = 0; i < 3; i++) {
            assertThat(decide()).isInstanceOf(Decision.Pass.class);
        }
        assertThat(decide()).isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void what_is_given_back_is_not_used_again() {
        adopt(Caps.NONE.with(Cap.CALLS_PER_DAY, 1_000_000));
        grant(Cap.CALLS_PER_DAY, 500_000, 0);
        decide();
        var stated = permits.state("bot");
        assertThat(stated).isNotNull();
        var line = stated.lines().getFirst();
        assertThat(line).isEqualTo(new Stated.Line(Cap.CALLS_PER_DAY, 9, 1, 9));
        int passed = 0;
        while (decide() instanceof Decision.Pass) {
            passed++;
        }
        assertThat(passed).isEqualTo(8);
    }

    @Test
    void calls_at_once_end_with_the_time_of_their_share() {
        adopt(Caps.NONE.with(Cap.CONCURRENT_CALLS, 10));
        grant(Cap.CONCURRENT_CALLS, 2, 60_000_000_000L);
        assertThat(decide()).isInstanceOf(Decision.Pass.class);
        grant(Cap.CONCURRENT_CALLS, 2, -1);
        assertThat(decide()).isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void a_permit_with_other_caps_gives_up_what_was_granted_under_the_old_ones() {
        adopt(Caps.NONE.with(Cap.CALLS_PER_DAY, 1_000));
        grant(Cap.CALLS_PER_DAY, 500, 0);
        decide();
        adopt(Caps.NONE.with(Cap.CALLS_PER_DAY, 10));
        assertThat(decide()).isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void where_a_cap_is_scarce_who_is_idle_holds_nothing() {
        adopt(Caps.NONE.with(Cap.CALLS_PER_DAY, 1_000));
        permits.grant(
                "bot",
                new Share(
                        LocalDate.now(ZONE),
                        new HashMap<>(Map.of(Cap.CALLS_PER_DAY, 8L)),
                        Set.of(Cap.CALLS_PER_DAY),
                        Set.of(),
                        0));
        assertThat(permits.state("bot").lines().getFirst().held()).isZero();
    }

    @Test
    void a_gateway_that_is_cut_off_lets_no_state_be_freer_than_its_floor() {
        adopt(Caps.NONE);
        permits.atLeast(() -> PermitState.STOPPED);
        assertThat(decide()).isInstanceOf(Decision.Refuse.class);
        assertThat(permits.stateNow("bot")).isEqualTo(PermitState.STOPPED);
        permits.atLeast(() -> PermitState.OPEN);
        assertThat(decide()).isInstanceOf(Decision.Pass.class);
    }
}
