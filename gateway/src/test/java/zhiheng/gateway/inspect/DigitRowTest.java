package zhiheng.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitRowTest {
    private static final List<Recogniser> ALL = List.of(
            new AddressRecogniser(),
            new MrzRecogniser(),
            new NationalIds(),
            new NumberRecogniser(),
            new PhoneRecogniser(),
            new CodeRecogniser(),
            new LetterIds(),
            new EnglishAddresses());

    private static Window window(String text) {
        var window = new Window(text.length());
        window.append(text, 0, text.length());
        window.end();
        return window;
    }

    private static String spaced(String digits) {
        return String.join(" ", digits.split(""));
    }

    @Property(tries = 20_000)
    void no_recogniser_finds_anything_where_a_row_is_passed_over(
            @ForAll @Size(min = 20, max = 30) List<@IntRange(max = 9) Integer> digits,
            @ForAll @IntRange(max = 3) int before) {
        var words = List.of("", "card ", "身份证 ", "tel. 7 ").get(before);
        var text = words
                + spaced(String.join("", digits.stream().map(String::valueOf).toList()));
        var window = window(text);
        if (DigitRow.isPassed(window, words.length())) {
            for (var recogniser : ALL) {
                assertThat(recogniser.at(window, words.length()))
                        .as("%s in %s", recogniser.getClass(), text)
                        .isNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"13800138000", "8613800138000", "4111111111111111", "11010519491231002X"})
    void a_number_in_a_row_is_not_passed_over(String number) {
        assertThat(DigitRow.isPassed(window(spaced(number + "777777777")), 0)).isFalse();
    }

    @Test
    void a_row_without_a_number_is() {
        assertThat(DigitRow.isPassed(window("1 ".repeat(40)), 0)).isTrue();
        assertThat(DigitRow.isPassed(window("1 ".repeat(19)), 0))
                .as("too short to tell")
                .isFalse();
    }
}
