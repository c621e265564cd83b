package zhiheng.server.rooms.drills;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.drills.exercise.Scenario;
import zhiheng.drills.exercise.TableTop;
import zhiheng.drills.exercise.TimeLines;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "桌面推演：逐条读出注入事件，记下参演者的处置。每行一句，如 PT6M contain L3；不写时间则按现在计。",
            "Hold a drill at a table: injects are read out, what the participants would do is written down. A line each,"
                    + " such as PT6M contain L3; without a time it counts as now. Words: alert, ack, grade, contain,"
                    + " recover, report, note; next goes on to the next inject, end ends it."
        })
final class DrillRunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SCENARIO", description = "场景编号或文件 / the id of a scenario, or a file")
    String named = "";

    @Option(names = "--deeds", paramLabel = "FILE", description = "从文件而非标准输入读 / read them from a file")
    @Nullable
    Path deeds;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "演练记录 / where the record goes")
    Path out = Path.of("");

    @Mixin
    Speech speech = new Speech();

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws IOException {
        var kept = DrillCommand.scenario(named);
        if (Files.exists(out)) {
            throw Refusal.conflict(out + " 已存在，未作改动。", out + " is there already; nothing was changed.");
        }
        var began = clock.instant();
        var table = new TableTop(kept.scenario(), began);
        System.out.println(speech.say(kept.scenario().name()));
        System.out.println(speech.say("桌面推演，不向任何系统发送数据。", "At a table: nothing is sent to any system."));
        try (var lines = deeds == null
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(deeds, StandardCharsets.UTF_8)) {
            int number = 0;
            for (var line = lines.readLine(); line != null && !table.over(); line = lines.readLine()) {
                number++;
                take(table, line.strip(), number);
            }
        }
        Files.writeString(out, TimeLines.write(new TimeLines.Kept(kept.text(), 1, table.line())));
        System.out.println(speech.say("记录：", "The record: ") + out);
        return 0;
    }

    private void take(TableTop table, String line, int number) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        try {
            var rest = line;
            var time = deeds == null ? since(table) : table.now();
            if (line.startsWith("PT")) {
                var cut = line.split("\\s+", 2);
                time = Duration.parse(cut[0]);
                rest = cut.length == 2 ? cut[1] : "";
            }
            if (rest.equals("next")) {
                time = table.next().map(Scenario.Inject::at).orElse(time);
                rest = "";
            }
            table.until(time).forEach(this::read);
            if (rest.equals("end")) {
                table.end();
            } else if (!rest.isEmpty() && !table.over()) {
                table.say(rest);
            }
        } catch (Refusal e) {
            told(number, speech.say(e.text()));
        } catch (DateTimeParseException e) {
            told(number, speech.say("时间写作 PT6M", "a time is written as PT6M"));
        }
    }

    /** From a file the first fault ends it; a person at the keyboard writes the line again. */
    private void told(int number, String what) {
        if (deeds != null) {
            var said = deeds + ":" + number + ": " + what;
            throw Refusal.invalid(said, said);
        }
        System.out.println("! " + what);
    }

    private Duration since(TableTop table) {
        var elapsed = Duration.between(table.line().began(), clock.instant());
        return elapsed.compareTo(table.now()) < 0 ? table.now() : elapsed;
    }

    private void read(Scenario.Inject inject) {
        System.out.println();
        System.out.println("T+" + PaperWriter.clock(inject.at()) + "  " + inject.id() + "  " + speech.say(inject.name())
                + "  [" + String.join(", ", inject.atlas()) + "]");
        System.out.println("  " + speech.say(inject.situation()));
        inject.ask().forEach(q -> System.out.println("  ? " + speech.say(q)));
    }
}
