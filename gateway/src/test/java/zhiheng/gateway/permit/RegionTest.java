package zhiheng.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionTest {
    @Test
    void every_code_of_a_country_is_one_and_so_is_a_part_of_it() {
        for (var code : Locale.getISOCountries()) {
            assertThat(Region.problem(code)).as(code).isNull();
        }
        assertThat(Region.problem("CN-31")).isNull();
        assertThat(Region.problem("US-CA")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"China,CN", "中国,CN", "cn,CN", "germany,DE", "Germny,DE", "德国,DE", "South Korea,KR"})
    void a_name_is_refused_with_the_code_that_was_meant(String word, String code) {
        var problem = Objects.requireNonNull(Region.problem(word));
        assertThat(problem.en()).contains("“" + word + "” is no code of ISO 3166", "did you mean " + code + "?");
        assertThat(problem.zh()).contains("是否为 " + code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EU", "XX-1", "CN-ABCD", "CN-", "-31", "everywhere on this earth", "C"})
    void what_is_near_to_none_is_refused_with_an_example(String word) {
        assertThat(Objects.requireNonNull(Region.problem(word)).en())
                .contains("Write CN for China")
                .doesNotContain("did you mean null");
    }
}
