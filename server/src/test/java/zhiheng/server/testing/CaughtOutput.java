package zhiheng.server.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Isolated;
import zhiheng.server.cli.Main;

/** The command line as people call it; what it prints is caught, so nothing else may run meanwhile. */
@Isolated
public abstract class CaughtOutput {
    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        System.setOut(realOut);
        System.setErr(realErr);
    }

    /** @return the exit code */
    public int run(Object... words) {
        out.reset();
        err.reset();
        var all = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            all[i] = words[i].toString();
        }
        return Main.run(all);
    }

    public String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
