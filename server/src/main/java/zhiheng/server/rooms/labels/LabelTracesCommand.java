package zhiheng.server.rooms.labels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Json;
import zhiheng.base.Refusal;
import zhiheng.provenance.traces.OnnxDetector;
import zhiheng.provenance.traces.Trace;
import zhiheng.provenance.traces.TraceReport;
import zhiheng.provenance.traces.Traces;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "traces",
        mixinStandardHelpOptions = true,
        description = {
            "查找生成或处理的痕迹（元数据、来源类型、量化表、双重压缩、重采样、上采样峰），不用模型。至多为“疑似”，没有痕迹不说明真实。",
            "Look for traces of generation and of working over, without a model: metadata, source type, tables, double compression,",
            "resampling, peaks of up-sampling. At most suspected; no trace does not mean real.",
            "Exit 0: none is suspected. 1: some are. 2: the call is wrong."
        })
final class LabelTracesCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*")
    List<Path> files = List.of();

    @Option(
            names = "--detector",
            paramLabel = "ONNX",
            description = "a network of your own; FILE.properties beside it has side, mean, deviation, threshold and"
                    + " false-alarms; may be repeated")
    List<Path> detectors = List.of();

    @Option(names = "--json", description = "one JSON object a line")
    boolean json;

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() throws IOException {
        var open = new ArrayList<OnnxDetector>();
        try {
            for (var file : detectors) {
                open.add(OnnxDetector.open(readable(file)));
            }
            return look(new Traces(List.copyOf(open)));
        } finally {
            open.forEach(OnnxDetector::close);
        }
    }

    private static Path readable(Path file) {
        if (!Files.isReadable(file)) {
            throw Refusal.invalid("文件无法读取。", "the file cannot be read.").at(file.toString());
        }
        return file;
    }

    private int look(Traces traces) throws IOException {
        boolean suspected = false;
        for (var file : files) {
            var report = traces.of(readable(file));
            suspected |= report.judgement() == TraceReport.Judgement.SUSPECTED;
            System.out.println(json ? json(file, report) : text(file, report));
        }
        return suspected ? 1 : 0;
    }

    private static String json(Path file, TraceReport report) {
        var line = new LinkedHashMap<String, Object>();
        line.put("file", file.toString());
        line.putAll(report.json());
        return Json.write(line);
    }

    private String text(Path file, TraceReport report) {
        var lines = new ArrayList<String>();
        lines.add(file + "  "
                + switch (report.judgement()) {
                    case SUSPECTED -> speech.say("疑似", "suspected");
                    case UNKNOWN ->
                        speech.say("未知：没有可疑的痕迹，这不说明内容真实", "unknown: no suspicious trace, which does not mean real");
                });
        for (var trace : report.traces()) {
            lines.add("    " + line(trace));
        }
        return String.join("\n", lines);
    }

    private String line(Trace trace) {
        var meaning = trace.kind().meaning();
        return trace.found() + "  " + speech.say(meaning.zh(), meaning.en())
                + (trace.falseAlarms().isEmpty()
                        ? ""
                        : "  " + speech.say("误报：", "false alarms: ") + trace.falseAlarms());
    }
}
