package zhiheng.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers that the standards and issuers print as examples, and what one slip of the pen makes of them. */
class CheckDigitsTest {
    /** One digit replaced by any other: a check digit that does not see this is none. */
    private static void seesEverySlip(String number, Predicate<String> valid) {
        assertThat(valid).accepts(number);
        for (int i = 0; i < number.length(); i++) {
            for (char c = '0'; c <= '9'; c++) {
                if (Character.isDigit(number.charAt(i)) && c != number.charAt(i)) {
                    assertThat(valid).rejects(number.substring(0, i) + c + number.substring(i + 1));
                }
            }
        }
    }

    @Test
    void one_wrong_digit_is_seen_in_every_kind_of_number() {
        seesEverySlip("4111111111111111", CheckDigits::luhn);
        seesEverySlip("DE89370400440532013000", CheckDigits::iban);
        seesEverySlip("11010519491231002X", CheckDigits::residentId);
    }

    @ParameterizedTest
    @CsvSource({
        "110105194912310021,false", // the check digit
        "11010519490229002X,false", // a day that 1949 had not
        "11000519491231002X,false", // the check digit again: another county
        "00010519491231002X,false", // no province
        "11010518991231002X,false" // nobody alive is so old
    })
    void an_id_needs_a_place_a_day_and_its_check_digit(String id, boolean valid) {
        assertThat(CheckDigits.residentId(id)).isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({
        "4111111111111111,true",
        "411111111111,false",
        "378282246310005,true",
        "6222021234567890123,true",
        "9999999999999999,false",
        "2221000000000009,true",
        "2220990000000000,false"
    })
    void an_issuer_has_its_first_digits_and_its_lengths(String number, boolean issued) {
        assertThat(CheckDigits.cardIssuer(number)).isEqualTo(issued);
    }

    @ParameterizedTest
    @CsvSource({"A123456,3", "AB987654,3", "G123456,A"})
    void hong_kong_counts_one_letter_or_two(String id, char check) {
        assertThat(CheckDigits.hongKongCheck(id)).isEqualTo(check);
    }

    @Test
    void a_character_outside_of_its_alphabet_makes_no_company_code() {
        assertThat(CheckDigits.usccCheck("91350100M000100Y4")).isEqualTo(3);
        assertThat(CheckDigits.uscc("91350100M000100Y43")).isTrue();
        assertThat(CheckDigits.uscc("91350100I000100Y43")).isFalse();
    }
}
