package zhiheng.server.rooms.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class QuietTest {
    private static LocalTime minute(int of) {
        return LocalTime.MIDNIGHT.plusMinutes(of);
    }

    private static Choice choice(Quiet quiet, boolean urgentPasses, String zone) {
        return new Choice(true, "a@b.example", true, "en", ZoneId.of(zone), 8, quiet, urgentPasses, 7, 1);
    }

    /** Counted minute by minute from the one to the other, as a person would on the clock. */
    @Property
    void hours_are_quiet_from_the_one_up_to_the_other_also_over_midnight(
            @ForAll @IntRange(max = 1439) int from,
            @ForAll @IntRange(max = 1439) int length,
            @ForAll @IntRange(max = 1439) int at) {
        var quiet = new Quiet(minute(from), minute(from + length));
        boolean counted = (at - from + 1440) % 1440 < length;
        assertThat(quiet.holds(minute(at))).isEqualTo(counted);
        assertThat(quiet.none()).isEqualTo(length == 0);
    }

    @Test
    void the_digest_waits_for_its_hour_and_for_the_end_of_quiet_hours_in_the_readers_zone() {
        var choice = choice(new Quiet(LocalTime.of(22, 0), LocalTime.of(9, 30)), false, "Asia/Shanghai");
        assertThat(choice.digestNow(Instant.parse("2026-12-01T00:30:00Z")))
                .as("08:30, quiet")
                .isFalse();
        assertThat(choice.digestNow(Instant.parse("2026-12-01T01:30:00Z")))
                .as("09:30")
                .isTrue();
        assertThat(choice.digestNow(Instant.parse("2026-12-01T14:00:00Z")))
                .as("22:00, quiet")
                .isFalse();
        var early = choice(Quiet.NONE, false, "Asia/Shanghai");
        assertThat(early.digestNow(Instant.parse("2026-11-30T23:59:59Z")))
                .as("07:59")
                .isFalse();
        assertThat(early.digestNow(Instant.parse("2026-12-01T00:00:00Z")))
                .as("08:00")
                .isTrue();
    }

    @Test
    void what_is_urgent_passes_where_the_reader_lets_it() {
        var night = Instant.parse("2026-12-01T20:00:00Z");
        var quiet = new Quiet(LocalTime.of(22, 0), LocalTime.of(7, 0));
        assertThat(choice(quiet, true, "Europe/Paris").urgentNow(night)).isTrue();
        assertThat(choice(quiet, false, "Europe/Paris").urgentNow(night))
                .as("21:00")
                .isTrue();
        assertThat(choice(quiet, false, "Europe/Paris").urgentNow(night.plusSeconds(3600)))
                .as("22:00")
                .isFalse();
    }

    /** On the day on which the clocks are put forward there is no 02:30, and the digest of 2 o'clock comes at 3. */
    @Test
    void an_hour_that_summer_time_leaves_out_loses_no_digest() {
        var choice = new Choice(true, "a@b.example", true, "en", ZoneId.of("Europe/Berlin"), 2, Quiet.NONE, true, 7, 1);
        assertThat(choice.digestNow(Instant.parse("2027-03-28T00:59:59Z")))
                .as("01:59:59")
                .isFalse();
        assertThat(choice.digestNow(Instant.parse("2027-03-28T01:00:00Z")))
                .as("03:00")
                .isTrue();
    }
}
