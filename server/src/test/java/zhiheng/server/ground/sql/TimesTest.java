package zhiheng.server.ground.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class TimesTest {
    @Property(tries = 200)
    void the_order_of_the_texts_is_the_order_of_the_times(
            @ForAll @LongRange(min = 0, max = 4_102_444_800_000L) long one,
            @ForAll @LongRange(min = 0, max = 4_102_444_800_000L) long other) {
        var first = Times.text(Instant.ofEpochMilli(one));
        var second = Times.text(Instant.ofEpochMilli(other));
        assertThat(Integer.signum(first.compareTo(second))).isEqualTo(Long.compare(one, other));
        assertThat(first).hasSameSizeAs(second);
    }

    @Property(tries = 200)
    void a_text_is_read_back_to_the_millisecond(@ForAll @LongRange(min = 0, max = 4_102_444_800_000_000L) long micros) {
        var time = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        assertThat(Instant.parse(Times.text(time))).isEqualTo(time.truncatedTo(ChronoUnit.MILLIS));
    }
}
