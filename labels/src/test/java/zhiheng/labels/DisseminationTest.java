package zhiheng.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.labels.FormatChecks.LABEL;

import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.labels.Dissemination.Decision;
import zhiheng.labels.Dissemination.Declaration;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;

class DisseminationTest {
    private static Decision decide(List<ContentLabel> labels, Declaration declaration, boolean traces) {
        return Dissemination.decide(labels, declaration, traces, "PLATFORM", "77");
    }

    @Test
    void a_label_in_the_metadata_decides_whatever_the_user_says() {
        for (Declaration d : Declaration.values()) {
            Decision decision = decide(List.of(LABEL), d, true);
            assertThat(decision.certainty()).contains(Certainty.IS);
            assertThat(decision.label()).contains(LABEL.withPropagation("PLATFORM", "77", ""));
        }
    }

    @Test
    void a_declaration_makes_it_possible_and_traces_alone_make_it_suspected() {
        assertThat(decide(List.of(), Declaration.GENERATED, true).certainty()).contains(Certainty.MAY_BE);
        Decision suspected = decide(List.of(), Declaration.NOT_GENERATED, true);
        assertThat(suspected.certainty()).contains(Certainty.SUSPECTED);
        assertThat(suspected.notice().zh()).contains("疑似");
        assertThat(suspected.label().orElseThrow().contentPropagator()).isEqualTo("PLATFORM");
    }

    @Test
    void without_any_sign_nothing_is_shown_and_nothing_written() {
        Decision none = decide(List.of(), Declaration.NONE, false);
        assertThat(none.certainty()).isEmpty();
        assertThat(none.label()).isEmpty();
    }
}
