package zhiheng.server.rooms.assess;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import zhiheng.base.Refusal;
import zhiheng.drills.evidence.Exports;
import zhiheng.drills.evidence.Imports;
import zhiheng.drills.evidence.Mapping;
import zhiheng.drills.evidence.OwnReport;
import zhiheng.drills.evidence.Report;
import zhiheng.packs.PackException;

/** Reports in files. */
final class ReportFiles {
    private ReportFiles() {}

    static void write(Path file, Report report) {
        var name = file.getFileName().toString();
        var text = name.endsWith(".xml")
                ? Exports.junit(report)
                : name.endsWith(".sarif") ? Exports.sarif(report) : OwnReport.write(report) + "\n";
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Refusal.invalid("无法写入 " + file + "。", file + " cannot be written.");
        }
    }

    static Report read(Path file) {
        try {
            if (Files.size(file) > Imports.MOST_BYTES) {
                throw Refusal.invalid(file + "：报告超过 64 MiB。", file + ": the report is over 64 MiB.");
            }
            return Imports.read(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw Refusal.invalid(file + "：没有这个文件。", file + ": there is no such file.");
        } catch (IOException e) {
            throw Refusal.invalid(file + "：无法读取。", file + ": cannot be read.");
        }
    }

    static Mapping mapping(Path suites) {
        var file = suites.resolve("mapping.yaml");
        try {
            return Files.exists(file) ? Mapping.read(file) : Mapping.NONE;
        } catch (PackException e) {
            throw Refusal.invalid("对应表有误：" + e.getMessage(), "The mapping has a fault: " + e.getMessage());
        }
    }
}
