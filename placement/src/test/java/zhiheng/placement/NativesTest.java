package zhiheng.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The solver's machine code is large: it is loaded when a plan needs it, and not by reading files or by peers. */
class NativesTest {
    /** Runs in a process of its own, since a process loads a library once. */
    static final class Probe {
        private Probe() {}

        public static void main(String[] args) throws IOException {
            var week = new NationalYear(1).week(0, 20);
            Peer.CHEAPEST_FIRST.plan(ProblemFiles.read(ProblemFiles.write(week)));
            boolean before = loaded();
            for (int seed = 0; seed < 100 && !loaded(); seed++) {
                Planner.plan(Made.small(new SplittableRandom(seed)), Planner.Effort.LIGHT);
            }
            System.out.println(before + " " + loaded());
        }

        private static boolean loaded() throws IOException {
            return Files.readString(Path.of("/proc/self/maps")).contains("ortools");
        }
    }

    @Test
    void it_is_loaded_when_a_plan_first_needs_it() throws Exception {
        var java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Probe.class.getName())
                .start();
        assertThat(new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                .isEqualTo("false true");
        assertThat(java.waitFor()).isZero();
    }
}
