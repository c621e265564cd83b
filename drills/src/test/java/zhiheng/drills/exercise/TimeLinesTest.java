package zhiheng.drills.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.base.Refusal;

class TimeLinesTest {
    private static final TimeLines.Kept KEPT = new TimeLines.Kept(Samples.TEXT, 1, Samples.perfect());

    @Test
    void what_is_written_is_read_again_and_scores_the_same() {
        var text = TimeLines.write(KEPT);
        var read = TimeLines.read(text);
        assertThat(read).isEqualTo(KEPT);
        assertThat(TimeLines.write(read)).isEqualTo(text);
        assertThat(Scorer.score(read.scenario(), read.line()))
                .isEqualTo(Scorer.score(Samples.SMALL, Samples.perfect()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            zhiheng-drill-1 | zhiheng-drill-9 | format
            "tempo":1 | "tempo":0 | tempo
            "tempo":1 | "tempo":"fast" | tempo
            ALERT | ALARM | kind 'ALARM'
            "inject":"two" | "inject":"three" | inject 'three'
            2026-11-30T02:00:00Z | yesterday | yesterday
            "delivered":10 | "delivered":5000 | more delivered than made
            {"format" | {"format"}{ | no JSON
            """)
    void a_record_that_is_none_is_refused_with_what_is_wrong(String right, String wrong, String said) {
        var text = TimeLines.write(KEPT).replace(right, wrong);
        assertThatThrownBy(() -> TimeLines.read(text))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(said);
    }
}
