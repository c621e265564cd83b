package zhiheng.server.ground.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zh|zh",
                "en|en",
                "zh-CN|zh",
                "zh-TW|zh",
                "zh-Hans-CN|zh",
                "ZH-hans|zh",
                "en-GB,en;q=0.9,zh;q=0.8|en",
                "zh-CN,zh;q=0.9,en;q=0.8|zh",
                "fr, zh;q=0.9|zh",
                "fr, zh;q=0.1, en;q=0.2|en",
                "en;q=0.5 , zh ; Q=0.6|zh",
                "fr|en",
                "zhx|en",
            })
    void the_higher_quality_of_our_two_languages_wins(String header, String language) {
        assertThat(Language.negotiate(header)).isEqualTo(language);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"zh,en|zh", "en,zh|en", "zh;q=0.8,en;q=0.8|zh", "en-US;q=0.8,zh-TW;q=0.8|en", "*,zh|zh", "zh,*|zh"
            })
    void between_equals_the_one_named_first_wins(String header, String language) {
        assertThat(Language.negotiate(header)).isEqualTo(language);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zh;q=0|en",
                "zh;q=0,*|en",
                "zh-CN,zh;q=0.0|zh",
                "en;q=0|zh",
                "en;q=0,*;q=0.1|zh",
                "en;q=0.000,zh;q=0|en",
                "zh-TW;q=0,zh|zh",
                "*;q=0|en",
            })
    void quality_nought_refuses_a_language_and_not_for_the_sake_of_one_region(String header, String language) {
        assertThat(Language.negotiate(header)).isEqualTo(language);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"*|en", "en;q=0.3,*|zh", "*;q=0.5,zh;q=0.4|en", "*;q=0.3,zh;q=0.4|zh", "fr,*;q=0.1|en"})
    void a_star_speaks_for_those_not_named(String header, String language) {
        assertThat(Language.negotiate(header)).isEqualTo(language);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"zh;q=2", "zh;q=0.1234", "zh;level=1", "zh;q=", "zh q=1", "中文", "zh_CN", "zh-", "zh;q=-1", "zh,;"})
    void a_header_that_cannot_be_read_asks_for_nothing(String header) {
        assertThat(Language.negotiate(header)).isEqualTo("en");
    }

    @Test
    void empty_elements_count_for_nothing() {
        assertThat(Language.negotiate("")).isEqualTo("en");
        assertThat(Language.negotiate(" , ,zh,")).isEqualTo("zh");
    }
}
