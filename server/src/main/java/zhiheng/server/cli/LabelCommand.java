package zhiheng.server.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.labels.Certainty;
import zhiheng.labels.ContentLabel;
import zhiheng.labels.LabelException;
import zhiheng.labels.Labels;
import zhiheng.labels.ProducerCode;
import zhiheng.labels.Verdict;

@Command(
        name = "label",
        mixinStandardHelpOptions = true,
        description = {"文件中的内容标识：写入、读取。", "Content labels in files: write and read."},
        subcommands = {LabelCommand.Write.class, LabelCommand.Read.class})
final class LabelCommand implements Runnable {
    @Override
    public void run() {
        picocli.CommandLine.usage(this, System.out);
    }

    @Command(
            name = "write",
            mixinStandardHelpOptions = true,
            description = {
                "写入隐式标识到新文件；原文件不变，媒体数据不重新编码。",
                "Write the implicit label into a new file; the original and the media bytes stay as they are."
            })
    static final class Write implements Callable<Integer> {
        @Parameters(paramLabel = "FILE")
        Path file = Path.of("");

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "the labelled file")
        Path out = Path.of("");

        @Option(names = "--producer", required = true, paramLabel = "CODE", description = "27-character producer code")
        String producer = "";

        @Option(names = "--id", required = true, paramLabel = "ID", description = "number of the content")
        String id = "";

        @Option(names = "--label", paramLabel = "1|2|3", description = "1 is, 2 may be, 3 suspected (default: 1)")
        String certainty = "1";

        @Mixin
        Speech speech = new Speech();

        @Override
        public Integer call() {
            try {
                var problem = ProducerCode.problem(producer);
                if (problem.isPresent()) {
                    throw new LabelException("--producer", problem.get());
                }
                var written = new Labels().write(file, out, ContentLabel.of(Certainty.of(certainty), producer, id));
                System.out.println(written.label().wrappedJson());
                return 0;
            } catch (LabelException e) {
                System.err.println(speech.say(e.reason().zh(), e.reason().en()));
            } catch (IllegalArgumentException e) {
                System.err.println(e.getMessage());
            }
            return 2;
        }
    }

    @Command(
            name = "read",
            mixinStandardHelpOptions = true,
            description = {
                "读取并判定；每个文件一行。全部合规时退出码为 0。",
                "Read and judge, a line for each file. Exit 0 when all are compliant."
            })
    static final class Read implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", arity = "1..*")
        List<Path> files = List.of();

        @Option(names = "--json", description = "one JSON object a line")
        boolean json;

        @Mixin
        Speech speech = new Speech();

        @Override
        public Integer call() {
            boolean all = true;
            for (var file : files) {
                var reading = new Labels().read(file);
                all &= reading.verdict() instanceof Verdict.Compliant;
                System.out.println(
                        json
                                ? reading.json(file.toString())
                                : "%s  %s  %s%s"
                                        .formatted(
                                                file,
                                                reading.format(),
                                                reading.verdict().word(),
                                                reason(reading.verdict())));
            }
            return all ? 0 : 1;
        }

        private String reason(Verdict verdict) {
            return switch (verdict) {
                case Verdict.Compliant c -> "";
                case Verdict.None n -> "";
                case Verdict.NonCompliant n ->
                    n.deviations().stream()
                            .map(d -> "\n    " + d.clause() + "  "
                                    + speech.say(d.text().zh(), d.text().en()))
                            .reduce("", String::concat);
                case Verdict.Inconclusive i ->
                    "\n    " + speech.say(i.reason().zh(), i.reason().en());
            };
        }
    }
}
