package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** All that the shipped packs say, as things to find. */
class LawTextTest {
    private static final Path SHIPPED = Path.of("../packs/library");
    private final PackLibrary library = PackLibrary.load(SHIPPED);

    @Test
    void every_rule_and_every_question_is_there_once_in_both_languages() {
        var texts = LawText.of(library, SHIPPED);
        var rules = texts.stream()
                .filter(t -> t.kind() == LawText.Kind.RULE || t.kind() == LawText.Kind.DUTY)
                .toList();
        assertThat(rules).extracting(LawText::id).doesNotHaveDuplicates();
        assertThat(rules)
                .hasSize(
                        library.packs().stream().mapToInt(p -> p.rules().size()).sum());
        assertThat(texts.stream().filter(t -> t.kind() == LawText.Kind.QUESTION))
                .hasSameSizeAs(library.facts());
        assertThat(texts).allSatisfy(t -> {
            assertThat(t.title().zh().isEmpty()).isEqualTo(t.title().en().isEmpty());
            assertThat(t.title().zh() + t.text().zh()).isNotBlank();
            assertThat(t.title().en() + t.text().en()).isNotBlank();
        });
    }

    @Test
    void a_question_leads_to_a_rule_that_it_decides_also_through_what_is_derived() {
        var questions = LawText.of(library, SHIPPED).stream()
                .filter(t -> t.kind() == LawText.Kind.QUESTION)
                .collect(Collectors.toMap(LawText::id, t -> t));
        var roles = questions.get("eu_roles");
        assertThat(roles).isNotNull();
        assertThat(roles.rule()).isNotNull();
        assertThat(roles.pack()).extracting(Pack::id).isEqualTo("eu-ai-act");
        assertThat(roles.more()).isNotEmpty();
    }

    @Test
    void an_article_is_found_by_itself_only_where_no_rule_carries_it() {
        var articles = LawText.of(library, SHIPPED).stream()
                .filter(t -> t.kind() == LawText.Kind.ARTICLE
                        && t.pack() != null
                        && t.pack().id().equals("eu-ai-act"))
                .map(LawText::id)
                .toList();
        assertThat(articles).contains("Art1", "Art7").doesNotContain("Art5", "Art9");
    }
}
