package zhiheng.drills.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final Budget WIDE =
            new Budget(1_000_000, 1, 1_000, Long.MAX_VALUE, Double.MAX_VALUE, 0, Duration.ofHours(1));

    static Probe probe(String part, String group, String origin, int n) {
        return new Probe(part + n, part, group, origin, "en", "", "prompt " + part + n, List.of(), "", "", 0);
    }

    private static List<Probe> probes(int n) {
        return IntStream.range(0, n).mapToObj(i -> probe("p", "g", "o" + i, i)).toList();
    }

    private static final Answer FINE = Answer.said("yes", List.of(), "m", 10, 1);

    @Test
    void asks_each_once_and_ends() {
        var plan = new Plan(probes(3), WIDE);
        var asked = new ArrayList<String>();
        var now = NOON;
        while (plan.next(now) instanceof Plan.Step.Ask(var probe)) {
            asked.add(probe.id());
            assertThat(plan.answered(probe, FINE, now)).isTrue();
            now = now.plusMillis(1);
        }
        assertThat(asked).containsExactly("p0", "p1", "p2");
        assertThat(plan.next(now)).isEqualTo(new Plan.Step.End(Plan.Reason.ALL_ASKED));
    }

    @Test
    void keeps_to_the_rate() {
        var plan = new Plan(probes(100), new Budget(10, 100, 1_000, 1 << 20, 1, 0, Duration.ofHours(1)));
        int asked = 0;
        var now = NOON;
        while (now.isBefore(NOON.plusSeconds(3))) {
            switch (plan.next(now)) {
                case Plan.Step.Ask ask -> asked++;
                case Plan.Step.Wait wait -> now = now.plus(wait.time());
                case Plan.Step.End end -> throw new AssertionError(end);
            }
        }
        assertThat(asked).isBetween(29, 32);
    }

    @Test
    void a_busy_upstream_is_left_alone_as_long_as_it_asks_and_then_asked_again() {
        var plan = new Plan(probes(1), WIDE);
        var ask = (Plan.Step.Ask) plan.next(NOON);
        assertThat(plan.answered(ask.probe(), Answer.failed(Answer.Outcome.BUSY, "429", 1, 7), NOON))
                .isFalse();
        assertThat(plan.next(NOON)).isEqualTo(new Plan.Step.Wait(Duration.ofSeconds(7)));
        assertThat(plan.next(NOON.plusSeconds(7))).isEqualTo(ask);
    }

    @Test
    void a_timeout_is_not_asked_again() {
        var plan = new Plan(probes(1), WIDE);
        var ask = (Plan.Step.Ask) plan.next(NOON);
        assertThat(plan.answered(ask.probe(), Answer.failed(Answer.Outcome.TIMED_OUT, "", 1, 0), NOON))
                .isTrue();
        assertThat(plan.next(NOON.plusSeconds(60))).isEqualTo(new Plan.Step.End(Plan.Reason.ALL_ASKED));
    }

    @Test
    void every_budget_ends_a_run_with_its_own_reason() {
        assertThat(end(new Budget(1e6, 1, 2, 1 << 20, 1e9, 0, Duration.ofHours(1)), FINE))
                .isEqualTo(Plan.Reason.CALLS_SPENT);
        assertThat(end(new Budget(1e6, 1, 99, 25, 1e9, 0, Duration.ofHours(1)), FINE))
                .isEqualTo(Plan.Reason.TOKENS_SPENT);
        assertThat(end(new Budget(1e6, 1, 99, 1 << 20, .25, 10, Duration.ofHours(1)), FINE))
                .isEqualTo(Plan.Reason.COST_SPENT);
        assertThat(end(new Budget(1e6, 1, 99, 1 << 20, 1e9, 0, Duration.ofMillis(20)), FINE))
                .isEqualTo(Plan.Reason.TIME_SPENT);
        assertThat(end(WIDE, Answer.failed(Answer.Outcome.DECLINED, "401", 1, 0)))
                .isEqualTo(Plan.Reason.UPSTREAM_GONE);
    }

    private static Plan.Reason end(Budget budget, Answer answer) {
        var plan = new Plan(probes(50), budget);
        var now = NOON;
        while (true) {
            switch (plan.next(now)) {
                case Plan.Step.Ask(var probe) -> {
                    var ignored = plan.answered(probe, answer, now);
                    now = now.plusMillis(5);
                }
                case Plan.Step.Wait wait -> now = now.plus(wait.time());
                case Plan.Step.End(var reason) -> {
                    return reason;
                }
            }
        }
    }

    @Test
    void an_order_begins_with_one_of_each_group_and_origin_and_keeps_pairs_together() {
        var all = new ArrayList<Probe>();
        for (int i = 0; i < 12; i++) {
            all.add(probe("p", i < 6 ? "a" : "b", "o" + i / 2, i));
        }
        var order = Plan.order(all, 1);
        assertThat(order).containsExactlyInAnyOrderElementsOf(all);
        assertThat(order.subList(0, 6).stream().map(Probe::origin).distinct()).hasSize(6);
        assertThat(Plan.order(all, 1)).isEqualTo(order);
        assertThat(Plan.order(all, 2)).isNotEqualTo(order);
    }

    @Test
    void a_part_that_is_clear_is_asked_no_further() {
        var plan = new Plan(probes(10), WIDE);
        plan.settle("p");
        assertThat(plan.next(NOON)).isEqualTo(new Plan.Step.End(Plan.Reason.ALL_ASKED));
    }
}
