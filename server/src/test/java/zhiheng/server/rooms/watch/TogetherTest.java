package zhiheng.server.rooms.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.gateway.Ask;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Served;
import zhiheng.watch.season.JointScore;

/** A system's traffic in one score, and what makes it high. */
class TogetherTest {
    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
    private static final long PANE = Together.PANE.toSeconds();

    @TempDir
    Path folder;

    private static Interaction call(String system, Instant time, int status, long micros, long tokens) {
        return new Interaction(
                "id",
                system,
                time,
                "chat/completions",
                Ask.NOTHING,
                "u",
                1,
                false,
                1,
                status,
                "",
                "",
                0,
                "",
                0,
                0,
                tokens,
                micros,
                micros,
                false,
                Map.of(),
                false,
                "",
                false,
                Served.UNSAID);
    }

    /** Five days of panes with about twenty calls; in the last pane all fails slowly. */
    private static List<Interaction> week(String system, int panes, boolean badEnd) {
        var random = new Random(4);
        var calls = new ArrayList<Interaction>();
        for (int pane = 0; pane < panes; pane++) {
            boolean bad = badEnd && pane == panes - 1;
            int many = 15 + random.nextInt(10);
            for (int i = 0; i < many; i++) {
                var time = START.plusSeconds(pane * PANE + i);
                int status = random.nextInt(bad ? 2 : 50) == 0 ? 502 : 200;
                calls.add(call(system, time, status, 200_000 + random.nextInt(100_000), 100 + random.nextInt(50)));
            }
        }
        calls.add(call(system, START.plusSeconds(panes * PANE), 200, 250_000, 120)); // ends the last pane
        return calls;
    }

    @Test
    void a_pane_in_which_half_of_the_calls_fail_is_unusual_and_failures_are_named() {
        try (var together = new Together(folder.resolve("t.state"))) {
            together.calls(week("bot", 1_500, true));
            var seen = together.of("bot");
            assertThat(seen.rows()).isEqualTo(1_500);
            var latest = seen.latest();
            assertThat(latest).isNotNull();
            assertThat(latest.scored().score()).isGreaterThan(.5);
            assertThat(latest.time()).isEqualTo(START.plusSeconds(1_499 * PANE).toEpochMilli());
            assertThat(latest.scored().parts())
                    .first()
                    .extracting(JointScore.Part::metric)
                    .isEqualTo("failed");
            assertThat(seen.unusual()).startsWith(latest).hasSizeLessThan(12);
            assertThat(together.of("another").latest()).isNull();
        }
    }

    @Test
    void what_was_learnt_is_still_known_after_a_restart_and_a_damaged_file_begins_afresh() throws Exception {
        var file = folder.resolve("t.state");
        Together.Seen before;
        try (var together = new Together(file)) {
            together.calls(week("bot", 300, true));
            before = together.of("bot");
        }
        try (var together = new Together(file)) {
            assertThat(together.of("bot")).isEqualTo(before);
        }
        java.nio.file.Files.write(file, new byte[] {0, 0, 0, 1, 0, 0, 0, 1, 0});
        try (var together = new Together(file)) {
            assertThat(together.of("bot").rows()).isZero();
        }
    }
}
