package zhiheng.cases.cacao;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zhiheng.cases.cacao.Plays.action;
import static zhiheng.cases.cacao.Plays.id;
import static zhiheng.cases.cacao.Plays.on;
import static zhiheng.cases.cacao.Plays.playbook;
import static zhiheng.cases.cacao.Plays.step;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;
import zhiheng.cases.cacao.Run.At;
import zhiheng.cases.cacao.Run.State;

class RunTest {
    private static final String TO_END = on("on_completion", "end", "z");

    private static List<String> open(Playbook playbook, Run run) {
        return run.tokens().stream()
                .filter(t -> t.at() != At.INNER)
                .map(t -> playbook.step(t.step()).name().en())
                .toList();
    }

    private static long at(Playbook playbook, Run run, String name) {
        return run.tokens().stream()
                .filter(t -> playbook.step(t.step()).name().en().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void parallel_parts_are_open_at_once_and_what_follows_waits_for_both() {
        var p = PlaybookReader.read(playbook(
                id("parallel", "q"),
                "",
                step(
                        "parallel",
                        "q",
                        "\"next_steps\":[\"" + id("action", "a") + "\",\"" + id("action", "b") + "\"],"
                                + on("on_completion", "action", "c")),
                action("a", TO_END),
                action("b", TO_END),
                action("c", TO_END)));
        var run = Run.start(p, Map.of());
        assertThat(open(p, run)).containsExactly("a", "b");
        run = run.done(p, at(p, run, "b"), true);
        assertThat(open(p, run)).containsExactly("a");
        run = run.done(p, at(p, run, "a"), true);
        assertThat(open(p, run)).containsExactly("c");
        assertThat(run.done(p, at(p, run, "c"), true).state()).isEqualTo(State.ENDED);
    }

    @Test
    void a_failed_step_goes_its_own_way_and_without_one_the_run_has_failed() {
        var p = PlaybookReader.read(playbook(
                id("action", "a"),
                "",
                action("a", on("on_success", "end", "z") + "," + on("on_failure", "action", "b")),
                action("b", on("on_success", "end", "z"))));
        var run = Run.start(p, Map.of());
        run = run.done(p, at(p, run, "a"), false);
        assertThat(open(p, run)).containsExactly("b");
        assertThat(run.done(p, at(p, run, "b"), false).state()).isEqualTo(State.FAILED);
    }

    @Test
    void a_loop_asks_again_after_each_round_and_a_condition_without_a_second_way_goes_on() throws Exception {
        var p = PlaybookReader.read(Plays.shipped("deepfake"));
        var run = Run.start(p, Map.of());
        for (var done : List.of("Keep the original and where it was", "An explicit label before every answer")) {
            run = run.done(p, at(p, run, done), true);
        }
        run = run.choose(p, at(p, run, "Does it come from this system?"), "false");
        run = run.done(p, at(p, run, "Tell whose system it is"), true);
        run = run.done(p, at(p, run, "Ask the platforms that spread it"), true);
        for (int i = 0; i < 3; i++) {
            run = run.choose(p, at(p, run, "Does it still spread?"), "true");
            assertThat(open(p, run)).containsExactly("Ask the platforms again and correct in public");
            run = run.done(p, at(p, run, "Ask the platforms again and correct in public"), true);
        }
        run = run.choose(p, at(p, run, "Does it still spread?"), "false");
        assertThat(open(p, run)).containsExactly("Report, and tell the person shown");
    }

    @Test
    void a_step_done_by_two_is_done_by_the_first() throws Exception {
        var p = PlaybookReader.read(Plays.shipped("data-leakage"));
        var run = Run.start(p, Map.of());
        long token = at(p, run, "Write down what is known");
        var after = run.done(p, token, true);
        assertThat(open(p, after)).containsExactly("Limit the traffic");
        assertThatThrownBy(() -> after.choose(p, token, "true")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> after.done(p, 77, true)).isInstanceOf(Refusal.class);
    }

    @Test
    void a_variable_without_a_value_must_be_given_and_a_constant_stays() {
        var variables = "\"playbook_variables\":{\"__a__\":{\"type\":\"string\"},"
                + "\"__b__\":{\"type\":\"string\",\"value\":\"fix\",\"constant\":true}},";
        var p = PlaybookReader.read(playbook(id("action", "a"), variables, action("a", TO_END)));
        assertThatThrownBy(() -> Run.start(p, Map.of())).hasMessageContaining("__a__");
        var run = Run.start(p, Map.of("__a__", "x", "__b__", "other"));
        assertThat(Playbook.filled("__a__:value/__b__:value", run.values())).isEqualTo("x/fix");
    }

    /** Whatever people answer, a run of a playbook that passed the checks comes to its end, and is written and read unchanged. */
    @Test
    void every_way_through_the_shipped_playbooks_comes_to_an_end() throws Exception {
        for (var name : List.of("data-leakage", "deepfake")) {
            var p = PlaybookReader.read(Plays.shipped(name));
            for (int seed = 0; seed < 300; seed++) {
                var random = new Random(seed);
                var run = Run.start(p, Map.of());
                for (int i = 0; run.state() == State.RUNNING; i++) {
                    assertThat(i).as("steps of seed " + seed).isLessThan(500);
                    assertThat(RunCodec.of(new HashMap<>(RunCodec.tree(run)))).isEqualTo(run);
                    var free = run.tokens().stream()
                            .filter(t -> t.at() != At.INNER)
                            .toList();
                    assertThat(free).isNotEmpty();
                    var token = free.get(random.nextInt(free.size()));
                    run = p.step(token.step()).type().asks()
                            ? run.choose(p, token.id(), random.nextInt(3) == 0 ? "true" : "false")
                            : run.done(p, token.id(), true);
                }
                assertThat(run.state()).isEqualTo(State.ENDED);
            }
        }
    }
}
