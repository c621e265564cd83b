package zhiheng.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {
    private static Scope hours(LocalTime opens, LocalTime closes) {
        return new Scope(opens, closes, ZoneOffset.UTC, Set.of(), 0, Set.of(), Set.of(), Map.of(), Set.of());
    }

    private static Scope tools(Set<String> tools, Map<String, String> schemas) {
        return new Scope(null, null, ZoneOffset.UTC, Set.of(), 0, Set.of(), tools, schemas, Set.of());
    }

    @ParameterizedTest
    @CsvSource({
        "09:00,17:00,08:59:59,false",
        "09:00,17:00,09:00,true",
        "09:00,17:00,16:59:59,true",
        "09:00,17:00,17:00,false",
        "22:00,06:00,22:00,true",
        "22:00,06:00,23:59:59,true",
        "22:00,06:00,00:00,true",
        "22:00,06:00,05:59:59,true",
        "22:00,06:00,06:00,false",
        "22:00,06:00,12:00,false",
        "08:00,08:00,03:00,true",
        "08:00,08:00,08:00,true"
    })
    void the_hours_hold_their_beginning_and_not_their_end_and_may_go_over_midnight(
            LocalTime opens, LocalTime closes, LocalTime now, boolean open) {
        assertThat(hours(opens, closes).isOpenAt(now)).isEqualTo(open);
    }

    @Property(tries = 200)
    void at_every_moment_either_the_hours_or_those_turned_round_are_open(
            @ForAll @IntRange(max = 1439) int opens,
            @ForAll @IntRange(max = 1439) int closes,
            @ForAll @IntRange(max = 1439) int now) {
        var from = LocalTime.ofSecondOfDay(opens * 60L);
        var to = LocalTime.ofSecondOfDay(closes * 60L);
        var at = LocalTime.ofSecondOfDay(now * 60L);
        if (opens != closes) {
            assertThat(hours(from, to).isOpenAt(at))
                    .isNotEqualTo(hours(to, from).isOpenAt(at));
        }
    }

    @Test
    void a_scope_without_both_hours_is_always_open() {
        assertThat(hours(LocalTime.NOON, null).isOpenAt(LocalTime.MIDNIGHT)).isTrue();
        assertThat(hours(null, LocalTime.NOON).isOpenAt(LocalTime.MAX)).isTrue();
    }

    @Test
    void a_schema_for_a_tool_that_may_not_be_called_is_an_error_since_it_would_never_be_looked_at() {
        assertThatThrownBy(() -> tools(Set.of("ask"), Map.of("pay", "{}"))).hasMessageContaining("pay");
        assertThat(tools(Set.of(), Map.of("pay", "{}")).toolSchemas()).containsKey("pay");
    }

    @Test
    void schemas_are_bounded_in_number_and_in_length() {
        var many = new HashMap<String, String>();
        for (int i = 0; i <= 200; i++) {
            many.put("tool-" + i, "{}");
        }
        assertThatThrownBy(() -> tools(Set.of(), many)).hasMessageContaining("at most 200");
        many.remove("tool-0");
        assertThat(tools(Set.of(), many).toolSchemas()).hasSize(200);
        var longest = "{\"title\":\"" + "x".repeat(64_000) + "\"}";
        assertThatThrownBy(() -> tools(Set.of(), Map.of("a", longest))).hasMessageContaining("64000");
    }
}
