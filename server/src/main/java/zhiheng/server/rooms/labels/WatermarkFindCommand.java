package zhiheng.server.rooms.labels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Json;
import zhiheng.base.Refusal;
import zhiheng.provenance.watermark.MarkedFile;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "find",
        mixinStandardHelpOptions = true,
        description = {
            "查找图片（或 WAV 声音）中的水印，即使经过压缩、缩放、旋转、镜像或裁剪。未找到不说明内容是真实的。",
            "Find the watermark in pictures (or WAV), also after compression, scaling, turning, mirroring or cutting.",
            "None found does not mean that content is real. Exit 0: each file has one. 1: some have none. 2: the call is wrong."
        })
final class WatermarkFindCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*")
    List<Path> files = List.of();

    @Option(names = "--key", required = true, paramLabel = "KEY", description = "the key it was written with")
    Path key = Path.of("");

    @Option(names = "--json", description = "one JSON object a line")
    boolean json;

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() throws IOException {
        var mark = new MarkedFile(MarkKeyFile.read(key));
        boolean all = true;
        for (var file : files) {
            if (!Files.isReadable(file)) {
                throw Refusal.invalid("文件无法读取。", "the file cannot be read.").at(file.toString());
            }
            var found = mark.find(file);
            all &= found.isPresent();
            System.out.println(json ? json(file, found) : line(file, found));
        }
        return all ? 0 : 1;
    }

    private String line(Path file, Optional<MarkedFile.Found> found) {
        return file + "  " + found.map(this::line).orElse(speech.say("未找到水印", "no watermark found"));
    }

    private String line(MarkedFile.Found found) {
        var clear = speech.say("高出噪声 %.1f 个标准差", "%.1f standard deviations out of noise")
                .formatted(found.clear());
        var lies = found.picture()
                .map(one -> speech.say("大小 %.3f，转角 %.1f°%s，", "size %.3f, turned %.1f°%s, ")
                        .formatted(one.scale(), one.degrees(), one.mirrored() ? speech.say("，镜像", ", mirrored") : ""))
                .orElse("");
        return HexFormat.of().toHexDigits(found.payload()) + "  " + lies + clear;
    }

    private static String json(Path file, Optional<MarkedFile.Found> found) {
        var line = new LinkedHashMap<String, Object>();
        line.put("file", file.toString());
        line.put("found", found.isPresent());
        found.ifPresent(one -> {
            line.put("mark", HexFormat.of().toHexDigits(one.payload()));
            line.put("clear", Math.round(100 * one.clear()) / 100.0);
            one.picture().ifPresent(lies -> {
                line.put("scale", Math.round(1e4 * lies.scale()) / 1e4);
                line.put("degrees", Math.round(100 * lies.degrees()) / 100.0);
                line.put("mirrored", lies.mirrored());
            });
        });
        return Json.write(line);
    }
}
