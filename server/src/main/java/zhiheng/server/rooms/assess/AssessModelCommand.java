package zhiheng.server.rooms.assess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.drills.attack.PictureDrill;
import zhiheng.drills.attack.TableDrill;
import zhiheng.drills.kits.Kit;
import zhiheng.drills.kits.Kits;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.target.OnnxTarget;
import zhiheng.drills.target.PortTarget;
import zhiheng.drills.target.Shape;
import zhiheng.drills.target.Target;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "攻击一个 ONNX 分类器、HTTP 服务或样例：黑盒攻击、贴纸、天气、可证下界；每次调用都计数。",
            "Attack an ONNX classifier, a service over HTTP or a kit: black box attacks, stickers, weather, certified bounds;"
                    + " every call counts."
        },
        footer = {
            "",
            "例 / for example:  ./zhiheng assess model --kit signs      ./zhiheng assess model my.onnx --data rows.csv",
            "A model of rows also wants --table TABLE.yaml; a service wants --http TEMPLATE.yaml (docs/drills-models.md).",
            "DATA: a line an input, the label's number first and then its values, as the model reads them (pictures: 0 to 1,"
                    + " channel by channel); no head line.",
        })
final class AssessModelCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE.onnx", arity = "0..1", description = "a classifier with one input of fixed size")
    @Nullable
    Path file;

    @Option(names = "--kit", paramLabel = "signs|vitals|credit", description = "a sample target, trained on the spot")
    @Nullable
    String kit;

    @Option(
            names = "--http",
            paramLabel = "TEMPLATE.yaml",
            description = "a service: how it is asked, where it answers")
    @Nullable
    Path http;

    @Option(
            names = "--key-env",
            paramLabel = "VARIABLE",
            description = "environment variable that holds the service's key")
    @Nullable
    String keyEnv;

    @Option(names = "--calls", paramLabel = "N", description = "inputs sent to the service at most (default: 100000)")
    long calls = 100_000;

    @Option(names = "--data", paramLabel = "DATA", description = "labelled inputs for FILE.onnx or the service, as CSV")
    @Nullable
    Path data;

    @Option(
            names = "--table",
            paramLabel = "TABLE.yaml",
            description = "columns of a model of rows, and what must hold")
    @Nullable
    Path tableFile;

    @Option(names = "--write", paramLabel = "OUT.onnx", description = "write the kit's model there and attack nothing")
    @Nullable
    Path write;

    @Option(names = "--inputs", paramLabel = "N", description = "how many inputs are attacked (default: 100)")
    int inputs = 100;

    @Option(names = "--budget", paramLabel = "N", description = "queries for each input and attack (default: 1000)")
    int budget = 1000;

    @Option(
            names = "--eps",
            split = ",",
            paramLabel = "X",
            description = "largest change of a value (default: .05,.1,.2)")
    double[] eps = {.05, .1, .2};

    @Option(names = "--effort", split = ",", paramLabel = "X", description = "for tables (default: 1,2,4,8)")
    double[] efforts = {1, 2, 4, 8};

    @Option(names = "--seed", paramLabel = "N", description = "of all chance (default: 1)")
    long seed = 1;

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() throws IOException {
        if (inputs < 1 || budget < 2 || Arrays.stream(eps).anyMatch(e -> !(e > 0 && e <= 1))) {
            throw Refusal.invalid(
                    "--inputs 至少为 1，--budget 至少为 2，--eps 在 0 与 1 之间",
                    "--inputs is 1 or more, --budget 2 or more, --eps between 0 and 1");
        }
        if (Stream.of(kit, file, http).filter(Objects::nonNull).count() != 1) {
            throw Refusal.invalid(
                    "请给出一个 ONNX 文件，或 --http 加模板，或 --kit 加样例名",
                    "give an ONNX file, or --http with its template, or --kit with its name");
        }
        if (kit != null && (data != null || tableFile != null) || kit == null && write != null) {
            throw Refusal.invalid(
                    "--data 与 --table 不与 --kit 同用，--write 只与 --kit 同用",
                    "--data and --table go with a file or a service, --write with --kit alone");
        }
        if (kit != null) {
            return kit(Kits.of(kit));
        }
        return http != null ? service(http) : file(Objects.requireNonNull(file));
    }

    private int kit(Kit chosen) throws IOException {
        var model = chosen.model().onnx();
        if (write != null) {
            Files.write(write, model);
            System.out.println(write);
            return 0;
        }
        var print = new ModelText(speech, chosen.classes());
        print.sheet(chosen.sheet());
        try (var target = OnnxTarget.open(model)) {
            var rows = chosen.test().from(0, Math.min(inputs, chosen.test().size()));
            if (chosen.table().isPresent()) {
                var table = chosen.table().get();
                print.table(table, new TableDrill(efforts, budget, seed).run(target, table, rows));
            } else {
                pictures(target, rows, print);
            }
        }
        return 0;
    }

    private int file(Path model) {
        try (var target = OnnxTarget.open(model)) {
            attack(target);
        }
        return 0;
    }

    private int service(Path template) {
        var asked = HttpTemplate.read(template);
        try (var port = new HttpPort(asked, AssessCommand.key(keyEnv), calls)) {
            try {
                attack(new PortTarget(asked.shape(), asked.classes(), port));
            } finally {
                var spent = port.spent();
                System.out.printf(
                        Locale.ROOT,
                        speech.say(
                                "发出 %d 个输入（%d 次调用，含重复）；拒绝 %d，无回答 %d 次，读不懂 %d 次%n",
                                "%d inputs sent (%d calls, repeats included); %d declined, %d times no answer, %d times"
                                        + " none that could be read%n"),
                        spent.sent(),
                        spent.calls(),
                        spent.declined(),
                        spent.silent(),
                        spent.unreadable());
            }
        }
        return 0;
    }

    private void attack(Target target) {
        if (data == null) {
            throw Refusal.invalid(
                    "请用 --data 给出带标签的输入，否则无从判断对错",
                    "give labelled inputs with --data; without them nobody knows what is right");
        }
        var rows = LabelledRows.read(data, target.shape().size(), target.classes(), inputs);
        System.out.println(speech.say(target.shape().text()));
        switch (target.shape()) {
            case Shape.Picture ignored -> {
                if (tableFile != null) {
                    throw Refusal.invalid("模型读取图片，不用 --table", "the model reads pictures and needs no --table");
                }
                pictures(target, rows, new ModelText(speech, TableFile.numbered(target.classes())));
            }
            case Shape.Row row -> {
                if (tableFile == null) {
                    throw Refusal.invalid(
                            "表格模型需要约束说明（哪些列可变、如何变），请用 --table 给出",
                            "a model of rows needs its constraints (what may change, and how); give them with --table");
                }
                var described = TableFile.read(tableFile);
                described.fits(row.columns(), target.classes(), data, rows);
                new ModelText(speech, described.names(target.classes()))
                        .table(
                                described.table(),
                                new TableDrill(efforts, budget, seed).run(target, described.table(), rows));
            }
        }
    }

    private void pictures(Target target, Labelled rows, ModelText print) {
        LabelledRows.pictures(rows, data == null ? "" : data.toString());
        print.pictures(new PictureDrill(eps, budget, Math.min(20, inputs), seed).run(target, rows, 20));
    }
}
