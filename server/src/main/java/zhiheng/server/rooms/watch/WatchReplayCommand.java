package zhiheng.server.rooms.watch;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.shell.Speech;
import zhiheng.server.rooms.watch.ReplaySettings.FairnessKind;
import zhiheng.server.rooms.watch.ReplaySettings.Metric;
import zhiheng.watch.Alert;
import zhiheng.watch.rate.Direction;

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
            "列 / columns: timestamp, value; weight, interaction, group, decision, label, score (name them in the first"
                    + " row).",
            "例 / for example:  ./zhiheng watch replay examples/leaks.csv --metric rate --limit 0.01"
                    + " --false-alarm-every 100000"
        })
final class WatchReplayCommand implements Callable<Integer> {
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
            description = "events between false alarms, at least, on average (default: ${DEFAULT-VALUE})")
    double falseAlarmEvery = 10_000;

    @Option(names = "--direction", paramLabel = "up|down|either", description = "which change counts (default: up)")
    Direction direction = Direction.UP;

    @Option(names = "--low", paramLabel = "X", description = "least value that a mean's values can have (default: 0)")
    double low;

    @Option(names = "--high", paramLabel = "X", description = "largest (default: 1)")
    double high = 1;

    @Option(names = "--independent", description = "neighbours are known to be independent: no blocks")
    boolean independent;

    @Option(
            names = "--criterion",
            paramLabel = "selection|opportunity|calibration",
            description = "what is meant by fair (default: selection)")
    FairnessKind fairness = FairnessKind.SELECTION;

    @Option(names = "--reference", paramLabel = "GROUP", description = "the group that others are compared with")
    String reference = "";

    @Option(names = "--json", description = "one JSON object a line")
    boolean json;

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() throws IOException {
        var settings = new ReplaySettings(
                metric, limit, falseAlarmEvery, direction, low, high, !independent, fairness, reference);
        // flushed, never closed: standard output is not ours
        var out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), 1 << 16);
        try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            var listener = new Printer(out);
            var summary = new Replay(settings, listener).run(in);
            if (!json && listener.alerts == 0 && metric != Metric.COUNT && metric != Metric.SCORE) {
                out.write(speech.say("没有告警。", "No alert.") + "\n");
            }
            out.flush();
            var aside = summary.counters();
            if (summary.rejected() > 0) {
                System.err.println(speech.say(
                        summary.rejected() + " 行无法读取，已跳过，首行为第 " + listener.firstRejected + " 行。",
                        summary.rejected() + " rows could not be read and were passed over; the first is line "
                                + listener.firstRejected + "."));
            }
            if (aside != null && aside.taken() < aside.seen()) {
                System.err.println(speech.say("未采用的观测：", "Observations set aside: ") + aside);
            }
            return 0;
        } catch (Refusal e) {
            System.err.println(file + ": " + speech.say(e.text().zh(), e.text().en()));
        } catch (java.nio.charset.CharacterCodingException e) {
            System.err.println(file + ": " + speech.say("不是 UTF-8 文本。", "this is no UTF-8 text."));
        }
        return 2;
    }

    private final class Printer implements Replay.Listener {
        private final BufferedWriter out;
        long alerts;
        long firstRejected;

        Printer(BufferedWriter out) {
            this.out = out;
        }

        @Override
        public void row(String timestamp, long time, double value, double score) {
            print(
                    json
                            ? "{\"timestamp\":" + JsonOut.compact(timestamp) + ",\"value\":"
                                    + (Double.isFinite(value) ? Double.toString(value) : "null") + ",\"score\":"
                                    + String.format(Locale.ROOT, "%.6f", score) + "}"
                            : timestamp + "\t" + value + "\t" + String.format(Locale.ROOT, "%.4f", score));
        }

        @Override
        public void taken(long time, double value) {}

        @Override
        public void alert(Alert alert) {
            alerts++;
            var text = AlertText.of(alert);
            var promise = AlertText.of(alert.guarantee());
            print(
                    json
                            ? JsonOut.compact(AlertCodec.of(alert))
                            : speech.say(text.zh(), text.en()) + "\n    " + speech.say(promise.zh(), promise.en()));
        }

        @Override
        public void rejected(long line) {
            if (firstRejected == 0) {
                firstRejected = line;
            }
        }

        private void print(String line) {
            try {
                out.write(line);
                out.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
