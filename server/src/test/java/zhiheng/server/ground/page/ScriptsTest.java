package zhiheng.server.ground.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The scripts of the pages: their functions in node's own test runner, and what no script may do. */
class ScriptsTest {
    private static final Path SCRIPTS = Path.of("src/main/java/zhiheng/server");
    private static final Pattern RESULT = Pattern.compile("(?m)^ *(not ok|ok) \\d+ - (.*)$");

    @TestFactory
    List<DynamicTest> the_functions_of_the_scripts_keep_their_word() throws Exception {
        assumeTrue(installed(), "needs node: scripts/install-test-tools");
        var process = new ProcessBuilder("node", "--test", "--test-reporter=tap", "src/test/node/pages.test.mjs")
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        var results = RESULT.matcher(said).results().toList();
        assertThat(results).as(said).hasSizeGreaterThan(10);
        var tests = results.stream()
                .map(result -> DynamicTest.dynamicTest(
                        result.group(2),
                        () -> assertThat(result.group(1)).as(said).isEqualTo("ok")));
        var whole = DynamicTest.dynamicTest(
                "node ends well", () -> assertThat(code).as(said).isZero());
        return Stream.concat(tests, Stream.of(whole)).toList();
    }

    @Test
    void a_script_makes_no_code_from_text_and_leaves_nothing_behind_in_the_window() throws IOException {
        try (var files = Files.walk(SCRIPTS)) {
            var scripts = files.filter(f -> f.toString().endsWith(".js"));
            assertThat(scripts)
                    .isNotEmpty()
                    .allSatisfy(script -> assertThat(Files.readString(script))
                            .doesNotContainPattern("\\beval\\(|new Function|window\\.\\w+ =|\\bvar ")
                            .contains("if (globalThis.document) start();"));
        }
    }

    private static boolean installed() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
