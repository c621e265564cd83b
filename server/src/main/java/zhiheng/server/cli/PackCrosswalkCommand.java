package zhiheng.server.cli;

import static zhiheng.server.ground.http.JsonOut.map;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zhiheng.base.Refusal;
import zhiheng.packs.Crosswalk;
import zhiheng.packs.Sssom;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.rooms.law.FindingJson;

@Command(
        name = "crosswalk",
        mixinStandardHelpOptions = true,
        description = {
            "一部法律义务的证据可用于另一部法律的哪些义务，逐条附理由。",
            "Which duties of another law the evidence for a duty serves as well, each with its reason."
        })
final class PackCrosswalkCommand implements Callable<Integer> {
    @Mixin
    Library library = new Library();

    @ArgGroup
    As as = new As();

    /** One of these at a time. */
    static final class As {
        @Option(names = "--json", description = "answer as JSON, a stable contract")
        boolean json;

        @Option(names = "--sssom", description = "answer as an SSSOM table (TSV)")
        boolean sssom;

        @Option(
                names = "--import",
                paramLabel = "FILE",
                description = "check an SSSOM table against the packs and print it as shared/crosswalk.yaml has it")
        @Nullable
        Path table;
    }

    @Override
    public Integer call() {
        var packs = library.load();
        if (as.table != null) {
            System.out.print(Sssom.yaml(Sssom.read(packs, as.table.toString(), text(as.table))));
            return 0;
        }
        var crosswalk = Crosswalk.of(packs, library.folder());
        if (as.json) {
            System.out.println(JsonOut.pretty(map(
                    "lines",
                    crosswalk.lines().stream().map(PackCrosswalkCommand::json).toList(),
                    "none",
                    crosswalk.absences().stream()
                            .map(PackCrosswalkCommand::json)
                            .toList())));
        } else if (as.sssom) {
            System.out.print(Sssom.write(crosswalk));
        } else {
            crosswalk.lines().forEach(this::print);
            crosswalk.absences().forEach(this::print);
        }
        return 0;
    }

    private void print(Crosswalk.Line line) {
        System.out.printf(
                "%s  %s  %s%n    %s%n",
                line.from().name(),
                library.say(line.is().label().zh(), line.is().label().en()),
                line.to().name(),
                library.say(line.why().zh(), line.why().en()));
    }

    private void print(Crosswalk.Absence absence) {
        System.out.printf(
                "%s  %s  %s%n    %s%n",
                absence.duty().name(),
                library.say("无对应", "no counterpart in"),
                absence.in(),
                library.say(absence.why().zh(), absence.why().en()));
    }

    private static Map<String, Object> json(Crosswalk.Absence absence) {
        return map("duty", json(absence.duty()), "in", absence.in(), "why", FindingJson.text(absence.why()));
    }

    private static Map<String, Object> json(Crosswalk.Line line) {
        return map(
                "from", json(line.from()),
                "is", line.is().word(),
                "to", json(line.to()),
                "why", FindingJson.text(line.why()));
    }

    private static Map<String, Object> json(Crosswalk.End end) {
        return map(
                "pack", end.pack(),
                "duty", end.id(),
                "title", FindingJson.text(end.title()),
                "evidence", FindingJson.text(end.evidence()));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw Refusal.notFound("没有文件 " + file + "。", "There is no file " + file + ".");
        } catch (CharacterCodingException e) {
            throw Refusal.invalid(file + " 不是 UTF-8 文本。", file + " is not UTF-8 text.");
        } catch (IOException e) {
            throw Refusal.invalid("无法读取 " + file + "。", "Cannot read " + file + ".");
        }
    }
}
