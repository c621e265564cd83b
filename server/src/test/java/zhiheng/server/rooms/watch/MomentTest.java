package zhiheng.server.rooms.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {
    private static String read(String text, ZoneId zone) {
        var millis = Moment.millis(text, zone);
        return millis.isPresent() ? Instant.ofEpochMilli(millis.getAsLong()).toString() : "none";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-03-01T23:20:00+08:00|2026-03-01T15:20:00Z",
                "2026-03-01T23:20:00-05:00|2026-03-02T04:20:00Z",
                "2026-03-01 23:20:00 +0800|2026-03-01T15:20:00Z",
                "2026-03-01T23:20+08|2026-03-01T15:20:00Z",
                "20260301T232000+0545|2026-03-01T17:35:00Z",
                "20260301T232000Z|2026-03-01T23:20:00Z",
                "20260301232000|2026-03-01T23:20:00Z",
                "20260301|2026-03-01T00:00:00Z",
                "2026-03-01t23:20:00.5z|2026-03-01T23:20:00.500Z",
                "2026-03-01 23:20:00,123456|2026-03-01T23:20:00.123Z",
                "2026/3/1 9:05|2026-03-01T09:05:00Z",
                "2026.03.01|2026-03-01T00:00:00Z",
                "2026年3月1日 9:05|2026-03-01T09:05:00Z",
                "2026-03-01 23:20:00 UTC|2026-03-01T23:20:00Z",
                "2026-03-01T24:00:00|2026-03-02T00:00:00Z",
                "1790000000|2026-09-21T14:13:20Z",
                "1790000000123|2026-09-21T14:13:20.123Z",
                "1.79e9|2026-09-21T14:13:20Z",
                "-1|1969-12-31T23:59:59Z"
            })
    void a_moment_is_read_as_it_is_meant(String written, String meant) {
        assertThat(read(written, ZoneOffset.UTC)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "03/01/2026 00:00",
                "01.03.2026",
                "2026-13-01",
                "2026-02-30",
                "2026-03-01T25:00",
                "2026-03-01T23:20:00+",
                "2026-03-01T23:20:00+19:00",
                "2026-03-01T23:20:00 +08:00 x",
                "2026-03-01x",
                "2026-03/01",
                "yesterday",
                "1e999",
                "2026年3月1",
                "2026-03-01T23",
                "--"
            })
    void what_is_no_moment_or_two_is_not_guessed_at(String written) {
        assertThat(read(written, ZoneOffset.UTC)).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01 08:00,2026-03-01T00:00:00Z",
        "2026-03-01,2026-02-28T16:00:00Z",
        "2026-03-01T08:00Z,2026-03-01T08:00:00Z"
    })
    void without_an_offset_the_zone_is_the_one_that_is_told(String written, String meant) {
        assertThat(read(written, ZoneId.of("Asia/Shanghai"))).isEqualTo(meant);
    }

    @Property
    void whatever_the_offset_the_moment_is_the_one_that_was_written(
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second,
            @ForAll @IntRange(min = -64_800, max = 64_800) int offset) {
        var moment = Instant.ofEpochSecond(second);
        var written =
                moment.atOffset(ZoneOffset.ofTotalSeconds(offset / 60 * 60)).toString();
        assertThat(read(written, ZoneOffset.UTC)).isEqualTo(moment.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void numbers_are_what_the_pattern_of_numbers_has(int seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 100_000; i++) {
            var text = new StringBuilder();
            for (int left = random.nextInt(1, 27); left > 0; left--) {
                text.append(
                        random.nextInt(6) > 0 ? (char) ('0' + random.nextInt(10)) : "+-.eEx".charAt(random.nextInt(6)));
            }
            var t = text.toString();
            boolean digits = t.matches("[0-9]+");
            if (t.matches("[0-9]{4}[-/.].*|[0-9]{8}|[0-9]{14}")) {
                continue; // a date
            }
            boolean number = t.length() < 25 && t.matches("[+-]?[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]{1,2})?");
            var read = Moment.millis(t, ZoneOffset.UTC);
            assertThat(read.isPresent()).as(t).isEqualTo(number);
            if (number) {
                double value = Double.parseDouble(t);
                assertThat(read.getAsLong())
                        .as("%s, %s", t, digits)
                        .isEqualTo(Math.round(Math.abs(value) < 1e11 ? value * 1000 : value));
            }
        }
    }
}
