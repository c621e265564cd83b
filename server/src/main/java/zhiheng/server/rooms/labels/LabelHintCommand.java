package zhiheng.server.rooms.labels;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Json;
import zhiheng.base.Refusal;
import zhiheng.labels.explicit.ExplicitCheck;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "hint",
        mixinStandardHelpOptions = true,
        description = {
            "查找人能看到或听到的提示（显式标识）并测量；图片中的字由 scripts/install-ocr-models 安装的模型识别。全部合规时退出码为 0，否则为 1。",
            "Look for the hint that people see or hear, and measure it; words in pictures are read by the models that scripts/install-ocr-models",
            "installs. Exit 0 when all are compliant, else 1."
        })
final class LabelHintCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*")
    List<Path> files = List.of();

    @Option(names = "--json", description = "one JSON object a line")
    boolean json;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "folder of the models that read words (default: as installed)")
    @Nullable
    Path models;

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() {
        if (models != null && !Files.isDirectory(models)) {
            throw Refusal.invalid("--models：没有这个文件夹。", "--models: there is no such folder.");
        }
        boolean all = true;
        try (var hints = models == null ? Hints.installed() : new Hints(models)) {
            for (var file : files) {
                var check = hints.check(file);
                all &= check instanceof ExplicitCheck.Compliant;
                if (json) {
                    var line = new java.util.LinkedHashMap<String, Object>();
                    line.put("file", file.toString());
                    line.putAll(Hints.json(check));
                    System.out.println(Json.write(line));
                } else {
                    System.out.println(file + "  " + check.clause() + "  " + check.word());
                    Hints.told(check).forEach(text -> System.out.println("    " + speech.say(text.zh(), text.en())));
                }
            }
        }
        return all ? 0 : 1;
    }
}
