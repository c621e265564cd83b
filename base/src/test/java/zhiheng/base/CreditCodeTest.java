package zhiheng.base;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreditCodeTest {
    /** Of companies, as their own labels in files show them. */
    @ParameterizedTest
    @ValueSource(strings = {"91440300708461136T", "91110102MACQD9K640", "91310104MACE0YX639", "91440300MA5G49LC9K"})
    void codes_of_real_organisations_are_sound(String code) {
        assertThat(CreditCode.problem(code)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "91440300708461136", "91440300708461136TT", "9144030070846113OT", "91440300708461136t"})
    void what_is_too_short_too_long_or_of_other_characters_is_not(String code) {
        assertThat(CreditCode.problem(code)).isPresent();
    }

    @Property
    void one_wrong_character_is_always_noticed(
            @ForAll @StringLength(17) @Chars({'0', '1', '7', '9', 'A', 'H', 'M', 'P', 'T', 'Y'}) String first17,
            @ForAll @IntRange(max = 17) int place,
            @ForAll @IntRange(min = 1, max = 30) int shift) {
        var code = first17 + CreditCode.checkCharacter(first17);
        assertThat(CreditCode.problem(code)).isEmpty();
        var other = (CreditCode.ALPHABET.indexOf(code.charAt(place)) + shift) % CreditCode.ALPHABET.length();
        var wrong = code.substring(0, place) + CreditCode.ALPHABET.charAt(other) + code.substring(place + 1);
        assertThat(CreditCode.problem(wrong)).isPresent();
    }

    @Property
    void two_neighbours_that_changed_places_are_always_noticed(
            @ForAll @StringLength(17) @Chars({'0', '1', '5', '8', 'B', 'G', 'N', 'Q', 'W', 'X'}) String first17,
            @ForAll @IntRange(max = 15) int place) {
        var code = first17 + CreditCode.checkCharacter(first17);
        var swapped =
                code.substring(0, place) + code.charAt(place + 1) + code.charAt(place) + code.substring(place + 2);
        assertThat(CreditCode.problem(swapped).isEmpty()).isEqualTo(swapped.equals(code));
    }
}
