package zhiheng.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
    @ParameterizedTest
    @CsvSource({
        "MALFORMED,400,2",
        "INVALID,422,2",
        "FORBIDDEN,403,1",
        "NOT_FOUND,404,2",
        "CONFLICT,409,1",
        "UNAVAILABLE,503,1"
    })
    void the_kind_alone_decides_status_and_exit_code(Refusal.Kind kind, int status, int exitCode) {
        assertThat(kind.status()).isEqualTo(status);
        assertThat(kind.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void no_two_kinds_share_a_status() {
        assertThat(Arrays.stream(Refusal.Kind.values()).map(Refusal.Kind::status))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_named_place_is_spoken_before_the_text_in_both_languages() {
        var refusal = Refusal.invalid("太大", "too large").at("a.yaml:3");

        assertThat(refusal.spoken()).isEqualTo(new Text("a.yaml:3: 太大", "a.yaml:3: too large"));
        assertThat(refusal.text()).isEqualTo(new Text("太大", "too large"));
        assertThat(refusal).hasMessage("a.yaml:3: too large");
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
    }

    @Test
    void what_failed_underneath_stays_with_it_when_the_place_is_named() {
        var cause = new IllegalStateException("disk");

        assertThat(Refusal.unavailable("磁盘", "the disk", cause).at("data")).hasCause(cause);
    }
}
