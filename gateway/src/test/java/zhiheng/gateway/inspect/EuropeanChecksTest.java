package zhiheng.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Numbers that authorities print as examples: a check digit that does not see one slip of the pen is none. */
class EuropeanChecksTest {
    private static void seesEverySlip(String number, Predicate<String> valid) {
        assertThat(valid).accepts(number);
        for (int i = 0; i < number.length(); i++) {
            for (char c = '0'; c <= '9'; c++) {
                if (c != number.charAt(i)) {
                    assertThat(valid).rejects(number.substring(0, i) + c + number.substring(i + 1));
                }
            }
        }
    }

    @Test
    void one_wrong_digit_is_seen() {
        seesEverySlip("86095742719", EuropeanChecks::germanTaxId);
        seesEverySlip("111222333", EuropeanChecks::dutchBsn);
        seesEverySlip("44051401359", EuropeanChecks::polishPesel);
        seesEverySlip("9434765919", EuropeanChecks::nhsNumber);
        seesEverySlip("6408233234", EuropeanChecks::swedishNumber);
        seesEverySlip("15076500565", EuropeanChecks::norwegianNumber);
        seesEverySlip("7569217076985", EuropeanChecks::swissAhv);
        seesEverySlip("69435151530", EuropeanChecks::croatianOib);
        seesEverySlip("111111110", EuropeanChecks::hungarianTaj);
        seesEverySlip("255081416802538", EuropeanChecks::frenchNir);
    }

    @Test
    void a_letter_that_does_not_fit_is_seen() {
        assertThat(EuropeanChecks.spanish("12345678", 'Z')).isTrue();
        assertThat(EuropeanChecks.spanish("12345678", 'S')).isFalse();
        assertThat(EuropeanChecks.finnish("131052308", 'T')).isTrue();
        assertThat(EuropeanChecks.finnish("131052308", 'U')).isFalse();
        assertThat(EuropeanChecks.italianCode("RSSMRA85T10A562S")).isTrue();
        assertThat(EuropeanChecks.italianCode("RSSMRA85T10A562T")).isFalse();
        assertThat(EuropeanChecks.irishPps("1234567", 'T', (char) 0)).isTrue();
        assertThat(EuropeanChecks.irishPps("1234567", 'U', (char) 0)).isFalse();
    }

    @Test
    void what_is_never_given_out_is_none() {
        assertThat(EuropeanChecks.usSsn("536221234")).isTrue();
        assertThat(EuropeanChecks.usSsn("666221234")).isFalse();
        assertThat(EuropeanChecks.usSsn("536001234")).isFalse();
        assertThat(EuropeanChecks.usItin("912701234")).isTrue();
        assertThat(EuropeanChecks.usItin("912661234")).isFalse();
        assertThat(EuropeanChecks.ukNino('A', 'B')).isTrue();
        assertThat(EuropeanChecks.ukNino('G', 'B')).isFalse();
    }
}
