package zhiheng.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CapTest {
    @Test
    void permits_write_the_caps_by_these_names_in_this_order() {
        assertThat(Arrays.stream(Cap.values()).map(Cap::id))
                .containsExactly(
                        "callsPerSecond",
                        "callsPerDay",
                        "usersPerDay",
                        "tokensPerCall",
                        "tokensPerDay",
                        "concurrentCalls");
        assertThat(PermitJson.write(Permit.open("bot", ZoneOffset.UTC)).replaceAll("\\s", ""))
                .contains(
                        "\"caps\":{\"callsPerSecond\":0,\"callsPerDay\":0,\"usersPerDay\":0,\"tokensPerCall\":0,\"tokensPerDay\":0,\"concurrentCalls\":0}");
    }

    @ParameterizedTest
    @EnumSource
    void a_figure_given_to_one_cap_is_that_caps_alone(Cap cap) {
        var caps = Caps.NONE.with(cap, 7);

        for (var other : Cap.values()) {
            assertThat(caps.of(other)).as(other.id()).isEqualTo(other == cap ? 7 : 0);
        }
        assertThat(caps.with(cap, 0)).isEqualTo(Caps.NONE);
        assertThat(Cap.of(cap.id())).isEqualTo(cap);
    }

    @Test
    void each_is_the_component_of_its_name() {
        var caps = new Caps(1, 2, 3, 4, 5, 6);

        assertThat(Arrays.stream(Cap.values()).map(caps::of)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(Cap.of("callsPerYear")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void the_highest_figure_is_taken_and_none_below_zero(Cap cap) {
        assertThat(Caps.NONE.with(cap, cap.most()).of(cap)).isEqualTo(cap.most());
        assertThatThrownBy(() -> Caps.NONE.with(cap, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_cannot_be_counted_is_not_taken() {
        assertThatThrownBy(() -> Caps.NONE.with(Cap.USERS_PER_DAY, Cap.USERS_PER_DAY.most() + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Caps.NONE.with(Cap.CALLS_PER_SECOND, 1L << 31))
                .isInstanceOf(ArithmeticException.class);
    }
}
