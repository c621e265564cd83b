package zhiheng.server.rooms.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.server.cli.Main;
import zhiheng.server.rooms.watch.ReplaySettings.Metric;

@Isolated
class WatchReplayCommandTest {
    private static final String ALARMING = rates(2_000, .002, 2_000, .1);

    @TempDir
    Path folder;

    private final PrintStream realErr = System.err;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void capture() {
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        System.setErr(realErr);
    }

    private static String rates(int before, double low, int after, double high) {
        var random = new Random(5);
        var csv = new StringBuilder("timestamp,value,interaction\n");
        for (int i = 0; i < before + after; i++) {
            csv.append(1_790_000_000L + i * 60)
                    .append(',')
                    .append(random.nextDouble() < (i < before ? low : high) ? 1 : 0)
                    .append(",call-")
                    .append(i)
                    .append('\n');
        }
        return csv.toString();
    }

    private static Drawing replay(ReplaySettings settings, String csv) throws IOException {
        var drawing = new Drawing();
        new Replay(settings, drawing).run(new StringReader(csv));
        return drawing;
    }

    private int run(String csv, String... options) throws IOException {
        var file = Files.writeString(folder.resolve("stream.csv"), csv);
        var all = new ArrayList<String>(List.of("watch", "replay", file.toString(), "--lang", "en"));
        all.addAll(List.of(options));
        return Main.run(all.toArray(String[]::new));
    }

    @Test
    void a_rate_that_rises_alarms_after_the_change_with_examples_and_its_promise() throws IOException {
        for (var limit : new Double[] {.01, null}) {
            var settings = new ReplaySettings(
                    Metric.RATE,
                    limit,
                    10_000,
                    zhiheng.watch.rate.Direction.UP,
                    0,
                    1,
                    true,
                    ReplaySettings.FairnessKind.SELECTION,
                    "");
            var alerts = replay(settings, ALARMING).alerts();
            assertThat(alerts).isNotEmpty();
            var first = alerts.getFirst();
            assertThat(first.alarm().time()).isGreaterThanOrEqualTo((1_790_000_000L + 2_000 * 60) * 1000);
            assertThat(first.alarm().onset()).isLessThanOrEqualTo(first.alarm().time());
            assertThat(first.examples()).isNotEmpty();
            assertThat(first.course()).hasSizeGreaterThan(10);
        }
    }

    @Test
    void a_stream_that_stands_still_has_no_alarm() throws IOException {
        assertThat(replay(ReplaySettings.of(Metric.RATE), rates(4_000, .05, 0, 0))
                        .alerts())
                .isEmpty();
    }

    @Test
    void groups_treated_unequally_alarm_and_are_named() throws IOException {
        var random = new Random(3);
        var csv = new StringBuilder("timestamp,decision,group\n");
        for (int i = 0; i < 6_000; i++) {
            boolean first = random.nextBoolean();
            csv.append(1_790_000_000L + i)
                    .append(',')
                    .append(random.nextDouble() < (first ? .6 : .3) ? 1 : 0)
                    .append(first ? ",A\n" : ",B\n");
        }
        var settings = new ReplaySettings(
                Metric.FAIRNESS,
                null,
                10_000,
                zhiheng.watch.rate.Direction.UP,
                0,
                1,
                true,
                ReplaySettings.FairnessKind.SELECTION,
                "A");
        assertThat(replay(settings, csv.toString()).alerts().getFirst().alarm().moved())
                .anySatisfy(moved -> assertThat(moved.what()).contains("B"));
    }

    @Test
    void a_score_is_given_for_every_row_and_the_spike_is_the_most_unusual() throws IOException {
        var csv = new StringBuilder("timestamp,value\n");
        var random = new Random(1);
        for (int i = 0; i < 3_000; i++) {
            csv.append("2026-09-%02d %02d:%02d:00,".formatted(1 + i / 288, i % 288 / 12, i % 12 * 5))
                    .append(100
                            + 30 * Math.sin(i / 288.0 * 2 * Math.PI)
                            + random.nextGaussian()
                            + (i == 2_500 ? 90 : 0))
                    .append('\n');
        }
        var drawing = replay(ReplaySettings.of(Metric.SCORE), csv.toString());
        assertThat(drawing.unusual().getFirst().timestamp()).isEqualTo("2026-09-09 16:20:00");
        assertThat(drawing.unusual()).allSatisfy(p -> assertThat(p.score()).isBetween(0.0, 1.0));
        assertThat(drawing.buckets().size()).isBetween(500, 1_000);
    }

    @Test
    void json_is_one_object_a_line() throws Exception {
        var process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "watch",
                        "replay",
                        Files.writeString(
                                        folder.resolve("a.csv"),
                                        "timestamp,value\n2026-01-01 00:00:00,5\n2026-01-01 00:05:00,\n")
                                .toString(),
                        "--metric",
                        "count",
                        "--json")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(lines).hasSize(2);
        var first = new JsonMapper().readTree(lines.getFirst());
        assertThat(first.propertyNames()).containsExactly("timestamp", "value", "score");
        assertThat(first.get("timestamp").asString()).isEqualTo("2026-01-01 00:00:00");
        assertThat(new JsonMapper().readTree(lines.get(1)).get("value").isNull())
                .isTrue();
    }

    @Test
    void what_is_no_stream_is_refused_by_name_and_without_a_trace() throws IOException {
        assertThat(run("hello\nworld\n", "--metric", "rate")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("timestamp")
                .contains("hello")
                .doesNotContain("\tat ");
        assertThat(run("timestamp,value\n1,1\n", "--metric", "fairness")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--reference");
        assertThat(run("timestamp,value\n1,1\n", "--metric", "rate", "--limit", "7"))
                .isEqualTo(2);
        assertThat(run("timestamp,value\n1,1\n", "--metric", "colour")).isEqualTo(2);
    }

    @Test
    void rows_that_cannot_be_read_are_counted_and_the_first_is_named() throws IOException {
        assertThat(run("timestamp,value\n1790000000,1\nyesterday,1\n1790000060,much\n", "--metric", "rate"))
                .isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("2 rows").contains("line 3");
    }
}
