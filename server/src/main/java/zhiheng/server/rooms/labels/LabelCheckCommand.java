package zhiheng.server.rooms.labels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.labels.FileReport;
import zhiheng.labels.Labels;
import zhiheng.labels.Verdict;
import zhiheng.labels.label.Format;
import zhiheng.server.ground.shell.FolderWalk;
import zhiheng.server.ground.shell.InOrder;
import zhiheng.server.ground.shell.Progress;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "检查文件夹（含子文件夹，不跟随符号链接）中每个文件的标识，可输出 HTML 与 CSV 报告。",
            "Judge every file in a folder and its subfolders; symbolic links are not followed. Reports as HTML and CSV.",
            "退出码：0 每个文件都合规；1 有文件不合规、无标识或无法判定；2 调用有误。",
            "Exit 0: every file is compliant. 1: some are non-compliant, without a label, or inconclusive. 2: wrong call."
        })
final class LabelCheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "the folder")
    Path folder = Path.of("");

    @Option(names = "--html", paramLabel = "FILE", description = "write a report to read and print")
    @Nullable
    Path html;

    @Option(names = "--csv", paramLabel = "FILE", description = "write one line for each file")
    @Nullable
    Path csv;

    @Option(names = "--allow-none", description = "files without a label are no objection (folders that mix origins)")
    boolean allowNone;

    @Option(names = "--allow-unknown", description = "nor are files whose format is not recognised")
    boolean allowUnknown;

    @Mixin
    Speech speech = new Speech();

    /** A file and what was read from it; {@code name} is its path under the folder. */
    record Checked(String name, FileReport reading) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isDirectory(folder)) {
            throw Refusal.invalid(
                    folder + ": 不是文件夹；单个文件请用 label read。",
                    folder + ": this is no folder; for single files use label read.");
        }
        var tally = new LabelTally();
        var progress = new Progress();
        try (var table = csv == null ? null : new LabelCsv(csv, speech)) {
            walk(tally, progress, table);
            if (table != null) {
                table.commit();
            }
        }
        progress.end();
        if (html != null) {
            LabelReportFile.write(html, folder, tally, speech, ZonedDateTime.now());
        }
        new LabelSummary(tally, speech).print(System.out, progress.seconds());
        return tally.objections(allowNone, allowUnknown) == 0 ? 0 : 1;
    }

    private void walk(LabelTally tally, Progress progress, @Nullable LabelCsv table)
            throws IOException, InterruptedException {
        var labels = new Labels();
        Consumer<Checked> told = checked -> {
            tally.add(checked);
            if (table != null) {
                table.add(checked);
            }
            progress.show(tally.files(), tally.line(speech));
        };
        try (var files = new FolderWalk(folder, this::isNoReport, path -> told.accept(broken(path)))) {
            InOrder.run(files, file -> new Checked(name(file), labels.read(file)), told);
            tally.links(files.links());
        }
    }

    /** Reports may lie in the folder itself; they are no content. */
    private boolean isNoReport(Path file) {
        return !isReport(file, csv) && !isReport(file, html);
    }

    private static boolean isReport(Path file, @Nullable Path report) {
        return report != null
                && (absolute(file).equals(absolute(report)) || absolute(file).equals(absolute(LabelCsv.part(report))));
    }

    private static Path absolute(Path file) {
        return file.toAbsolutePath().normalize();
    }

    private Checked broken(Path path) {
        var why = new Text("无法读取", "cannot be read");
        return new Checked(
                name(path), new FileReport(Format.UNKNOWN, new Verdict.Inconclusive(why), List.of(), List.of()));
    }

    private String name(Path file) {
        return Optional.of(folder.relativize(file).toString())
                .filter(n -> !n.isEmpty())
                .orElse(folder.toString());
    }
}
