package zhiheng.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    @ParameterizedTest
    @CsvSource({"zh,衡", "zh-Hans,衡", "zh_CN.UTF-8,衡", "en,steelyard", "fr,steelyard", "'',steelyard"})
    void chinese_is_given_to_who_asks_for_it_and_english_to_all_others(String language, String expected) {
        assertThat(new Text("衡", "steelyard").in(language)).isEqualTo(expected);
    }

    @Test
    void a_prefix_stands_before_both() {
        assertThat(new Text("错", "wrong").after("a.csv: ")).isEqualTo(new Text("a.csv: 错", "a.csv: wrong"));
    }
}
