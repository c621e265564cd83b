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
        new Replay(settings, Reading.DEFAULT, drawing).run(new StringReader(csv));
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
            var first = alerts.getFirst().first();
            assertThat(first.alarm().time()).isGreaterThanOrEqualTo((1_790_000_000L + 2_000 * 60) * 1000);
            assertThat(first.alarm().onset()).isLessThanOrEqualTo(first.alarm().time());
            assertThat(first.examples()).isNotEmpty();
            assertThat(first.course()).hasSizeGreaterThan(10);
        }
    }

    @Test
    void a_lasting_breach_is_one_alert_that_says_since_when_how_many_and_how_it_went_on() throws IOException {
        var settings = new ReplaySettings(
                Metric.RATE,
                .25,
                10_000,
                zhiheng.watch.rate.Direction.UP,
                0,
                1,
                false,
                ReplaySettings.FairnessKind.SELECTION,
                "");
        var breaches = replay(settings, rates(500, .2, 800, .55)).alerts();
        assertThat(breaches).hasSize(1);
        var breach = breaches.getFirst();
        assertThat(AlertText.of(breach.first()).en())
                .contains("a rise since about", "% confidence between", " of ", "events since: from 0.25 to 0.");
        assertThat(AlertText.of(breach.first()).zh()).contains("上升约始于", "的把握在", "个事件之和为");
        assertThat(AlertText.updates(breach).en()).contains("it lasted: alarmed", "events since the onset");
        var json = zhiheng.office.acts.Json.readMap(zhiheng.server.ground.http.JsonOut.compact(AlertCodec.of(breach)));
        assertThat(json).containsKeys("extent", "updates", "alarms");
    }

    @Test
    void a_person_who_is_decided_on_again_and_again_counts_once() throws IOException {
        var csv = new StringBuilder("timestamp,value,who\n");
        var random = new Random(7);
        for (int who = 0; who < 200; who++) {
            int value = random.nextDouble() < .2 ? 1 : 0;
            for (int i = 0; i < 20; i++) { // all decisions about one person are alike
                csv.append(1_790_000_000L + (20 * who + i) * 60).append(',').append(value);
                csv.append(",p").append(who).append('\n');
            }
        }
        assertThat(said(csv.toString(), "--metric", "rate", "--limit", ".3", "--independent", "--unit", "who"))
                .isEqualTo("0 No alert.\n");
        assertThat(said(csv.toString(), "--metric", "rate", "--limit", ".3", "--independent"))
                .doesNotContain("No alert");
        assertThat(run(csv.toString(), "--metric", "rate", "--unit-period", "P1D"))
                .isEqualTo(2);
    }

    /** Eight weeks in which nothing changes but the hour. */
    private static String dayAndNight(double swing) {
        var random = new Random(11);
        var csv = new StringBuilder("timestamp,value,group,department\n");
        for (int i = 0; i < 56 * 500; i++) {
            double rate = .2 * (1 + swing * Math.sin(2 * Math.PI * i / 500));
            csv.append(1_790_000_000L + i * 86_400L / 500)
                    .append(',')
                    .append(random.nextDouble() < rate ? 1 : 0)
                    .append(random.nextDouble() < (i % 500 < 250 ? .7 : .3) ? ",a,x\n" : ",b,y\n");
        }
        return csv.toString();
    }

    @Test
    void day_and_night_are_no_change_where_moments_are_told_apart() throws IOException {
        var csv = dayAndNight(.8);
        for (var limit : new String[][] {{}, {"--limit", ".22"}}) {
            var plain = new ArrayList<>(List.of("--metric", "rate"));
            plain.addAll(List.of(limit));
            assertThat(said(csv, plain.toArray(String[]::new))).doesNotContain("No alert");
            plain.addAll(List.of("--season", "day"));
            assertThat(said(csv, plain.toArray(String[]::new))).isEqualTo("0 No alert.\n");
        }
    }

    @Test
    void groups_that_come_at_other_hours_are_compared_within_the_hour() throws IOException {
        var fair = new String[] {"--metric", "fairness", "--reference", "a", "--season", "day"};
        var csv = dayAndNight(.8);
        assertThat(said(csv, "--metric", "fairness", "--reference", "a")).doesNotContain("No alert");
        assertThat(said(csv, fair)).isEqualTo("0 No alert.\n");
        assertThat(said(csv, "--metric", "fairness", "--reference", "a|x", "--group", "group|department"))
                .contains("b|*");
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
        assertThat(replay(settings, csv.toString())
                        .alerts()
                        .getFirst()
                        .first()
                        .alarm()
                        .moved())
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
    void several_metrics_have_one_score_and_the_one_that_leaves_the_others_is_named() throws Exception {
        var random = new Random(3);
        var csv = new StringBuilder("timestamp,requests,cpu,latency\n");
        for (int i = 0; i < 3_000; i++) {
            double requests = 100 + 10 * random.nextGaussian();
            double cpu = requests / 2 + random.nextGaussian() + (i == 2_500 ? 25 : 0);
            csv.append(1_790_000_000L + i * 300L)
                    .append(',')
                    .append(requests)
                    .append(',')
                    .append(i == 2_000 ? "" : Double.toString(cpu))
                    .append(',')
                    .append(20 + random.nextGaussian())
                    .append('\n');
        }
        var lines =
                printed(() -> run(csv.toString(), "--metric", "score", "--value", "requests|cpu|latency", "--json"));
        assertThat(lines).hasSize(3_000);
        var row = JsonMapper.shared().readTree(lines.get(2_500));
        assertThat(row.get("score").asDouble()).isGreaterThan(.5);
        assertThat(row.get("parts").get(0).get("metric").asString()).isEqualTo("cpu");
        assertThat(JsonMapper.shared()
                        .readTree(lines.get(2_000))
                        .get("values")
                        .get(1)
                        .isNull())
                .isTrue();
        assertThat(run(csv.toString(), "--metric", "rate", "--value", "requests|cpu"))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--value", "--metric score only");
        assertThat(run(csv.toString(), "--metric", "score", "--value", "requests|cpuu"))
                .isEqualTo(2);
    }

    private interface Command {
        int run() throws IOException;
    }

    private static List<String> printed(Command command) throws IOException {
        var real = System.out;
        var out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertThat(command.run()).isZero();
        } finally {
            System.setOut(real);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
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

    /** @return the exit code and what was said */
    private String said(String csv, String... options) throws IOException {
        var out = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            return run(csv, options) + " " + out.toString(StandardCharsets.UTF_8);
        } finally {
            System.setOut(before);
        }
    }

    @Test
    void rows_that_cannot_be_read_stand_in_the_first_line_and_change_the_exit_code() throws IOException {
        var rows = "timestamp,value\n1790000000,1\nyesterday,1\n1790000060,much\n";
        assertThat(said(rows, "--metric", "rate"))
                .startsWith("3 Mind: of 3 rows 1 were taken")
                .contains("2 could not be read, the first is line 3 (yesterday,1)", "No alert.");
        assertThat(said(rows, "--metric", "rate", "--json")).startsWith("3 {\"incomplete\":\"Mind: of 3 rows");
        assertThat(said(rows, "--metric", "rate", "--tolerate", "70%")).startsWith("0 Mind:");
        assertThat(said(rows, "--metric", "rate", "--tolerate", "most")).startsWith("2");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--tolerate must be 0% to 100%");
    }

    @Test
    void a_file_of_which_nothing_was_taken_never_ends_well() throws IOException {
        for (var csv : List.of(
                "timestamp,value\n",
                "timestamp,value\n03/01/2026 00:00,1\n",
                "timestamp,value\n1790000000,\n",
                "1,2026-01-01\n0,2026-01-02\n")) {
            assertThat(said(csv, "--metric", "rate", "--tolerate", "100%"))
                    .as(csv)
                    .startsWith("3 ");
        }
        assertThat(said("", "--metric", "rate")).startsWith("3 No data");
    }

    @Test
    void scores_keep_their_lines_and_the_exit_code_tells() throws IOException {
        assertThat(said("timestamp,value\n1790000000,1\n1790000060,much\n", "--metric", "score"))
                .isEqualTo("3 1790000000\t1.0\t0.0000\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("line 3 (1790000060,much)");
    }

    /** A day of rows in Beijing's time, in which the rate rises. */
    private static String offsets(String offset) {
        var random = new Random(8);
        var csv = new StringBuilder("timestamp,value\n");
        for (int i = 0; i < 1_000; i++) {
            csv.append("2026-03-%02dT%02d:%02d:00%s,%d\n"
                    .formatted(
                            1 + i / 480,
                            i % 480 / 20,
                            i % 20 * 3,
                            offset,
                            random.nextDouble() < (i < 600 ? .015 : .19) ? 1 : 0));
        }
        return csv.toString();
    }

    @Test
    void every_offset_is_read_and_alarms_as_without() throws IOException {
        var utc = said(offsets("Z"), "--metric", "rate", "--limit", "0.03");
        assertThat(utc).startsWith("0 ").doesNotContain("No alert");
        for (var offset : List.of("+08:00", "+0800", "+08", "-05:00", "+05:45", "")) {
            assertThat(said(offsets(offset), "--metric", "rate", "--limit", "0.03")
                            .lines()
                            .count())
                    .as(offset)
                    .isEqualTo(utc.lines().count());
        }
    }

    /** Ones become known a day late and carry the time of their event. */
    private static String lateLabels() {
        var random = new Random(4);
        var rows = new ArrayList<String>();
        var waiting = new ArrayList<String>();
        for (int i = 0; i < 2_000; i++) {
            long time = 1_790_000_000L + i * 600L;
            boolean one = random.nextDouble() < (i < 1_000 ? .01 : .12);
            (one ? waiting : rows).add(time + "," + (one ? 1 : 0));
            if (i % 144 == 143) {
                rows.addAll(waiting);
                waiting.clear();
            }
        }
        rows.addAll(waiting);
        return "timestamp,value\n" + String.join("\n", rows) + "\n";
    }

    @Test
    void what_comes_late_and_differs_is_told_and_can_be_taken_by_arrival_or_sorted() throws IOException {
        assertThat(said(lateLabels(), "--metric", "rate", "--limit", "0.03"))
                .startsWith("3 Mind: of 2000 rows")
                .contains("came more than an hour after later ones", "their mean is 1.000", "--order arrival");
        assertThat(said(lateLabels(), "--metric", "rate", "--limit", "0.03", "--order", "sorted"))
                .startsWith("0 ")
                .doesNotContain("No alert");
        assertThat(said(lateLabels(), "--metric", "rate", "--limit", "0.03", "--order", "arrival", "--independent"))
                .startsWith("0 ")
                .doesNotContain("No alert");
    }

    @Test
    void an_export_that_begins_with_the_newest_alarms_as_the_same_rows_in_order() throws IOException {
        var lines = ALARMING.strip().lines().toList();
        var turned = lines.getFirst() + "\n"
                + String.join("\n", lines.subList(1, lines.size()).reversed()) + "\n";
        assertThat(said(turned, "--metric", "rate", "--limit", "0.01")).startsWith("3 Mind: of 4000 rows");
        assertThat(said(turned, "--metric", "rate", "--limit", "0.01", "--order", "sorted"))
                .isEqualTo(said(ALARMING, "--metric", "rate", "--limit", "0.01"));
    }

    @Test
    void files_of_spreadsheets_are_read_with_semicolons_tabs_and_decimal_commas() throws IOException {
        var point = "timestamp,value\n1790000000,1234.5\n1790000060,0.25\n";
        var scores = said(point, "--metric", "score");
        assertThat(scores).startsWith("0 1790000000\t1234.5\t");
        for (var other : List.of(
                "timestamp;value\n1790000000;1.234,5\n1790000060;0,25\n",
                "timestamp\tvalue\n1790000000\t1,234.5\n1790000060\t25%\n",
                "timestamp,value\n1790000000,\"1,234.5\"\n1790000060,0.25\n")) {
            assertThat(said(other, "--metric", "score")).as(other).isEqualTo(scores);
        }
        assertThat(said("timestamp;value\n1790000000;1,234.5\n1790000060;0.25\n", "--metric", "score"))
                .as("a point among commas is not guessed at")
                .startsWith("3");
        assertThat(said(
                        "timestamp;value\n1790000000;1,234.5\n1790000060;0.25\n",
                        "--metric",
                        "score",
                        "--decimal",
                        "point"))
                .isEqualTo(scores);
    }

    @Test
    void columns_are_chosen_by_name_and_a_wrong_name_is_refused_with_the_nearest() throws IOException {
        var csv = "day,who,Errors\n2026-01-01,a,1\n2026-01-02,a,0\n";
        assertThat(said(csv, "--metric", "rate", "--time", "day", "--value", "Errors"))
                .isEqualTo("0 No alert.\n");
        assertThat(run(csv, "--metric", "rate", "--time", "day", "--value", "Error"))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--value there is no column Error (Errors?)");
    }

    @Test
    void what_would_be_ignored_is_refused() throws IOException {
        for (var options : List.of(
                List.of("--metric", "mean", "--direction", "up"),
                List.of("--metric", "mean", "--false-alarm-every", "1e12"),
                List.of("--metric", "rate", "--low", "0"),
                List.of("--metric", "count", "--limit", "3"),
                List.of("--metric", "fairness", "--reference", "A", "--false-alarm-every", "9"),
                List.of("--metric", "fairness", "--criterion", "calibration", "--reference", "A"))) {
            err.reset();
            assertThat(run("timestamp,value\n1,1\n", options.toArray(String[]::new)))
                    .as("%s", options)
                    .isEqualTo(2);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .contains("decides nothing here")
                    .contains("--");
        }
        assertThat(run("timestamp,value\n1,1\n2,0\n", "--metric", "mean", "--direction", "either"))
                .isZero();
    }

    @Test
    void many_alerts_are_kept_aside_until_the_first_line_is_known() throws IOException {
        var out = new java.io.StringWriter();
        try (var spill = new Spill(out, true)) {
            for (int i = 0; i < 60_000; i++) {
                spill.write("an alert that takes a line of some length, number " + i + "\n");
            }
            assertThat(out.toString()).isEmpty();
            out.write("first\n");
            spill.flush();
        }
        assertThat(out.toString().lines())
                .hasSize(60_001)
                .startsWith("first")
                .endsWith("an alert that takes a line of some length, number 59999");
    }
}
