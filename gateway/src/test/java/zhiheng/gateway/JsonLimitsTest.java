package zhiheng.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class JsonLimitsTest {
    private static final JsonMapper MAPPER = JsonLimits.strict(100);

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{} {}", "[1", "{\"a\":01}"})
    void what_two_readers_could_read_two_ways_is_not_taken(String json) {
        assertThatThrownBy(() -> MAPPER.readTree(json)).isInstanceOf(JacksonException.class);
    }

    @Test
    void depth_texts_names_and_numbers_are_bounded() {
        for (var json : new String[] {
            "[".repeat(JsonLimits.DEEPEST + 1) + "]".repeat(JsonLimits.DEEPEST + 1),
            "\"" + "x".repeat(200_000) + "\"",
            "{\"" + "n".repeat(200_000) + "\":1}",
            "1".repeat(101)
        }) {
            assertThatThrownBy(() -> MAPPER.readTree(json))
                    .as(json.substring(0, 10))
                    .isInstanceOf(JacksonException.class);
        }
        assertThat(MAPPER.readTree("[".repeat(JsonLimits.DEEPEST) + "]".repeat(JsonLimits.DEEPEST))
                        .isArray())
                .isTrue();
    }
}
