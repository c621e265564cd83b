package zhiheng.server.rooms.watch;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.shell.Speech;
import zhiheng.server.rooms.watch.ReplaySettings.FairnessKind;
import zhiheng.server.rooms.watch.ReplaySettings.Metric;
import zhiheng.watch.Breaches.Breach;
import zhiheng.watch.rate.Direction;
import zhiheng.watch.rate.Season;
import zhiheng.watch.season.JointScore;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "把 CSV 文件当作实时数据流监测一遍：count 与 score 每行给出异常分，其余每次告警一行。",
            "Watch a CSV file as if it came now: a score for each row with count and score, else a line for each alert."
        },
        footer = {
            "",
            "多项指标一个分 / several metrics in one score: --metric score --value 'requests|cpu|latency'",
            "列 / columns: timestamp, value; weight, interaction, group, decision, label, score (name them in the first"
                    + " row).",
            "例 / for example:  ./zhiheng watch replay examples/leaks.csv --metric rate --limit 0.01"
                    + " --false-alarm-every 100000",
            "",
            "退出码 / exit code: 0 所有行均已采用 all rows were taken; 2 拒绝 refused; 3 有行未采用，见第一行 some were not, see the"
                    + " first line."
        })
final class WatchReplayCommand implements Callable<Integer> {
    /** The answer stands on a part of the rows. */
    private static final int INCOMPLETE = 3;

    @Parameters(paramLabel = "FILE.csv")
    Path file = Path.of("");

    @Option(
            names = "--metric",
            required = true,
            paramLabel = "rate|mean|count|score|fairness",
            description = "what the values are")
    Metric metric = Metric.RATE;

    @Option(
            names = "--limit",
            paramLabel = "P",
            description = "the declared limit of a rate or mean; without it, a change from whatever level there was."
                    + " For fairness: the least ratio (0.8), or the largest difference (0.1)")
    @Nullable
    Double limit;

    @Option(
            names = "--false-alarm-every",
            paramLabel = "N",
            description = "events between false alarms, at least, on average (default: 10000)")
    @Nullable
    Double falseAlarmEvery;

    @Option(names = "--direction", paramLabel = "up|down|either", description = "which change counts (default: up)")
    @Nullable
    Direction direction;

    @Option(names = "--low", paramLabel = "X", description = "least value that a mean's values can have (default: 0)")
    @Nullable
    Double low;

    @Option(names = "--high", paramLabel = "X", description = "largest (default: 1)")
    @Nullable
    Double high;

    @Option(names = "--independent", description = "neighbours are known to be independent: no blocks")
    boolean independent;

    @Option(
            names = "--criterion",
            paramLabel = "selection|opportunity|calibration",
            description = "what is meant by fair (default: selection)")
    @Nullable
    FairnessKind fairness;

    @Option(names = "--reference", paramLabel = "GROUP", description = "the group that others are compared with")
    String reference = "";

    @Option(
            names = "--season",
            paramLabel = "day|week",
            description =
                    "moments are told apart by hour, or by hour and weekend: a limit holds for the mean of a day, a"
                            + " change is one of the profile, groups are compared within the hour (--zone)")
    @Nullable
    Season season;

    @Option(
            names = "--unit-period",
            paramLabel = "P30D",
            description = "how long a unit counts once, as ISO 8601 has it: P30D, PT12H (default: P30D)")
    @Nullable
    Duration unitPeriod;

    @Mixin
    ReadingOptions reading = new ReadingOptions();

    @Option(
            names = "--tolerate",
            paramLabel = "P%",
            description = "rows that may be left out before the exit code says so (default: 0%%)")
    String tolerate = "0%";

    @Option(names = "--json", description = "one JSON object a line")
    boolean json;

    @Mixin
    Speech speech = new Speech();

    private ReplaySettings settings() {
        var given = new ArrayList<String>();
        given(given, "limit", limit);
        given(given, "false-alarm-every", falseAlarmEvery);
        given(given, "direction", direction);
        given(given, "low", low);
        given(given, "high", high);
        given(given, "independent", independent ? Boolean.TRUE : null);
        given(given, "criterion", fairness);
        given(given, "reference", reference.isEmpty() ? null : reference);
        given(given, "unit", reading.unit);
        given(given, "unit-period", unitPeriod);
        given(given, "stratum", reading.stratum);
        given(given, "season", season);
        if (unitPeriod != null && reading.unit == null) {
            throw Refusal.invalid("须同时以 --unit 指明列。", "goes with --unit, which names the column.")
                    .at("--unit-period");
        }
        return new ReplaySettings(
                        metric,
                        limit,
                        falseAlarmEvery == null ? 10_000 : falseAlarmEvery,
                        direction == null ? Direction.UP : direction,
                        low == null ? 0 : low,
                        high == null ? 1 : high,
                        !independent,
                        fairness == null ? FairnessKind.SELECTION : fairness,
                        reference,
                        unitPeriod == null ? ReplaySettings.UNIT_PERIOD : unitPeriod,
                        season)
                .usingAll(given);
    }

    private static void given(List<String> given, String name, @Nullable Object value) {
        if (value != null) {
            given.add(name);
        }
    }

    private double tolerated() {
        var share = Quantity.POINT.of(tolerate);
        if (share == null || !(share >= 0 && share <= 1)) {
            throw Refusal.invalid("须为 0% 到 100%。", "must be 0% to 100%.").at("--tolerate");
        }
        return share;
    }

    @Override
    public Integer call() throws IOException {
        // flushed, never closed: standard output is not ours
        var out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), 1 << 16);
        boolean scores = metric == Metric.COUNT || metric == Metric.SCORE;
        try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                var later = new Spill(out, !scores)) {
            var settings = settings();
            double tolerated = tolerated();
            var listener = new Printer(later);
            var outcome = new Replay(settings, reading.reading(), listener).run(in);
            var trouble = outcome.trouble();
            if (trouble != null) {
                tell(out, trouble, scores);
            }
            if (!json && listener.alerts == 0 && !scores) {
                later.write(speech.say("没有告警。", "No alert.") + "\n");
            }
            later.flush();
            out.flush();
            return outcome.isWhole() || outcome.taken() > 0 && outcome.leftOut() <= tolerated ? 0 : INCOMPLETE;
        } catch (Refusal e) {
            out.flush();
            System.err.println(file + ": " + (e.where().isEmpty() ? "" : e.where() + " ")
                    + speech.say(e.text().zh(), e.text().en()));
        } catch (java.nio.charset.CharacterCodingException e) {
            out.flush();
            System.err.println(file + ": " + speech.say("不是 UTF-8 文本。", "this is no UTF-8 text."));
        }
        return 2;
    }

    /** First of all that is said; where rows with scores went out already, beside them. */
    private void tell(BufferedWriter out, Text trouble, boolean scores) throws IOException {
        var words = speech.say(trouble.zh(), trouble.en());
        if (scores) {
            System.err.println(words);
        } else {
            out.write(json ? JsonOut.compact(Map.of("incomplete", words)) : words);
            out.write('\n');
        }
    }

    private final class Printer implements Replay.Listener {
        private final Spill out;
        private final Line line = new Line();
        long alerts;

        Printer(Spill out) {
            this.out = out;
        }

        @Override
        public void row(String timestamp, long time, double value, double score) {
            line.clear();
            if (json) {
                line.add("{\"timestamp\":").add(JsonOut.compact(timestamp)).add(",\"value\":");
                (Double.isFinite(value) ? line.number(value) : line.add("null"))
                        .add(",\"score\":")
                        .fixed(score, 6)
                        .add("}\n");
            } else {
                line.add(timestamp)
                        .add("\t")
                        .number(value)
                        .add("\t")
                        .fixed(score, 4)
                        .add("\n");
            }
            try {
                out.write(line.text(), line.length());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void row(String timestamp, long time, double[] values, JointScore.Scored scored) {
            var parts = scored.parts();
            if (json) {
                var row = new LinkedHashMap<String, Object>();
                row.put("timestamp", timestamp);
                row.put(
                        "values",
                        Arrays.stream(values)
                                .mapToObj(v -> Double.isFinite(v) ? v : null)
                                .toList());
                row.put("score", fixed(scored.score(), 6));
                row.put(
                        "parts",
                        parts.stream()
                                .map(p -> Map.of("metric", p.metric(), "share", fixed(p.share(), 3)))
                                .toList());
                print(JsonOut.compact(row));
                return;
            }
            var named = parts.stream()
                    .map(p -> p.metric() + " " + Math.round(100 * p.share()) + "%")
                    .collect(Collectors.joining(", "));
            print(timestamp + "\t" + fixed(scored.score(), 4).toPlainString() + "\t" + named);
        }

        private static BigDecimal fixed(double value, int digits) {
            return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
        }

        @Override
        public void taken(long time, double value) {}

        @Override
        public void breach(Breach breach) {
            alerts++;
            var text = AlertText.of(breach.first());
            var updates = AlertText.updates(breach);
            var promise = AlertText.of(breach.first().guarantee());
            print(
                    json
                            ? JsonOut.compact(AlertCodec.of(breach))
                            : speech.say(text.zh(), text.en())
                                    + (updates.en().isEmpty() ? "" : "\n    " + speech.say(updates.zh(), updates.en()))
                                    + "\n    " + speech.say(promise.zh(), promise.en()));
        }

        private void print(String line) {
            try {
                out.write(line + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
