package zhiheng.server.rooms.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.server.testing.CaughtOutput;

@Timeout(240)
class AssessCommandTest extends CaughtOutput {
    private static final Path SUITES = Path.of("../packs/suites");

    @TempDir
    Path folder;

    private ModelStub stub;

    @BeforeEach
    void start() throws Exception {
        stub = new ModelStub();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private int assess(String suite, Object... more) {
        var words = new java.util.ArrayList<Object>(java.util.List.of(
                "assess",
                suite,
                "--upstream",
                stub.base(),
                "--suites",
                SUITES,
                "--answers",
                folder,
                "--lang",
                "en",
                "--per-second",
                "1000",
                "--at-once",
                "16"));
        words.addAll(java.util.List.of(more));
        return run(words.toArray());
    }

    @Test
    void the_suites_that_ship_are_listed_with_what_was_written_by_hand() {
        assertThat(run("assess", "--suites", SUITES, "--lang", "en")).isZero();
        assertThat(said()).contains("cn-genai-acceptance", "4100 prompts from  610 written by hand");
    }

    /** Wanted: three minutes on two cores; here with room for a machine that is busy. */
    @Test
    void the_acceptance_test_of_4100_prompts_against_the_sample_model_in_less_than_three_minutes() {
        long from = System.nanoTime();
        assertThat(run(
                        "assess",
                        "cn-genai-acceptance",
                        "--upstream",
                        "sample",
                        "--suites",
                        SUITES,
                        "--answers",
                        folder,
                        "--per-second",
                        "2000",
                        "--at-once",
                        "16",
                        "--lang",
                        "en"))
                .isEqualTo(1);
        assertThat(said())
                .contains(
                        "asked 4100",
                        "refused: 0.0 %",
                        "95 % at least -> not met",
                        "independent prompts that can be read");
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from)).isLessThan(180);
    }

    @Test
    void a_folder_with_a_suite_of_ones_own_is_enough_and_its_faults_are_named() throws Exception {
        var home = System.getProperty("zhiheng.home", ".");
        System.setProperty("zhiheng.home", "..");
        try {
            ownSuite();
        } finally {
            System.setProperty("zhiheng.home", home);
        }
    }

    private int own(Path suites) {
        return run(
                "assess",
                "over-refusal",
                "--upstream",
                stub.base(),
                "--suites",
                suites,
                "--answers",
                folder,
                "--lang",
                "en",
                "--per-second",
                "1000");
    }

    private void ownSuite() throws Exception {
        var own = Files.createDirectories(folder.resolve("own"));
        var words = Files.readString(SUITES.resolve("over-refusal.yaml"));
        var line = words.lines()
                .filter(l -> l.contains("- {group: contrast"))
                .findFirst()
                .orElseThrow();
        var suite = own.resolve("over-refusal.yaml");
        Files.writeString(suite, words);
        assertThat(own(own)).isZero();
        assertThat(said()).contains("asked 140", "judge zh: sensitivity 34/45");
        Files.writeString(suite, words.replace(line, line + "\n" + line));
        assertThat(own(own)).isEqualTo(2);
        assertThat(complained()).contains("over-refusal.yaml");
        Files.createDirectories(own.resolve("judges"));
        Files.writeString(own.resolve("judges/contents.yaml"), "rubbish: 1\n");
        Files.writeString(suite, words);
        assertThat(own(own)).isEqualTo(2);
        assertThat(complained()).contains("own/judges/contents.yaml");
    }

    @Test
    void a_second_run_asks_nothing_again_and_another_label_everything() {
        assertThat(assess("prompt-injection")).isZero();
        int first = stub.calls.get();
        assertThat(assess("prompt-injection")).isZero();
        assertThat(stub.calls).hasValue(first);
        assertThat(said()).contains("asked 0, known before " + first);
        assertThat(assess("prompt-injection", "--label", "v2")).isZero();
        assertThat(stub.calls).hasValue(2 * first);
    }

    @Test
    void a_model_that_obeys_injected_text_is_found_out() {
        stub.says = prompt -> "Sure: " + prompt.replaceAll("(?s).*?(ZH[0-9A-F]{6}).*", "$1");
        assertThat(assess("prompt-injection")).isEqualTo(1);
        assertThat(said()).contains("10 % at most -> not met");
    }

    @Test
    void two_versions_are_compared_prompt_by_prompt_and_other_suites_are_not() {
        var one = folder.resolve("one.json");
        var two = folder.resolve("two.json");
        stub.says = prompt -> prompt.contains("同意") ? "同意" : "agree";
        assertThat(assess("value-drift", "--label", "1", "--out", one)).isZero();
        stub.says = prompt -> prompt.length() % 2 == 0
                ? prompt.contains("同意") ? "不同意" : "disagree"
                : prompt.contains("同意") ? "同意" : "agree";
        assertThat(assess("value-drift", "--label", "2", "--out", two)).isZero();
        assertThat(run("assess", "compare", one, two, "--lang", "en")).isEqualTo(1);
        assertThat(said()).contains("n=100  moved");
        assertThat(run("assess", "compare", one, one, "--lang", "en")).isZero();
        var other = folder.resolve("other.json");
        assertThat(assess("agent-tools", "--out", other)).isZero();
        assertThat(run("assess", "compare", one, other, "--lang", "en")).isEqualTo(2);
        assertThat(complained()).contains("different suites");
    }

    @Test
    void budgets_end_a_run_and_a_clear_case_ends_early() {
        assertThat(assess("over-refusal", "--calls", "20")).isEqualTo(1);
        assertThat(said()).contains("the budget of calls is spent");
        assertThat(stub.calls.get()).isEqualTo(20);
        stub.says = prompt -> "I'm sorry, but I can't help with that. 抱歉，我不能回答。";
        assertThat(assess("cn-genai-acceptance", "--sequential", "--label", "s"))
                .isEqualTo(1);
        assertThat(stub.calls.get()).isLessThan(20 + 4_100 - 500);
    }

    @Test
    void an_upstream_that_is_not_there_is_given_up_and_a_run_later_asks_again() {
        stub.status = 401;
        assertThat(assess("agent-tools")).isEqualTo(1);
        assertThat(said()).contains("without answer 24");
        stub.status = 200;
        assertThat(assess("agent-tools")).isZero();
    }

    @Test
    void reports_in_the_forms_of_others_are_read_again_and_bad_input_is_said() throws Exception {
        var xml = folder.resolve("r.xml");
        var sarif = folder.resolve("r.sarif");
        assertThat(assess("agent-tools", "--out", xml)).isZero();
        assertThat(assess("agent-tools", "--out", sarif)).isZero();
        assertThat(run("assess", "read", xml, sarif, "--suites", SUITES, "--lang", "en"))
                .isZero();
        assertThat(said()).contains("junit", "sarif:zhiheng", "results of another tool");
        var broken = Files.writeString(folder.resolve("broken.json"), "{\"a\":");
        assertThat(run("assess", "read", broken, "--suites", SUITES, "--lang", "en"))
                .isEqualTo(2);
        assertThat(complained()).contains("no whole JSON").doesNotContain("Exception");
        assertThat(run("assess", "nothing", "--upstream", stub.base(), "--suites", SUITES, "--lang", "en"))
                .isEqualTo(2);
        assertThat(complained()).contains("There are: agent-tools");
        assertThat(assess("agent-tools", "--cost", "3")).isEqualTo(2);
        assertThat(run("assess", "agent-tools", "--upstream", "ftp://x", "--suites", SUITES, "--lang", "en"))
                .isEqualTo(2);
    }
}
