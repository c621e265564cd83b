package zhiheng.drills.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTopTest {
    private final TableTop table = new TableTop(Samples.SMALL, Samples.T0);

    @Test
    void what_is_said_at_the_table_is_scored() {
        assertThat(table.until(Duration.ofSeconds(30))).isEmpty();
        assertThat(table.until(Duration.ofMinutes(1)))
                .extracting(Scenario.Inject::id)
                .containsExactly("one");
        table.until(Duration.ofMinutes(2));
        table.say("alert");
        table.say("ack");
        table.say("grade YELLOW");
        table.until(Duration.ofMinutes(4));
        table.say("contain L3");
        table.until(Duration.ofMinutes(11));
        table.say("recover");
        table.say("report initial");
        table.say("note the telephone list was old");
        assertThat(table.until(Duration.ofMinutes(21))).hasSize(1);
        table.say("ack");
        table.say("ack one");
        table.until(Duration.ofHours(2));
        assertThat(table.over()).as("it stops by itself").isTrue();
        assertThat(table.now()).isEqualTo(Duration.ofHours(1));
        assertThatThrownBy(() -> table.say("ack")).hasMessageContaining("over");
        var score = Scorer.score(Samples.SMALL, table.line());
        assertThat(score.total()).isEqualTo(Letter.A);
        assertThat(score.atMost()).isTrue();
        assertThat(score.of(Measure.CONTAIN).value()).isEqualTo(120);
        assertThat(score.reports()).containsEntry("initial", 660.0 - 120 - 1800);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alrt | did you mean 'alert'
            contain | Name the step
            contain L9 | Name the step
            grade purple | Name the grade
            report inital | did you mean 'initial'
            """)
    void a_line_that_says_nothing_clear_is_refused(String line, String said) {
        table.until(Duration.ofMinutes(1));
        assertThatThrownBy(() -> table.say(line)).hasMessageContaining(said);
    }

    @Test
    void nothing_is_about_an_inject_that_has_not_come_and_time_does_not_go_back() {
        assertThatThrownBy(() -> table.say("ack")).hasMessageContaining("Nothing has been injected");
        table.until(Duration.ofMinutes(5));
        assertThatThrownBy(() -> table.until(Duration.ofMinutes(4))).hasMessageContaining("does not go back");
    }
}
