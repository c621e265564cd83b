package zhiheng.server.rooms.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.server.cli.Main;

class WatchPowerCommandTest {
    private static String said(String... options) {
        var all = new ArrayList<>(List.of("watch", "power", "--lang", "en"));
        all.addAll(List.of(options));
        var out = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            return Main.run(all.toArray(String[]::new)) + " " + out.toString(StandardCharsets.UTF_8);
        } finally {
            System.setOut(before);
        }
    }

    @Test
    void how_many_decisions_are_needed_is_said_before_one_is_taken_and_simulated() {
        assertThat(said("--share", "3%", "--rate", "50%", "--ratio", ".4", "--runs", "10"))
                .startsWith("0 decisions, about: ")
                .contains("of the group)", "simulated: median", "of 10 streams");
    }

    @Test
    void what_is_allowed_needs_no_decisions_and_senseless_shares_are_refused() {
        assertThat(said("--share", ".3", "--rate", ".5", "--ratio", ".9")).contains("no alarm");
        assertThat(said("--share", "130%", "--rate", ".5", "--ratio", ".9")).startsWith("2 ");
    }
}
