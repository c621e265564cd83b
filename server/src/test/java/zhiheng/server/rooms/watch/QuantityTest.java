package zhiheng.server.rooms.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5|5",
                "-.5|-.5",
                "1,234|1234",
                "1,234,567.5|1234567.5",
                "5%|.05",
                "12.5 %|.125",
                "3‰|.003",
                "1e3|1000",
                "true|1",
                "否|0",
                "1'234.5|1234.5",
                "+7|7"
            })
    void numbers_with_a_point_are_read_as_people_write_them(String written, double meant) {
        assertThat(Quantity.POINT.of(written)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0,05|.05", "1.234,5|1234.5", "1.234.567|1234567", "5,5 %|.055", "7|7", "1 234,5|1234.5"})
    void numbers_with_a_comma_too(String written, double meant) {
        assertThat(Quantity.COMMA.of(written)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,23",
                "12,34.5",
                "1.2.3",
                "5f",
                "0x10",
                "inf",
                "-Infinity",
                "1e999",
                "%",
                "much",
                "1,234,56",
                "1 2"
            })
    void what_is_no_number_is_not_guessed_at(String written) {
        assertThat(Quantity.POINT.of(written)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.05", "1,234,5", "1.23"})
    void nor_is_a_point_where_commas_are_meant(String written) {
        assertThat(Quantity.COMMA.of(written)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "NaN", "null", "N/A", "-", "缺失"})
    void a_gap_is_known_to_be_one(String written) {
        assertThat(Quantity.POINT.of(written)).isNaN();
    }

    @Property
    void what_is_printed_with_thousands_apart_comes_back(@ForAll @IntRange(min = -2_000_000_000) int number) {
        assertThat(Quantity.POINT.of(String.format(Locale.ROOT, "%,d", number))).isEqualTo(number);
        assertThat(Quantity.COMMA.of(String.format(Locale.GERMANY, "%,d", number)))
                .isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void plain_decimals_are_the_doubles_that_java_reads(int seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 100_000; i++) {
            var text = new StringBuilder(random.nextInt(4) == 0 ? "-" : "");
            int digits = random.nextInt(1, 19);
            int point = random.nextInt(-2, digits + 1);
            for (int at = 0; at < digits; at++) {
                text.append(at == point ? "." : "").append(random.nextInt(10));
            }
            text.append(point == digits ? "." : "");
            double meant = Double.parseDouble(text.toString());
            var withPoint = Quantity.POINT.of(text.toString());
            var withComma = Quantity.COMMA.of(text.toString().replace('.', ','));
            assertThat(withPoint).as(text.toString()).isEqualTo(Double.valueOf(meant));
            assertThat(withComma).as(text.toString()).isEqualTo(Double.valueOf(meant));
        }
        assertThat(Quantity.POINT.of("-0")).isEqualTo(Double.valueOf(-0.0));
        for (var none : new String[] {".", "-", "-.", "--1", "1-", "1.2.3"}) {
            var read = Quantity.POINT.of(none);
            assertThat(read == null || read.isNaN()).as(none).isTrue();
        }
    }
}
