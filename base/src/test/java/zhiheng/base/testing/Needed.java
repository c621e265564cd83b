package zhiheng.base.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs from the machine: a program, a font, a browser. On a developer's machine that lacks it the test is skipped; in
 * continuous integration ({@code CI=true}) it fails, for there a skipped test would be noticed by nobody.
 */
public final class Needed {
    private static final String HOW = "; scripts/install-test-tools installs it";

    private Needed() {}

    /** A program on the path. */
    public static void program(String name) {
        that(there(name), name + " is not installed");
    }

    /** @param lacking what to say if it is not there */
    public static void that(boolean there, String lacking) {
        that(there, lacking, "true".equals(System.getenv("CI")));
    }

    static void that(boolean there, String lacking, boolean ci) {
        if (!there && ci) {
            throw new AssertionError(lacking + HOW);
        }
        Assumptions.assumeTrue(there, lacking + HOW);
    }

    /** Whether a program lies on the path, for a test that has another way without it. */
    public static boolean there(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
