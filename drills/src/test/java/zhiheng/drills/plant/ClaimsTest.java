package zhiheng.drills.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimsTest {
    private static final List<String> GROUND = List.of(
            "The harbour master keeps a list of 12 boats that may not leave before noon.",
            "Visitors of the museum pay 9 coins unless they come with a school.",
            "温室里的番茄每隔三天浇水一次，雨天除外。",
            "图书馆的旧报纸保存二十年后移交档案馆。");

    private static double contradiction(String one, String other) {
        var docs = new ArrayList<Doc>();
        GROUND.forEach(text -> docs.add(new Doc("g" + docs.size(), text)));
        docs.add(new Doc("one", one));
        docs.add(new Doc("other", other));
        return Claims.in(docs).stream()
                .filter(p -> p.doc() == GROUND.size() && p.other() == GROUND.size() + 1)
                .mapToDouble(Claims.Pair::value)
                .max()
                .orElse(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A report is due within 72 hours of the first sign.|A report is due within 223 hours of the first sign.",
                "A report is due within 72 hours of the first sign.|As was said lately, a report is due within 223 hours of the first sign.",
                "服务提供者应当在十个工作日内报告主管部门并说明原因。|服务提供者在十七个工作日内报主管部门并说明因。",
                "Of 40 cases 3 went on and the rest were closed at once.|Of 40 cases 16 went on and the rest were closed at once."
            })
    void a_sentence_with_another_figure_contradicts_though_words_are_left_out(String one, String other) {
        assertThat(contradiction(one, other)).isGreaterThan(Signal.CONTRADICTS.limit());
        assertThat(contradiction(other, one)).isEqualTo(contradiction(one, other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A report is due within 72 hours of the first sign.|A report is due within 72 hours of the first sign.",
                "A report is due within 72 hours of the first sign.|A licence is valid within 30 miles of the old town.",
                "提供者应当在十个工作日内报告主管部门并说明原因。|经营者可以在三个自然月内申请主管机关并缴纳费用。",
                "In row 3 the mean of 9 runs was 14 at load 2.|In row 4 the mean of 8 runs was 21 at load 5."
            })
    void the_same_figure_other_words_or_another_row_of_figures_contradict_nothing(String one, String other) {
        assertThat(contradiction(one, other)).isLessThan(Signal.CONTRADICTS.limit());
    }

    @Test
    void a_form_that_many_fill_in_contradicts_nothing() {
        var docs = new ArrayList<Doc>();
        for (int i = 0; i < 12; i++) {
            docs.add(new Doc(
                    "d" + i, "The term of office of this board is " + (3 + i) + " years from its election on."));
        }
        assertThat(Claims.in(docs))
                .isNotEmpty()
                .allSatisfy(p -> assertThat(p.value()).isLessThan(.3));
    }

    @Test
    void of_two_the_one_is_believed_less_whose_delivery_contradicts_more_though_it_came_first() {
        var store = Deliveries.none();
        var planted = new ArrayList<Doc>();
        for (int i = 0; i < 4; i++) {
            planted.add(new Doc("p" + i, GROUND.get(i).replaceAll("12|9", "77").replaceAll("三|二十", "十七")));
        }
        store = store.and("bad", planted);
        for (int i = 0; i < 4; i++) {
            store = store.and("good" + i, List.of(new Doc("g" + i, GROUND.get(i))));
        }
        assertThat(Suspicion.of(store).flagged()).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(Suspicion.of(store.docs()).flagged())
                .as("not known which came together: the later ones")
                .containsExactlyInAnyOrder(4, 5, 6, 7);
    }
}
