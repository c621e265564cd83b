package zhiheng.cases.cacao;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zhiheng.cases.cacao.Plays.action;
import static zhiheng.cases.cacao.Plays.id;
import static zhiheng.cases.cacao.Plays.on;
import static zhiheng.cases.cacao.Plays.playbook;
import static zhiheng.cases.cacao.Plays.step;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import zhiheng.base.JsonReader;
import zhiheng.base.Refusal;
import zhiheng.base.testing.Needed;

class PlaybookReaderTest {
    private static final Path NODE = Path.of("src/test/node");
    private static final String TO_END = on("on_completion", "end", "z");

    private static String schemas(String playbook) throws Exception {
        Needed.program("node");
        Needed.that(Files.isDirectory(NODE.resolve("node_modules/ajv")), "ajv is not installed");
        var process =
                new ProcessBuilder("node", "cacao.mjs").directory(NODE.toFile()).start();
        try (var in = process.getOutputStream()) {
            in.write(playbook.getBytes(StandardCharsets.UTF_8));
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void refused(String playbook, String... because) {
        assertThatThrownBy(() -> PlaybookReader.read(playbook))
                .isInstanceOf(Refusal.class)
                .satisfies(e -> assertThat(((Refusal) e).text().en()).contains(because));
    }

    @Test
    void the_playbooks_that_ship_are_valid_by_the_published_schemas_and_by_our_own_checks() throws Exception {
        for (var name : List.of("data-leakage", "deepfake")) {
            assertThat(schemas(Plays.shipped(name))).contains("\"valid\":true");
            var playbook = PlaybookReader.read(Plays.shipped(name));
            assertThat(playbook.beyondUs()).isEmpty();
            assertThat(playbook.name().zh()).isNotEqualTo(playbook.name().en());
        }
    }

    @Test
    void a_circle_passes_the_schemas_and_not_us() throws Exception {
        var circle = playbook(
                id("action", "a"),
                "",
                action("a", on("on_completion", "action", "b")),
                action("b", on("on_success", "action", "a") + "," + on("on_failure", "end", "z")));
        assertThat(schemas(circle.replace("individual--x", id("individual", "x"))))
                .contains("\"valid\":true");
        refused(circle, id("action", "b") + " leads back to " + id("action", "a"));
    }

    @Test
    void a_step_that_is_not_there_a_second_start_and_a_way_without_an_end_are_named_together() {
        refused(
                playbook(
                        id("action", "a"),
                        "",
                        action("a", on("on_success", "action", "gone")),
                        action("b", "\"description\":\"nothing follows\""),
                        step("start", "t", TO_END)),
                "exactly one start, not 2",
                "leads to " + id("action", "gone") + ", which is not there",
                id("action", "b") + " has no next step");
    }

    @Test
    void a_step_that_no_way_leads_to_is_named() {
        refused(playbook(id("end", "z"), "", action("a", TO_END)), "no way leads to " + id("action", "a"));
    }

    @Test
    void a_variable_that_nobody_declared_and_an_agent_that_is_not_defined_are_faults() {
        var uses = action("a", TO_END).replace("\"do\"", "\"block __user__:value\"");
        refused(playbook(id("action", "a"), "", uses), "uses the variable __user__, which is not declared");
        var declared = "\"playbook_variables\":{\"__user__\":{\"type\":\"string\"}},";
        assertThat(PlaybookReader.read(playbook(id("action", "a"), declared, uses))
                        .variables())
                .containsKey("__user__");
        refused(
                playbook(id("action", "a"), "", action("a", TO_END).replace("individual--x", "individual--y")),
                "its agent is not defined");
    }

    @Test
    void a_call_needs_a_method_a_path_and_one_address() {
        var call = action("a", TO_END).replace("\"manual\"", "\"http-api\"");
        refused(playbook(id("action", "a"), "", call), "'POST /path HTTP/1.1'", "one target of sort http-api");
    }

    @Test
    void what_this_server_cannot_do_is_read_and_said() {
        var ssh = action("a", TO_END).replace("\"manual\"", "\"ssh\"");
        assertThat(PlaybookReader.read(playbook(id("action", "a"), "", ssh)).beyondUs())
                .extracting(Playbook.Step::id)
                .containsExactly(id("action", "a"));
    }

    @Test
    void more_steps_than_two_hundred_and_another_version_are_refused() {
        var many =
                IntStream.range(0, 201).mapToObj(i -> action("a" + i, TO_END)).collect(Collectors.joining(","));
        refused(playbook(id("action", "a0"), "", many), "from 1 to 200 steps");
        refused(playbook(id("end", "z"), "", action("a", TO_END)).replace("cacao-2.0", "cacao-1.1"), "cacao-2.0");
        refused("{", "is no JSON: 1:");
        assertThat(JsonReader.object(playbook(id("end", "z"), "", action("a", TO_END)), JsonReader.Limits.BODY))
                .as("the samples of this test are JSON")
                .isNotEmpty();
    }
}
