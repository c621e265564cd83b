package zhiheng.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import zhiheng.gateway.permit.Terms.Action;

class TermsAndCapsTest {
    private static Terms actions(Map<String, Action> actions) {
        var d = Terms.DEFAULT;
        return new Terms(
                d.explicitLabel(),
                true,
                "",
                Set.of(),
                actions,
                0,
                d.keepRecordDays(),
                d.whenStoreIsDown(),
                d.onAlert());
    }

    @ParameterizedTest
    @CsvSource({
        "pii,HOLD",
        "pii.email,MASK",
        "pii.email.work,MASK",
        "pii.emails,HOLD",
        "pi,NOTE",
        "piii,NOTE",
        "secret,NOTE",
        "secret.jwt,REFUSE"
    })
    void what_a_finding_leads_to_is_said_by_the_longest_of_its_beginnings(String kind, Action action) {
        var terms = actions(Map.of("pii", Action.HOLD, "pii.email", Action.MASK, "secret.jwt", Action.REFUSE));
        assertThat(terms.action(kind)).isEqualTo(action);
    }

    @Test
    void who_asks_may_say_what_follows_where_the_permit_is_silent() {
        assertThat(actions(Map.of()).action("tool.unknown", Action.REFUSE)).isEqualTo(Action.REFUSE);
        assertThat(actions(Map.of("tool", Action.NOTE)).action("tool.unknown", Action.REFUSE))
                .isEqualTo(Action.NOTE);
    }

    @Test
    void records_are_kept_for_six_months_unless_a_permit_says_otherwise() {
        assertThat(Terms.DEFAULT.keepRecordDays()).isEqualTo(184);
        assertThat(Terms.DEFAULT.keepContentDays()).isZero();
    }

    @Test
    void throttled_is_a_tenth_of_every_rate_and_never_nothing() {
        var throttled = new Caps(25, 1_000, 50, 600, 9, 3).throttled();
        assertThat(throttled).isEqualTo(new Caps(2, 100, 50, 600, 1, 1));
    }

    @Test
    void throttled_without_caps_is_one_call_a_second() {
        assertThat(Caps.NONE.throttled()).isEqualTo(new Caps(1, 0, 0, 0, 0, 0));
    }

    @Property(tries = 100)
    void throttling_only_ever_narrows(
            @ForAll @LongRange(min = 0, max = 1_000_000) long second,
            @ForAll @LongRange(min = 0, max = 1_000_000_000) long day,
            @ForAll @LongRange(min = 0, max = 1_000_000) long once) {
        var caps = new Caps((int) second, day, 7, 8, day / 2, (int) once);
        var throttled = caps.throttled();
        for (var cap : Cap.values()) {
            if (caps.of(cap) > 0) {
                assertThat(throttled.of(cap)).as(cap.id()).isBetween(1L, caps.of(cap));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_cap_is_set_and_the_others_stay(Cap cap) {
        var caps = new Caps(1, 2, 3, 4, 5, 6).with(cap, 99);
        for (var other : Cap.values()) {
            assertThat(caps.of(other)).isEqualTo(other == cap ? 99 : other.ordinal() + 1);
        }
        assertThat(Cap.of(cap.id())).isEqualTo(cap);
        assertThat(Caps.NONE.with(cap, cap.most()).of(cap)).isEqualTo(cap.most());
    }

    @Test
    void a_figure_that_cannot_be_counted_is_no_cap() {
        assertThatThrownBy(() -> Caps.NONE.with(Cap.CALLS_PER_SECOND, 1L << 31))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Caps.NONE.with(Cap.USERS_PER_DAY, 1_000_001)).hasMessageContaining("one by one");
        assertThat(Cap.of("callsPerWeek")).isNull();
    }

    /** Users are counted over restarts and in records of months: the number of a name must not change. */
    @Test
    void a_user_has_the_same_number_for_ever_and_another_in_every_system() {
        assertThat(Users.hash("bot", "ann")).isEqualTo(Users.hash("bot", "ann")).isEqualTo(ANN);
        assertThat(Users.hash("bat", "ann")).isNotEqualTo(ANN);
        assertThat(Users.hash("b", "otann")).isNotEqualTo(Users.hash("bo", "tann"));
    }

    private static final long ANN = 3111188133052984404L;
}
