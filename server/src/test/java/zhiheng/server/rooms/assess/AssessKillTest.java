package zhiheng.server.rooms.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Await;
import zhiheng.server.cli.Main;

/** A process that is killed with no warning, and one that goes on: no prompt reaches the model twice, and no answer is lost. */
@Timeout(180)
class AssessKillTest {
    private static final int AT_ONCE = 8;

    @TempDir
    Path folder;

    private Process assess(ModelStub stub, Path said) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx400m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "assess",
                        "over-refusal",
                        "--upstream",
                        stub.base().toString(),
                        "--suites",
                        "../packs/suites",
                        "--answers",
                        folder.resolve("answers").toString(),
                        "--per-second",
                        "100",
                        "--at-once",
                        Integer.toString(AT_ONCE),
                        "--lang",
                        "en")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    @Test
    void after_a_kill_nothing_is_asked_twice_and_what_was_under_way_is_said_to_be_lost() throws Exception {
        var said = folder.resolve("said");
        try (var stub = new ModelStub()) {
            stub.delayMillis = 50;
            for (int kill : List.of(30, 70)) {
                var process = assess(stub, said);
                Await.until("it is under way", () -> stub.calls.get() >= kill || !process.isAlive());
                process.destroyForcibly().waitFor();
            }
            var last = assess(stub, said);
            assertThat(last.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(said)).contains("all asked", "known before");
            assertThat(stub.asked.values()).containsOnly(1);
            // Each kill loses what was under way, and no more.
            assertThat(stub.asked.size()).isBetween(140 - 2 * AT_ONCE, 140);
            var lost = Files.readString(said)
                    .lines()
                    .filter(l -> l.contains("without answer"))
                    .mapToInt(l -> Integer.parseInt(l.replaceAll(".*without answer ", "")))
                    .sum();
            assertThat(lost).isLessThanOrEqualTo(2 * AT_ONCE);
        }
    }
}
