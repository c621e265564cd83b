package zhiheng.server.rooms.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.packs.LawText;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.SearchWords;
import zhiheng.server.ground.meaning.Meaning;
import zhiheng.server.ground.meaning.Vectors;

/** Search over the packs that ship; meaning here is a toy that knows one group of words. */
class LawSearchTest {
    private static final Path SHIPPED = Path.of("../packs/library");
    private static final List<LawText> TEXTS = LawText.of(PackLibrary.load(SHIPPED), SHIPPED);

    private static List<String> ids(LawSearch search, String query) {
        return search.find(query, 10).stream().map(hit -> hit.text().id()).toList();
    }

    private static LawSearch words() {
        return new LawSearch(TEXTS, SearchWords.none(), null, Vectors.unkept());
    }

    @ParameterizedTest
    @CsvSource({
        "social scoring?, Social",
        "does this hold for a hospital chatbot?, hospital chatbot",
        "does it, does it",
        "必须删除水印吗, 删除水印",
        "谁要指定授权代表？, 指定授权代表"
    })
    void what_only_makes_a_question_is_taken_away_and_never_all(String typed, String left) {
        assertThat(Asked.of(typed)).containsIgnoringCase(left);
    }

    @Test
    void a_rule_is_found_by_its_article_its_id_its_duty_and_its_words_in_both_languages() {
        assertThat(ids(words(), "eu-art27")).startsWith("eu-art27");
        assertThat(ids(words(), "Article 73 deaths")).contains("eu-art73-10d");
        assertThat(ids(words(), "fundamental rights impact")).contains("eu-art27");
        assertThat(ids(words(), "深度伪造")).contains("eu-50-4-fake-duty");
        assertThat(ids(words(), "offer an off switch")).contains("cn-ar-17");
    }

    @Test
    void what_has_every_word_stands_before_what_has_some() {
        var hits = words().find("synthetic fake news", 40);
        assertThat(hits.getFirst().every()).isTrue();
        assertThat(hits.getFirst().text().id()).isIn("cn-ds-6-news", "cn-ar-13");
        assertThat(hits.getLast().every()).isFalse();
        var every = hits.stream().map(LawSearch.Hit::every).toList();
        assertThat(every.lastIndexOf(true)).isLessThan(every.indexOf(false));
    }

    @Test
    void without_words_there_is_nothing_and_a_long_query_is_cut() {
        assertThat(words().find("  ", 10)).isEmpty();
        assertThat(words().find("zzqx", 10)).isEmpty();
        assertThat(LawSearch.typed("x".repeat(500))).hasSize(200);
    }

    @Test
    void meaning_adds_what_no_word_finds_and_never_goes_before_every_word() {
        var search = new LawSearch(TEXTS, SearchWords.none(), new OneGroup("kettle", "lift"), Vectors.unkept());
        assertThat(search.byMeaning()).isFalse();
        search.learn();
        assertThat(search.byMeaning()).isTrue();
        assertThat(ids(words(), "kettle")).isEmpty();
        var hits = search.find("kettle", 10);
        assertThat(hits).extracting(hit -> hit.text().id()).contains("eu-annex1-lifts");
        assertThat(hits).noneMatch(LawSearch.Hit::every);
        assertThat(search.find("toys", 3).getFirst().text().id()).isEqualTo("eu-annex1-toys");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            chatbot                         | eu-50-1
            chatbots for patients           | eu-50-1
            deepfake                        | eu-50-4-fake
            CV screening                    | eu-annex3-4a
            lie-detector at the border      | eu-annex3-7a
            nudify app                      | eu-5-1-ba
            逐人刷脸                         | eu-annex3-1a
            大数据杀熟                        | cn-ar-21
            换脸                             | eu-50-4-fake
            """)
    void what_people_type_finds_what_the_law_calls_otherwise(String typed, String rule) {
        var same = new LawSearch(TEXTS, SearchWords.of(SHIPPED), null, Vectors.unkept());
        assertThat(same.find(typed, 20)).extracting(hit -> hit.text().id()).contains(rule);
    }

    @Test
    void what_was_typed_itself_still_stands_first_and_what_is_only_called_so_is_not_said_to_have_every_word() {
        var same = new LawSearch(TEXTS, SearchWords.of(SHIPPED), null, Vectors.unkept());
        assertThat(same.find("synthetic fake news", 5).getFirst().text().id()).isIn("cn-ds-6-news", "cn-ar-13");
        assertThat(same.find("nudify", 20)).isNotEmpty().noneMatch(LawSearch.Hit::every);
    }

    /** Two words that mean one thing; all else points elsewhere. */
    private record OneGroup(String one, String other) implements Meaning {
        @Override
        public java.util.Optional<float[]> of(String text) {
            var said = text.toLowerCase(java.util.Locale.ROOT);
            boolean in = said.contains(one) || said.startsWith(other);
            return java.util.Optional.of(in ? new float[] {1, 0} : new float[] {0, 1});
        }

        @Override
        public void close() {}
    }
}
