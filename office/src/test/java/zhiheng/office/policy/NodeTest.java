package zhiheng.office.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;

class NodeTest {
    private static final LocalDate DUE = LocalDate.parse("2026-11-30");

    private static Node node(String report, Double reported, Double confirmed) {
        return new Node(
                "n",
                "p",
                "m",
                "d",
                "Pay in time",
                DUE,
                "days to payment",
                62,
                40,
                report,
                reported,
                confirmed,
                Node.State.NONE,
                1);
    }

    @Test
    void what_only_its_owner_reports_stays_grey_and_is_red_once_its_day_is_over() {
        var node = node("three meetings, 100 %", 40.0, null);
        assertThat(node.light(DUE)).isEqualTo(Node.Light.GREY);
        assertThat(node.light(DUE.plusDays(1))).isEqualTo(Node.Light.RED);
    }

    /** Facts, case 14: 62 to 61 with a target of 40. */
    @Test
    void a_move_that_cannot_be_seen_does_not_count_when_the_day_is_over() {
        assertThat(node("", null, 61.0).light(DUE.plusDays(1))).isEqualTo(Node.Light.RED);
        assertThat(node("", null, 48.0).light(DUE.plusDays(1))).isEqualTo(Node.Light.AMBER);
        assertThat(node("", null, 70.0).light(DUE)).isEqualTo(Node.Light.PLANNED);
    }

    @Test
    void a_target_reached_and_confirmed_is_green_whichever_way_is_better() {
        assertThat(node("", null, 39.0).light(DUE.plusDays(9))).isEqualTo(Node.Light.GREEN);
        var up = new Node("n", "p", "m", "d", "t", DUE, "firms served", 10, 50, "", null, 50.0, Node.State.NONE, 1);
        assertThat(up.light(DUE)).isEqualTo(Node.Light.GREEN);
    }

    @Test
    void a_target_equal_to_the_baseline_is_refused() {
        assertThatThrownBy(
                        () -> new Node("n", "p", "m", "d", "t", DUE, "x", 10, 10, "", null, null, Node.State.NONE, 1))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void an_excused_node_counts_neither_way_even_past_its_day() {
        var state = new Node.State("", "", "the measure was withdrawn", false);
        var node = new Node("n", "p", "m", "d", "t", DUE, "days", 62, 40, "", null, null, state, 1);
        assertThat(node.light(DUE.plusDays(9))).isEqualTo(Node.Light.EXCUSED);
    }
}
