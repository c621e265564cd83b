package zhiheng.server.rooms.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import zhiheng.packs.LegalDays;

/** One comparison of text finds what is past by the clock of each law. */
class DayKeyTest {
    private static final Map<String, ZoneId> ZONES = Map.of(
            "cn", ZoneId.of("Asia/Shanghai"),
            "kr", ZoneId.of("Asia/Seoul"),
            "in", ZoneId.of("Asia/Kolkata"),
            "eu", ZoneId.of("Europe/Brussels"),
            "ny", ZoneId.of("America/New_York"),
            "co", ZoneId.of("America/Denver"),
            "ca", ZoneId.of("America/Los_Angeles"));

    @Test
    void a_key_is_the_day_and_when_it_ends_there() {
        var day = LocalDate.parse("2026-12-31");
        assertThat(DayKey.of(day, ZoneId.of("Asia/Shanghai"))).isEqualTo("2026-12-31T1600");
        assertThat(DayKey.of(day, ZoneId.of("Asia/Kolkata"))).isEqualTo("2026-12-31T1830");
        assertThat(DayKey.of(day, ZoneId.of("America/New_York"))).isEqualTo("2026-12-31T2900");
        assertThat(DayKey.day("2026-12-31T2900")).isEqualTo(day);
        assertThat(DayKey.day("2026-12-31")).as("as an older version wrote it").isEqualTo(day);
    }

    @Property(tries = 2000)
    void before_the_bound_lies_what_is_past_by_its_own_law_and_nothing_else(
            @ForAll @LongRange(min = 1_750_000_000L, max = 1_900_000_000L) long second,
            @ForAll @IntRange(min = -3, max = 3) int off,
            @ForAll @IntRange(min = 0, max = 40) int ahead) {
        var now = LegalDays.at(Instant.ofEpochSecond(second), ZoneOffset.UTC, ZONES);
        for (var days : List.of(now, now.plusDays(ahead), LegalDays.on(now.day()))) {
            var bound = DayKey.bound(days);
            ZONES.forEach((law, zone) -> {
                var due = days.day().plusDays(off);
                assertThat(DayKey.of(due, zone).compareTo(bound) < 0)
                        .as("%s of %s at %s", due, law, days)
                        .isEqualTo(due.isBefore(days.of(law)));
            });
        }
    }

    @Property(tries = 500)
    void the_state_of_the_days_grows_at_each_midnight_and_never_falls(
            @ForAll @LongRange(min = 1_750_000_000L, max = 1_900_000_000L) long second,
            @ForAll @IntRange(min = 0, max = 200_000) int later) {
        var one = LegalDays.at(Instant.ofEpochSecond(second), ZoneOffset.UTC, ZONES);
        var other = LegalDays.at(Instant.ofEpochSecond(second + later), ZoneOffset.UTC, ZONES);
        assertThat(Integer.signum(DayKey.state(one).compareTo(DayKey.state(other))))
                .isEqualTo(other.after(one) ? -1 : 0);
        assertThat(DayKey.state(one)).isGreaterThan("1970-01-01");
    }
}
