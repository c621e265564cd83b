package zhiheng.server.rooms.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import zhiheng.office.policy.Measure;
import zhiheng.office.policy.Measures;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.meaning.Meaning;
import zhiheng.server.ground.meaning.Vectors;

/** How words and meaning are joined, with a model that knows exactly one thing: a text is about lateness or it is not. */
class PolicySearchTest {
    private static final Path FOLDER = Path.of("../packs/policies");
    private static final List<Measure> MEASURES =
            Measures.load(PackLibrary.load(FOLDER), FOLDER).all();

    /** Puts texts that speak of interest near to texts that speak of being late. */
    private static final Meaning LATE = new Meaning() {
        @Override
        public Optional<float[]> of(String text) {
            boolean late = text.contains("Interest on late") || text.contains("dawdled");
            return Optional.of(late ? new float[] {1, 0} : new float[] {0, 1});
        }

        @Override
        public void close() {}
    };

    private static PolicySearch learnt() {
        var search = new PolicySearch(MEASURES, LATE, Vectors.unkept());
        search.learn();
        return search;
    }

    private static List<String> ids(List<PolicySearch.Hit> hits) {
        return hits.stream().map(h -> h.measure().id()).toList();
    }

    @Test
    void what_says_most_of_the_query_comes_first_whatever_the_model_thinks() {
        var hits = learnt().find("compute voucher");
        assertThat(hits.getFirst().measure().id()).startsWith("ex-");
        assertThat(hits.getFirst().near()).as("found by its words").isZero();
    }

    @Test
    void a_long_question_that_shares_a_few_words_with_many_is_answered_by_meaning() {
        var question = "they dawdled and dawdled, and what about the work we did for the enterprise";
        var search = learnt();
        assertThat(ids(search.byWords(question)).getFirst()).isNotEqualTo("pay-17");
        var hits = search.find(question);
        assertThat(hits.getFirst().measure().id()).isEqualTo("pay-17");
        assertThat(hits.getFirst().near()).isEqualTo(1);
        assertThat(ids(hits))
                .as("nothing that has a word of it is lost")
                .containsAll(ids(search.byWords(question)))
                .doesNotHaveDuplicates();
    }

    @Test
    void without_a_model_words_alone_answer() {
        var search = new PolicySearch(MEASURES, null, Vectors.unkept());
        assertThat(search.find("voucher")).isEqualTo(search.byWords("voucher")).isNotEmpty();
        assertThat(search.byMeaning("voucher")).isEmpty();
    }
}
