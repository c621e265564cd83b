package zhiheng.watch.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import zhiheng.watch.alert.TimeInterval.Range;

class MatchingTest {
    @Test
    void a_missing_label_has_the_empty_value() {
        assertThat(Matcher.parse("a=\"\"").matches("")).isTrue();
        assertThat(Matcher.parse("a!=x").matches("")).isTrue();
        assertThat(Matcher.parse("a=~.+").matches("")).isFalse();
        assertThat(Matcher.parse("a!~x.*").matches("")).isTrue();
    }

    @Test
    void an_expression_matches_the_whole_value_and_a_dot_no_line_feed() {
        assertThat(Matcher.parse("a=~b").matches("abc")).isFalse();
        assertThat(Matcher.parse("a=~x|y").matches("y")).isTrue();
        assertThat(Matcher.parse("a=~\"a.b\"").matches("a\nb")).isFalse();
        assertThat(Matcher.parse("a=~\"a.b\"").matches("a\u2028b")).isTrue();
    }

    @Property(tries = 200)
    void what_is_written_is_read_again(@ForAll String value) {
        var printable = value.codePoints()
                .filter(c -> c >= 0x20 && c != 0x7F || c == '\n' || c == '\t' || c == '\r')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        var matcher = Matcher.of("name", Matcher.Op.NOT_EQUAL, printable);
        assertThat(Matcher.parse(matcher.toString())).isEqualTo(matcher);
    }

    @Test
    void what_cannot_be_read_says_how_to_write_it() {
        assertThatThrownBy(() -> Matcher.parse("a")).hasMessageContaining("name=value");
        assertThatThrownBy(() -> Matcher.parse("a=\"b")).hasMessageContaining("no closing quote");
        assertThatThrownBy(() -> Matcher.parse("a=\"b\\q\"")).hasMessageContaining("no escape");
        assertThatThrownBy(() -> Matcher.parse("a=~" + "x".repeat(1_001))).hasMessageContaining("at most 1000");
    }

    @Test
    void a_day_begins_where_the_interval_says() {
        var shanghai = ZoneId.of("Asia/Shanghai");
        var office = new TimeInterval(
                List.of(new TimeInterval.Times(LocalTime.of(9, 0), LocalTime.of(17, 0))),
                List.of(new Range(1, 5)),
                List.of(),
                List.of(),
                List.of(),
                shanghai);
        assertThat(office.contains(Instant.parse("2026-11-24T01:00:00Z"))).isTrue();
        assertThat(office.contains(Instant.parse("2026-11-24T00:59:59Z"))).isFalse();
        assertThat(office.contains(Instant.parse("2026-11-24T09:00:00Z"))).isFalse();
        assertThat(office.contains(Instant.parse("2026-11-28T02:00:00Z"))).isFalse();
    }

    @Test
    void days_may_be_counted_from_the_end_of_the_month() {
        var last = new TimeInterval(
                List.of(), List.of(), List.of(new Range(-2, -1)), List.of(), List.of(), ZoneId.of("UTC"));
        assertThat(last.contains(Instant.parse("2026-02-27T12:00:00Z"))).isTrue();
        assertThat(last.contains(Instant.parse("2028-02-27T12:00:00Z"))).isFalse();
        assertThat(last.contains(Instant.parse("2028-02-29T12:00:00Z"))).isTrue();
    }

    @Test
    void the_last_minute_of_a_day_can_be_named() {
        var evening = TimeInterval.daily(LocalTime.of(22, 0), LocalTime.MAX);
        assertThat(evening.contains(Instant.parse("2026-11-24T23:59:59Z"))).isTrue();
    }

    @Test
    void ranges_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> TimeInterval.daily(LocalTime.of(22, 0), LocalTime.of(6, 0)))
                .hasMessageContaining("split a night at midnight");
        assertThatThrownBy(() -> new TimeInterval(
                        List.of(), List.of(new Range(0, 5)), List.of(), List.of(), List.of(), ZoneId.of("UTC")))
                .hasMessageContaining("weekday range 0 to 5");
        assertThatThrownBy(() -> new TimeInterval(
                        List.of(), List.of(), List.of(new Range(-1, 3)), List.of(), List.of(), ZoneId.of("UTC")))
                .hasMessageContaining("days of the month");
    }
}
