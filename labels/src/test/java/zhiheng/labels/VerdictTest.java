package zhiheng.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import zhiheng.base.Text;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;
import zhiheng.labels.label.FoundLabel;

class VerdictTest {
    private static FoundLabel found(ContentLabel label, Deviation... deviations) {
        return new FoundLabel("XMP", label, List.of(deviations), "");
    }

    private static Verdict judge(FoundLabel... labels) {
        return Labels.judge(List.of(labels), Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(Deviation.class)
    void only_a_deviation_that_breaks_the_standard_makes_a_label_non_compliant(Deviation deviation) {
        Verdict verdict = judge(found(FormatChecks.LABEL, deviation));
        if (deviation == Deviation.DISAGREEING) {
            assertThat(verdict).isInstanceOf(Verdict.Inconclusive.class);
        } else if (deviation.breaks()) {
            assertThat(verdict).isEqualTo(new Verdict.NonCompliant(List.of(deviation)));
        } else {
            assertThat(verdict).isEqualTo(new Verdict.Compliant());
        }
        assertThat(deviation.text().zh()).isNotBlank();
        assertThat(deviation.text().en()).isNotBlank();
        assertThat(deviation.clause()).isNotBlank();
    }

    @Test
    void the_same_label_twice_is_a_duplicate_and_two_different_ones_contradict() {
        ContentLabel other = ContentLabel.of(Certainty.MAY_BE, "OTHER", "2");
        assertThat(judge(found(FormatChecks.LABEL), found(FormatChecks.LABEL)))
                .isEqualTo(new Verdict.NonCompliant(List.of(Deviation.DUPLICATE)));
        assertThat(judge(found(FormatChecks.LABEL), found(other))).isInstanceOf(Verdict.Inconclusive.class);
    }

    @Test
    void trouble_outweighs_what_was_found_before_it_and_absence_is_only_said_of_a_whole_file() {
        var trouble = new Text("文件不完整", "the file is incomplete");
        assertThat(Labels.judge(List.of(found(FormatChecks.LABEL)), Optional.of(trouble)))
                .isEqualTo(new Verdict.Inconclusive(trouble));
        assertThat(Labels.judge(List.of(), Optional.of(trouble))).isEqualTo(new Verdict.Inconclusive(trouble));
        assertThat(judge()).isEqualTo(new Verdict.None());
    }
}
