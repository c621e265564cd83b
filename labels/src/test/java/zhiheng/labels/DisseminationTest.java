package zhiheng.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.labels.FormatChecks.LABEL;

import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.labels.Dissemination.Decision;
import zhiheng.labels.Dissemination.Declaration;

class DisseminationTest {
    private static Decision decide(List<ContentLabel> labels, Declaration declaration, boolean traces) {
        return Dissemination.decide(labels, declaration, traces, "PLATFORM", "77");
    }

    @Test
    void aLabelInTheMetadataDecidesWhateverTheUserSays() {
        for (Declaration d : Declaration.values()) {
            Decision decision = decide(List.of(LABEL), d, true);
            assertThat(decision.certainty()).contains(Certainty.IS);
            assertThat(decision.label()).contains(LABEL.withPropagation("PLATFORM", "77", ""));
        }
    }

    @Test
    void aDeclarationMakesItPossibleAndTracesAloneMakeItSuspected() {
        assertThat(decide(List.of(), Declaration.GENERATED, true).certainty()).contains(Certainty.MAY_BE);
        Decision suspected = decide(List.of(), Declaration.NOT_GENERATED, true);
        assertThat(suspected.certainty()).contains(Certainty.SUSPECTED);
        assertThat(suspected.notice().zh()).contains("疑似");
        assertThat(suspected.label().orElseThrow().contentPropagator()).isEqualTo("PLATFORM");
    }

    @Test
    void withoutAnySignNothingIsShownAndNothingWritten() {
        Decision none = decide(List.of(), Declaration.NONE, false);
        assertThat(none.certainty()).isEmpty();
        assertThat(none.label()).isEmpty();
    }
}
