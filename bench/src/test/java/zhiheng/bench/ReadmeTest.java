package zhiheng.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every command that the README shows at the shell runs as shown. It stands here since this module is built last. */
class ReadmeTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @TestFactory
    Stream<DynamicTest> every_command_of_the_readme_runs() throws IOException {
        var commands = commands();
        assertThat(commands).hasSizeGreaterThan(5);
        return commands.stream().map(command -> DynamicTest.dynamicTest(command, () -> run(command)));
    }

    private static List<String> commands() throws IOException {
        return Files.readAllLines(HOME.resolve("README.md")).stream()
                .filter(line -> line.startsWith("./zhiheng "))
                .map(line -> line.replaceAll("\\s+#.*", "").strip())
                .filter(line -> !line.matches("./zhiheng (serve|test)"))
                .toList();
    }

    private static void run(String command) throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(command.split(" ")).directory(HOME.toFile()).redirectErrorStream(true);
        builder.environment().put("ZHIHENG_NO_BUILD", "1");
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(output).isNotBlank();
    }
}
