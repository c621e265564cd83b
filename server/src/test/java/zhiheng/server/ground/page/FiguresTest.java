package zhiheng.server.ground.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.watch.Interval;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1,1",
        "0.5,0.5",
        "0.12345,0.1235",
        "-3.10,-3.1",
        "1000,1000",
        "0.00001,0",
        "100.0001,100.0001",
        "12345678,1.23e+07"
    })
    void a_number_has_no_more_digits_than_say_something(double value, String text) {
        assertThat(Figures.number(value)).isEqualTo(text);
    }

    @Property(tries = 200)
    void a_number_that_is_read_back_is_the_same_to_four_digits(
            @ForAll @DoubleRange(min = -9e6, max = 9e6) double value) {
        assertThat(Double.parseDouble(Figures.number(value))).isCloseTo(value, within(0.00005001));
    }

    @ParameterizedTest
    @CsvSource({"9.5,9.5", "1473842.3,'1,473,842'", "1e12,10^12", "9.99e21,10^21", "Infinity,∞", "NaN,∞"})
    void evidence_beyond_counting_is_told_by_its_size(double value, String text) {
        assertThat(Figures.evidence(value)).isEqualTo(text);
    }

    @Test
    void a_level_is_told_with_its_interval_where_there_is_one() {
        assertThat(Figures.level(new Interval(0.1, 0.2, 0.3, 0.95))).isEqualTo("0.2 [0.1, 0.3]");
        assertThat(Figures.level(new Interval(Double.NEGATIVE_INFINITY, 0.2, 0.3, 0.95)))
                .isEqualTo("0.2");
        assertThat(Figures.level(new Interval(0.2, 0.2, 0.2, 1))).isEqualTo("0.2");
        assertThat(Figures.level(new Interval(0, Double.NaN, 1, 0.95))).isEqualTo("–");
        assertThat(Figures.level(null)).isEqualTo("–");
    }
}
