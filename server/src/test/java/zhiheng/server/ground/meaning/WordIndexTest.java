package zhiheng.server.ground.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordIndexTest {
    private final WordIndex index = new WordIndex(List.of(
            List.of("应收账款确权", "Confirmation of a receivable", "付款方三十日内确认"),
            List.of("算力券", "Compute vouchers for small companies", "企业购买算力"),
            List.of("信用修复", "Repair of the credit record", "消除失信记录")));

    private List<Integer> found(String query) {
        return index.find(query).stream().map(WordIndex.Hit::text).toList();
    }

    @Test
    void both_languages_find_the_same_text_whatever_width_case_and_number() {
        assertThat(found("算力")).containsExactly(1);
        assertThat(found("ＣＯＭＰＵＴＥ voucher company")).containsExactly(1);
        assertThat(found("信用")).containsExactly(2);
        assertThat(found("确权").getFirst()).isZero();
    }

    @Test
    void a_word_of_one_character_is_found_and_single_characters_of_a_longer_word_are_not() {
        assertThat(found("券")).containsExactly(1);
        assertThat(found("用力")).isEmpty();
        assertThat(found("")).isEmpty();
        assertThat(found("！？ --")).isEmpty();
    }

    @Test
    void the_text_that_says_more_of_the_query_comes_first() {
        assertThat(found("记录 信用 企业").getFirst()).isEqualTo(2);
    }
}
