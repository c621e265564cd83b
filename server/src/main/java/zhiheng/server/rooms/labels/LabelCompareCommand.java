package zhiheng.server.rooms.labels;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Json;
import zhiheng.labels.FileReport;
import zhiheng.labels.LabelChange;
import zhiheng.labels.Labels;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "比较处理前后两个文件中的标识：不变、移到别处、改变、丢失、新增。标识内容不变时退出码为 0，改变、丢失或者新增时为 1，无法判定时为 3。",
            "What became of the label between two files: same, moved, changed, lost, added. Exit 0 when it says the same, 1 when it was",
            "changed, lost or added, 3 when a file could not be read."
        })
final class LabelCompareCommand implements Callable<Integer> {
    private static final int UNREAD = 3;

    @Parameters(index = "0", paramLabel = "BEFORE")
    Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "AFTER")
    Path after = Path.of("");

    @Option(names = "--json", description = "one JSON object")
    boolean json;

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() {
        return tell(before, after, json, speech);
    }

    /** Prints what became of the label, and gives the exit code. */
    static int tell(Path before, Path after, boolean json, Speech speech) {
        var was = new Labels().read(before);
        var is = new Labels().read(after);
        var change = LabelChange.of(was, is);
        System.out.println(json ? line(before, after, was, is, change) : words(was, is, change, speech));
        return change == LabelChange.UNKNOWN ? UNREAD : change.isKept() ? 0 : 1;
    }

    private static String words(FileReport was, FileReport is, LabelChange change, Speech speech) {
        var words =
                new StringBuilder(speech.say(change.text().zh(), change.text().en()));
        if (change != LabelChange.NONE) {
            words.append("  ").append(place(was, speech)).append(" → ").append(place(is, speech));
        }
        for (var report : new FileReport[] {was, is}) {
            if (change == LabelChange.UNKNOWN) {
                LabelText.findings(report, speech)
                        .forEach(why -> words.append("\n    ").append(why));
            }
        }
        return words.toString();
    }

    private static String place(FileReport report, Speech speech) {
        return report.format() + ", " + LabelChange.place(report).orElse(speech.say("无标识", "no label"));
    }

    private static String line(Path before, Path after, FileReport was, FileReport is, LabelChange change) {
        var line = new LinkedHashMap<String, Object>();
        line.put("before", before.toString());
        line.put("after", after.toString());
        line.put("change", change.name().toLowerCase(java.util.Locale.ROOT));
        line.put("placeBefore", LabelChange.place(was).orElse(""));
        line.put("placeAfter", LabelChange.place(is).orElse(""));
        return Json.write(line);
    }
}
