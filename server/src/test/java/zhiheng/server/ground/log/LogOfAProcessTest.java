package zhiheng.server.ground.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a whole process writes and loads. */
class LogOfAProcessTest {
    /** Says one thing in each of the three ways in which the program and its libraries speak. */
    public static final class Speaker {
        public static void main(String[] args) {
            LogSetUp.forServer();
            System.getLogger("zhiheng.one").log(System.Logger.Level.WARNING, "{0} of {1}", 1, "it''s");
            java.util.logging.Logger.getLogger("some.library").warning("two");
            org.slf4j.LoggerFactory.getLogger("some.library").warn("three");
            System.getLogger("zhiheng.four").log(System.Logger.Level.ERROR, "four", new IllegalStateException("why"));
            System.getLogger("zhiheng.five").log(System.Logger.Level.DEBUG, "never said");
        }
    }

    @Test
    void all_three_ways_of_speaking_become_lines_of_one_form() throws Exception {
        var lines = run(Map.of("ZHIHENG_LOG", "json"), List.of(Speaker.class.getName()));
        assertThat(lines.lines()
                        .map(line -> JsonMapper.shared().readTree(line))
                        .map(line -> line.get("logger").asString() + ": "
                                + line.get("message").asString()))
                .containsExactly(
                        "zhiheng.one: 1 of it''s", "some.library: two", "some.library: three", "zhiheng.four: four");
    }

    @Test
    void a_wrong_setting_is_said_once_and_does_not_stop_the_program() throws Exception {
        var lines = run(Map.of("ZHIHENG_LOG_LEVEL", "loud"), List.of(Speaker.class.getName()));
        assertThat(lines).containsOnlyOnce("ZHIHENG_LOG_LEVEL is trace").contains("zhiheng.four: four");
    }

    @Test
    void a_short_command_loads_no_logging_library() throws Exception {
        var loaded = run(Map.of(), List.of("-Xlog:class+load", "zhiheng.server.cli.Main", "--version"));
        assertThat(loaded)
                .contains("zhiheng.server.cli.Main")
                .doesNotContain("ch.qos.logback", "java.util.logging.LogManager ");
    }

    private static String run(Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        var command = new java.util.ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("ZHIHENG_"));
        builder.environment().putAll(environment);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
