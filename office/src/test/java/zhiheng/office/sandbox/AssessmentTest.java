package zhiheng.office.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import zhiheng.base.Text;
import zhiheng.office.sandbox.Answer.Says;
import zhiheng.office.sandbox.Assessment.Standing;

class AssessmentTest {
    private static final Text NONE = new Text("", "");
    private static final Text SOME = new Text("有", "some");
    private static final Criteria CRITERIA = new Criteria(
            "x",
            "application",
            "1",
            "f",
            "",
            new TermsRule.Start(
                    6, 7, List.of(new SandboxTerms.Step("s", 10, 0)), new SandboxTerms.Evidence(.05, .1, 3, 0, 14)),
            List.of(
                    criterion("must", 4, true, SOME, NONE),
                    criterion("words", 2, false, NONE, NONE),
                    criterion("told", 0, false, NONE, SOME),
                    criterion("last", 2, false, SOME, NONE)),
            List.of());

    private static Criterion criterion(String id, int weight, boolean must, Text evidence, Text priority) {
        return new Criterion(id, Criterion.Group.TECHNICAL, SOME, evidence, weight, must, priority, "r", "T", SOME);
    }

    private static Standing standing(String id, Answer answer) {
        return Assessment.of(CRITERIA, Map.of(id, answer)).lines().stream()
                .filter(line -> line.criterion().id().equals(id))
                .findFirst()
                .orElseThrow()
                .standing();
    }

    @Test
    void each_answer_stands_as_it_is_shown() {
        assertThat(standing("must", new Answer(Says.YES, "so", "https://example.org")))
                .isEqualTo(Standing.MET);
        assertThat(standing("must", new Answer(Says.YES, "so", ""))).isEqualTo(Standing.NOT_SHOWN);
        assertThat(standing("must", new Answer(Says.YES, "", "https://example.org")))
                .isEqualTo(Standing.NOT_SHOWN);
        assertThat(standing("words", new Answer(Says.YES, "so", ""))).isEqualTo(Standing.MET);
        assertThat(standing("words", new Answer(Says.PARTLY, "", ""))).isEqualTo(Standing.PARTLY);
        assertThat(standing("words", new Answer(Says.NO, "", ""))).isEqualTo(Standing.NOT_MET);
        assertThat(standing("words", Answer.NONE)).isEqualTo(Standing.OPEN);
        assertThat(standing("told", new Answer(Says.NO, "", ""))).isEqualTo(Standing.TOLD);
    }

    @Test
    void the_score_is_the_share_of_the_weights_and_half_of_what_is_partly_so() {
        var answers = Map.of(
                "must", new Answer(Says.YES, "so", "https://example.org"),
                "words", new Answer(Says.PARTLY, "", ""),
                "told", new Answer(Says.YES, "", ""));
        var stands = Assessment.of(CRITERIA, answers);
        assertThat(stands.least()).isEqualTo(5 / 8.0);
        assertThat(stands.most()).isEqualTo(7 / 8.0);
        assertThat(stands.answered()).isEqualTo(3);
        assertThat(stands.asked()).isEqualTo(4);
        assertThat(stands.first()).extracting(Criterion::id).containsExactly("told");
    }

    @Test
    void what_must_be_hinders_while_it_is_open_or_no() {
        assertThat(Assessment.of(CRITERIA, Map.of()).missing()).hasSize(1);
        var no = Assessment.of(CRITERIA, Map.of("must", new Answer(Says.NO, "", "")));
        assertThat(no.missing()).isEmpty();
        assertThat(no.failed()).hasSize(1);
        assertThat(no.lines().getFirst().hinders()).isTrue();
        assertThat(Assessment.of(CRITERIA, Map.of("must", new Answer(Says.PARTLY, "", "")))
                        .lines()
                        .getFirst()
                        .hinders())
                .isFalse();
    }

    @Property
    void an_answer_more_never_widens_the_range(@ForAll @Size(4) List<Says> says) {
        var ids = CRITERIA.criteria().stream().map(Criterion::id).toList();
        var answers = new HashMap<String, Answer>();
        var before = Assessment.of(CRITERIA, answers);
        for (int i = 0; i < ids.size(); i++) {
            answers.put(ids.get(i), new Answer(says.get(i), "so", "https://example.org"));
            var after = Assessment.of(CRITERIA, answers);
            assertThat(after.least()).isGreaterThanOrEqualTo(before.least());
            assertThat(after.most()).isLessThanOrEqualTo(before.most());
            before = after;
        }
        if (!says.contains(Says.UNKNOWN)) {
            assertThat(before.least()).isEqualTo(before.most());
        }
    }
}
