package zhiheng.base.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class NeededTest {
    @Test
    void a_missing_tool_skips_a_test_on_a_developers_machine() {
        assertThatThrownBy(() -> Needed.that(false, "no heif-enc", false))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("no heif-enc; scripts/install-test-tools");
    }

    @Test
    void a_missing_tool_fails_a_test_in_continuous_integration() {
        assertThatThrownBy(() -> Needed.that(false, "no heif-enc", true))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no heif-enc; scripts/install-test-tools");
    }

    @Test
    void a_tool_that_is_there_lets_the_test_go_on_everywhere() {
        assertThatCode(() -> Needed.that(true, "", true)).doesNotThrowAnyException();
        assertThatCode(() -> Needed.that(true, "", false)).doesNotThrowAnyException();
    }

    @Test
    void a_program_is_looked_for_on_the_path() {
        assertThat(Needed.there("sh")).isTrue();
        assertThat(Needed.there("no-such-program-anywhere")).isFalse();
    }
}
