package zhiheng.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.gateway.permit.Clause;
import zhiheng.gateway.permit.Terms.Action;

class DetectionTest {
    private static Detection of(String kind, Action action) {
        return new Detection(kind, 0, 1, action);
    }

    @Test
    void the_strictest_decides_and_of_two_alike_the_first() {
        var held = of("pii.email", Action.HOLD);
        var refused = of("secret.key", Action.REFUSE);

        assertThat(Detection.blocking(List.of(held, of("pii.ip", Action.HOLD)))).isEqualTo(held);
        assertThat(Detection.blocking(List.of(held, refused, of("secret.jwt", Action.REFUSE))))
                .isEqualTo(refused);
    }

    @Test
    void what_is_noted_or_masked_blocks_nothing() {
        assertThat(Detection.blocking(List.of())).isNull();
        assertThat(Detection.blocking(List.of(of("pii.email", Action.NOTE), of("pii.ip", Action.MASK))))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"tool.unknown, TOOL", "tool.arguments, TOOL", "pii.email, INSPECTION", "toolbox, INSPECTION"})
    void a_tool_is_refused_by_the_permits_tools_and_all_else_by_its_actions(String kind, Clause clause) {
        assertThat(of(kind, Action.REFUSE).clause()).isEqualTo(clause);
    }

    @Test
    void the_caller_is_told_the_kind_and_what_exactly_is_wrong() {
        assertThat(of("pii.email", Action.REFUSE).told()).isEqualTo("pii.email");
        assertThat(new Detection("tool.unknown", 0, 1, Action.REFUSE, "shell").told())
                .isEqualTo("tool.unknown: shell");
    }
}
