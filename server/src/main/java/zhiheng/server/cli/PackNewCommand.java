package zhiheng.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.packs.Unfilled;
import zhiheng.server.ground.shell.Speech;

/** A law to fill in: duties, a sandbox and an incident procedure, with comments in both languages. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = {
            "写出一部可填写的小法：义务、沙盒程序、事件程序，附中英文说明；填完用 packs test 检查。",
            "Write a small law to fill in: duties, a sandbox and an incident procedure, explained in both languages."
                    + " Then run packs test FOLDER."
        })
final class PackNewCommand implements Callable<Integer> {
    private static final String TEMPLATE = "starter-law";

    @Mixin
    Speech speech = new Speech();

    @Parameters(paramLabel = "FOLDER", description = "a new or empty folder; it becomes a library of its own")
    Path folder = Path.of("");

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "of the pack, such as xx-ai-law (default: ${DEFAULT-VALUE})")
    String id = "my-law";

    @Option(
            names = "--jurisdiction",
            paramLabel = "CODE",
            description = "such as KE or KE-NAIROBI (default: ${DEFAULT-VALUE})")
    String jurisdiction = "XX";

    @Option(names = "--from", paramLabel = "DATE", description = "first day of the law (default: ${DEFAULT-VALUE})")
    LocalDate from = LocalDate.parse("2027-01-01");

    @Option(
            names = "--template",
            paramLabel = "DIR",
            description = "another template (default: the starter law that ships)")
    @Nullable
    Path other;

    @Override
    public Integer call() throws IOException {
        if (!id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") || id.equals("shared")) {
            throw Refusal.invalid(
                    "--id 用小写字母、数字和-，如 xx-ai-law。", "--id takes small letters, digits and -, such as xx-ai-law.");
        }
        if (!jurisdiction.matches("[A-Z]{2,5}(-[A-Z0-9]+)*")) {
            throw Refusal.invalid("--jurisdiction 用大写字母，如 KE。", "--jurisdiction takes capitals, such as KE.");
        }
        if (Files.exists(folder) && !empty(folder)) {
            throw Refusal.conflict(folder + " 不是空文件夹。", folder + " is not an empty folder.");
        }
        var template = other != null
                ? other
                : Library.home().resolve("packs/templates").resolve(TEMPLATE);
        if (!Files.isDirectory(template)) {
            throw Refusal.notFound("没有模板 " + template + "。", "There is no template " + template + ".");
        }
        copy(template);
        System.out.println(
                speech.say("已写入 %s，待填 %d 处；从 README.md 开始。", "Written to %s, %d places to fill; begin with README.md.")
                        .formatted(folder, Unfilled.in(folder).size()));
        return 0;
    }

    private static boolean empty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private void copy(Path template) throws IOException {
        try (var files = Files.walk(template)) {
            for (var file : files.toList()) {
                var target = folder.resolve(named(template.relativize(file).toString()));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.writeString(target, named(Files.readString(file)));
                }
            }
        }
    }

    /** The template's names and dates become those that were asked for; so does the day before the first. */
    private String named(String text) {
        var stem = id.replace('-', '_');
        return text.replace(TEMPLATE, id)
                .replace("starter_", stem + "_")
                .replace("starter-", id + "-")
                .replace("STARTER-", id.toUpperCase(Locale.ROOT) + "-")
                .replace("jurisdiction: XX", "jurisdiction: " + jurisdiction)
                .replace("2026-12-31", from.minusDays(1).toString())
                .replace("2027-01-01", from.toString())
                .replace("2027-03-01", from.plusMonths(2).toString())
                .replace("2027-06-01", from.plusMonths(5).toString());
    }
}
