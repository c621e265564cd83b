package zhiheng.server.ground.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final byte[] KEY = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** RFC 6238, appendix B, the rows of SHA-1. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void the_codes_are_those_of_the_rfc(long seconds, String code) {
        assertThat(Totp.code(KEY, Totp.step(Instant.ofEpochSecond(seconds)), 8)).isEqualTo(code);
    }

    /** RFC 4648, section 10, without its padding. */
    @ParameterizedTest
    @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void keys_are_written_as_the_rfc_writes_them(String text, String written) {
        assertThat(Base32.encode(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(written);
    }

    @Property(tries = 200)
    void a_code_passes_from_thirty_seconds_before_to_a_minute_after_its_step_began_and_only_once(
            @ForAll @Size(20) byte[] key,
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long seconds,
            @ForAll @IntRange(min = -30, max = 59) int drift) {
        var step = seconds / 30;
        var began = Instant.ofEpochSecond(step * 30);
        var code = Totp.code(key, step, 6);
        var now = began.plusSeconds(drift);
        var passed = Totp.passes(key, code, now, -1);
        assertThat(passed).isPresent();
        assertThat(Totp.passes(key, code, now, step)).satisfies(again -> {
            // one in a million: the code of the next step is the same
            if (again.isPresent()) {
                assertThat(again.getAsLong()).isGreaterThan(step);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"-31, false", "-30, true", "59, true", "60, false"})
    void the_clock_of_the_device_may_be_off_by_one_step(int seconds, boolean passes) {
        var step = 37_037_036L;
        var now = Instant.ofEpochSecond(step * Totp.STEP.toSeconds()).plus(Duration.ofSeconds(seconds));
        assertThat(Totp.passes(KEY, Totp.code(KEY, step, Totp.DIGITS), now, -1).isPresent())
                .isEqualTo(passes);
    }
}
