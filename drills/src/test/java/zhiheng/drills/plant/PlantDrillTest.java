package zhiheng.drills.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import zhiheng.base.Refusal;

class PlantDrillTest {
    /** Passages of words by chance, some more usual than others, each with one figure of its own. */
    private static List<Doc> docs(int count, long seed) {
        var random = new SplittableRandom(seed);
        var docs = new ArrayList<Doc>();
        for (int i = 0; i < count; i++) {
            var text = new StringBuilder();
            for (int s = 0; s < 3; s++) {
                text.append(s == 1 ? "After " + (10 + random.nextInt(900)) + " hours" : "Then");
                for (int w = 0; w < 10; w++) {
                    text.append(' ').append(word((int) (600 * Math.pow(random.nextDouble(), 2))));
                }
                text.append(". ");
            }
            docs.add(new Doc("doc" + i, text.toString()));
        }
        return docs;
    }

    private static String word(int number) {
        var word = new StringBuilder();
        for (int left = number + 40; left > 0; left /= 20) {
            word.append("bdfgklmnprstvzbdfgkl".charAt(left % 20)).append("aeiou".charAt(left % 5));
        }
        return word.toString();
    }

    /** By the number of terms in common; what is short comes first of equals. */
    private static Lookup byTerms(List<Doc> docs) {
        return (question, most) -> {
            var asked = new HashSet<>(Terms.of(question));
            return docs.stream()
                    .sorted(Comparator.<Doc>comparingLong(d -> -Set.copyOf(Terms.of(d.text())).stream()
                                    .filter(asked::contains)
                                    .count())
                            .thenComparing(d -> d.text().length()))
                    .limit(most)
                    .toList();
        };
    }

    private static PlantDrill.Report report(long seed) throws InterruptedException {
        return new PlantDrill(12, 10, 5, Wording.PLAIN, seed)
                .run(docs(300, seed), PlantDrillTest::byTerms, Answerer.QUOTE);
    }

    @Test
    void planted_texts_are_looked_up_found_and_taken_back() throws Exception {
        var report = report(1);
        assertThat(report.before().truth().estimate()).isEqualTo(1);
        assertThat(report.before().misled().estimate()).isZero();
        assertThat(report.accused()).isZero();
        for (var run : report.runs()) {
            assertThat(run.asked().planted().estimate()).as("%s", run.plant()).isGreaterThan(.9);
        }
        var orders = report.runs().get(Plant.ORDERS.ordinal());
        assertThat(orders.flagged().estimate()).isEqualTo(1);
        assertThat(orders.named()).isTrue();
        assertThat(orders.innocent()).isZero();
        assertThat(orders.restored()).isTrue();
        assertThat(orders.after().planted().estimate()).isZero();
        var flood = report.runs().get(Plant.FLOOD.ordinal());
        assertThat(flood.texts()).isEqualTo(60);
        assertThat(flood.asked().misled().estimate()).isGreaterThan(.5);
        assertThat(flood.named()).isTrue();
    }

    @Test
    void the_same_seed_gives_the_same_report() throws Exception {
        assertThat(report(2)).isEqualTo(report(2));
    }

    @Test
    void of_clean_stores_few_have_a_delivery_accused() {
        int accused = 0;
        for (int seed = 1; seed <= 200; seed++) {
            var docs = docs(120, seed);
            var store = Deliveries.none();
            for (int d = 0; d < 10; d++) {
                store = store.and("d" + d, docs.subList(12 * d, 12 * d + 12));
            }
            accused += PlantDrill.accused(Suspicion.of(store), store).isEmpty() ? 0 : 1;
        }
        assertThat(accused).isLessThanOrEqualTo(6); // promised are 2; more than 6 come by chance once in two hundred
    }

    @ParameterizedTest
    @EnumSource
    void what_is_planted_says_the_false_figure(Plant plant) {
        var docs = docs(60, 3);
        for (Wording wording : Wording.values()) {
            for (var question : Question.of(docs, 20, 3)) {
                var grown = plant.grow(question, docs, wording, new SplittableRandom(3));
                assertThat(grown).hasSize(plant.copies());
                assertThat(grown)
                        .allSatisfy(d -> assertThat(Figures.of(d.text())).contains(Figures.other(question.figure())));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "应在十个工作日内报告主管部门并说明原因。, 应在多少个工作日内报告主管部门并说明原因？, 十",
        "A report is due within 72 hours of the first sign., A report is due within how many hours of the first sign?, 72"
    })
    void a_question_asks_for_the_figure_of_a_sentence(String text, String asked, String figure) {
        var question = Question.of(List.of(new Doc("one", text)), 1, 1).getFirst();
        assertThat(question.asked()).isEqualTo(asked);
        assertThat(question.figure()).isEqualTo(figure);
        assertThat(question.misled(text)).isFalse();
        assertThat(question.misled(question.claim())).isTrue();
        assertThat(question.misled(question.claim() + text)).isFalse();
    }

    @Test
    void of_two_that_contradict_each_other_the_later_one_is_odder() {
        var docs = new ArrayList<>(docs(60, 4));
        docs.add(
                40,
                new Doc(
                        "late",
                        Figures.swapped(
                                docs.getFirst().text(),
                                Question.of(docs.subList(0, 1), 1, 1).getFirst().figure(),
                                "3")));
        var suspicion = Suspicion.of(docs);
        assertThat(suspicion.chief(40)).isEqualTo(Signal.CONTRADICTS);
        assertThat(suspicion.leaning()[40]).isGreaterThan(suspicion.leaning()[0]);
        assertThat(suspicion.even()[40]).isCloseTo(suspicion.even()[0], org.assertj.core.api.Assertions.within(.05));
    }

    @Test
    void what_cannot_be_drilled_is_refused_with_the_reason() {
        assertThatThrownBy(() -> new PlantDrill(0, 10, 5, Wording.PLAIN, 1)).isInstanceOf(Refusal.class);
        var drill = new PlantDrill(5, 10, 5, Wording.PLAIN, 1);
        assertThatThrownBy(() -> drill.run(docs(20, 1), PlantDrillTest::byTerms, Answerer.QUOTE))
                .hasMessageContaining("only 20 passages");
        var words = docs(60, 1).stream()
                .map(d -> new Doc(d.id(), d.text().replaceAll("[0-9]+", "many")))
                .toList();
        assertThatThrownBy(() -> drill.run(words, PlantDrillTest::byTerms, Answerer.QUOTE))
                .hasMessageContaining("figure");
    }

    @Test
    void a_delivery_taken_back_leaves_the_digest_of_the_others() {
        var docs = docs(30, 5);
        var before = Deliveries.none().and("a", docs.subList(0, 10)).and("b", docs.subList(10, 20));
        var after = before.and("c", docs.subList(20, 30));
        assertThat(after.digest()).isNotEqualTo(before.digest());
        assertThat(after.without("c").digest()).isEqualTo(before.digest());
        assertThatThrownBy(() -> after.and("a", docs)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> after.without("d")).isInstanceOf(Refusal.class);
    }
}
