package zhiheng.server.rooms.labels;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.labels.Integrity;
import zhiheng.labels.LabelBatch;
import zhiheng.labels.LabelException;
import zhiheng.labels.Labels;
import zhiheng.labels.explicit.ExplicitLabel;
import zhiheng.labels.explicit.ExplicitOptions;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Format;
import zhiheng.labels.label.ProducerCode;
import zhiheng.server.ground.shell.InOrder;
import zhiheng.server.ground.shell.Progress;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "write",
        mixinStandardHelpOptions = true,
        description = {
            "写入隐式标识到新文件；原文件不变，媒体数据不重新编码。可一次给出多个文件或文件夹（此时 --out 为文件夹）。",
            "Write the implicit label into a new file; the original and the media bytes stay as they are.",
            "Several files or folders may be given; then --out is a folder, and all cores are used.",
            "Exit 0 when every file was labelled, 1 when some were refused, 2 when the call is wrong."
        })
final class LabelWriteCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE|DIR", arity = "1..*")
    List<Path> inputs = List.of();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE|DIR",
            description = "the labelled file, or their folder")
    Path out = Path.of("");

    @Option(names = "--producer", required = true, paramLabel = "CODE", description = "27-character producer code")
    String producer = "";

    @Option(
            names = "--id",
            required = true,
            paramLabel = "ID",
            description = "number of the content; in it {uuid} and {n} stand for a new number for each file")
    String id = "";

    @Option(names = "--label", paramLabel = "1|2|3", description = "1 is, 2 may be, 3 suspected (default: 1)")
    String certainty = "1";

    @Option(
            names = "--sign",
            paramLabel = "KEY",
            description = "sign with this SM2 private key (PEM), see label keygen")
    @Nullable
    Path key;

    @Option(
            names = "--explicit",
            description =
                    "first put the label that people see or hear on it (changes the content); see --hint, --speech")
    boolean explicit;

    @Option(names = "--hint", paramLabel = "TEXT", description = "the words of the explicit label (default: 人工智能生成)")
    String hint = ExplicitLabel.HINT;

    @Option(
            names = "--speech",
            paramLabel = "WAV",
            description = "the hint as a spoken recording, for sound (default: the rhythm mark)")
    @Nullable
    Path spoken;

    @Option(
            names = "--allow-breaking",
            description =
                    "label a file though a C2PA manifest or a digital signature in it is no longer valid afterwards")
    boolean breaking;

    @Option(
            names = "--no-sync",
            description = "do not wait for the disk; after a power failure the newest files may be missing")
    boolean unsynced;

    @Mixin
    Speech speech = new Speech();

    private long count;
    private long refused;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var labels = new Labelling(checked(), id, key == null ? null : Sm2KeyFile.privateKey(key));
        if (inputs.size() == 1 && Files.isRegularFile(inputs.getFirst()) && !Files.isDirectory(out)) {
            return single(inputs.getFirst(), labels);
        }
        boolean many = inputs.size() > 1 || Files.isDirectory(inputs.getFirst());
        if (many && !labels.numbers()) {
            throw Refusal.invalid(
                    "--id: 每个内容须有自己的编号；请在其中写上 {uuid} 或 {n}。",
                    "--id: each content has its own number; put {uuid} or {n} into it.");
        }
        return batch(labels);
    }

    /** A label without its number; what is wrong with the options is said before any file is read. */
    private ContentLabel checked() {
        ProducerCode.problem(producer).ifPresent(p -> {
            throw Refusal.invalid("--producer: " + p.zh(), "--producer: " + p.en());
        });
        try {
            return ContentLabel.of(Certainty.of(certainty), producer, "0");
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("--label: 只能是 1、2 或 3。", "--label: only 1, 2 or 3.");
        }
    }

    /** Makes the label of each next file. */
    private static final class Labelling {
        private final ContentLabel pattern;
        private final String id;
        private final @Nullable BigInteger key;
        private final SecureRandom random = new SecureRandom();
        private long number;

        Labelling(ContentLabel pattern, String id, @Nullable BigInteger key) {
            this.pattern = pattern;
            this.id = id;
            this.key = key;
        }

        boolean numbers() {
            return id.contains("{uuid}") || id.contains("{n}");
        }

        ContentLabel next() {
            number++;
            var own = id.replace("{n}", Long.toString(number));
            if (own.contains("{uuid}")) {
                own = own.replace("{uuid}", java.util.UUID.randomUUID().toString());
            }
            try {
                var label = ContentLabel.of(pattern.label(), pattern.contentProducer(), own);
                return key == null ? label : Integrity.sign(label, key, random);
            } catch (IllegalArgumentException e) {
                throw Refusal.invalid(
                        "--id: 只能用不含空格和反斜杠的 ASCII 字符（附录E j）。",
                        "--id: only ASCII characters without spaces and backslashes may stand in it (Annex E j).");
            }
        }
    }

    private int single(Path file, Labelling labels) {
        var job = new LabelBatch.Job(file, out, labels.next());
        LabelBatch.Outcome outcome;
        try {
            outcome = explicit
                    ? new ExplicitFirst(labels(), options()).label(job)
                    : new LabelBatch.Outcome.Done(job, labels().write(file, out, job.label()));
        } catch (LabelException e) {
            outcome = new LabelBatch.Outcome.Failed(job, e.reason());
        }
        switch (outcome) {
            case LabelBatch.Outcome.Done done -> print(done);
            case LabelBatch.Outcome.Failed failed -> complain(file, failed.reason());
        }
        return refused == 0 ? 0 : 1;
    }

    private Labels labels() {
        return breaking ? new Labels().breaking() : new Labels();
    }

    private ExplicitOptions options() {
        var options = ExplicitOptions.DEFAULT.withHint(hint);
        return spoken == null ? options : options.withSpeech(spoken);
    }

    private int batch(Labelling labels) throws IOException, InterruptedException {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw Refusal.invalid(
                    "--out: 多个文件须输出到文件夹，而 " + out + " 是文件。",
                    "--out: several files need a folder, and " + out + " is a file.");
        }
        var progress = new Progress();
        try (var jobs = new LabelJobs(inputs, out, labels::next, this::unreadable)) {
            if (explicit) {
                InOrder.run(jobs, new ExplicitFirst(labels(), options())::label, outcome -> tell(outcome, progress));
            } else {
                new LabelBatch(labels(), Runtime.getRuntime().availableProcessors(), !unsynced)
                        .run(jobs, outcome -> tell(outcome, progress));
            }
        }
        progress.end();
        System.err.println(speech.say("已标识 %d，拒绝 %d，用时 %.1f 秒", "%d labelled, %d refused, %.1f s")
                .formatted(count - refused, refused, progress.seconds()));
        return refused == 0 ? 0 : 1;
    }

    private synchronized void tell(LabelBatch.Outcome outcome, Progress progress) {
        count++;
        progress.end();
        switch (outcome) {
            case LabelBatch.Outcome.Done done -> print(done);
            case LabelBatch.Outcome.Failed failed -> complain(failed.job().in(), failed.reason());
        }
        progress.show(count, speech.say("个文件", "files"));
    }

    private synchronized void unreadable(Path path) {
        count++;
        complain(path, new Text("无法读取", "cannot be read"));
    }

    private void complain(Path file, Text reason) {
        refused++;
        System.err.println(file + ": " + speech.say(reason.zh(), reason.en()));
    }

    /** The label as written; what it took the place of goes to the audit record of whoever runs this. */
    private void print(LabelBatch.Outcome.Done done) {
        done.written()
                .before()
                .forEach(old -> System.err.println(
                        done.job().in() + ": " + speech.say("合并了原有标识 ", "merged over an earlier label ")
                                + old.raw().strip()));
        done.written()
                .broken()
                .forEach(binding -> System.err.println(done.job().in() + ": "
                        + speech.say(binding.text().zh(), binding.text().en())));
        var json = done.written().label().wrappedJson();
        boolean seenOnly =
                done.written().format() == Format.TEXT || done.written().format() == Format.BMP;
        var what = seenOnly ? speech.say("仅显式标识（此格式没有元数据）", "explicit label only: the format has no metadata") : json;
        System.out.println(count == 0 ? what : done.job().out() + "  " + what);
    }
}
