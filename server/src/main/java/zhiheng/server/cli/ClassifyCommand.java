package zhiheng.server.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.packs.LegalDays;
import zhiheng.packs.Pack;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.SystemFile;
import zhiheng.server.rooms.law.FindingJson;

@Command(
        name = "classify",
        mixinStandardHelpOptions = true,
        description = {
            "为系统文件给出层级、义务与待答问题；多个系统时每个一行。",
            "Tier, duties and open questions of a system file; of several systems, a line each."
        })
final class ClassifyCommand implements Callable<Integer> {
    /** Systems of files that are taken up together: enough that handing them over costs nothing beside the work. */
    private static final int TOGETHER = 32;

    @Parameters(
            paramLabel = "SYSTEM.yaml",
            arity = "1..*",
            description = {
                "name, description, purpose and facts of one AI system;",
                "or several such files, folders, JSON Lines (.jsonl), or - for JSON Lines from standard input"
            })
    List<Path> files = List.of();

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "the law as of this day, YYYY-MM-DD (default: today where each law holds)")
    @Nullable
    LocalDate asOf;

    @Option(names = "--pack", paramLabel = "ID", description = "only this pack; may be repeated (default: all)")
    List<String> packs = List.of();

    @Option(names = "--json", description = "answer as JSON, a stable contract")
    boolean json;

    @Mixin
    Library library = new Library();

    @Override
    public Integer call() {
        var lib = library.load();
        var days = asOf != null ? LegalDays.on(asOf) : lib.days(Instant.now(), ZoneId.systemDefault());
        if (SystemSources.many(files)) {
            var systems = new SystemSources(library.speech, System.in).of(files);
            int together = files.contains(Path.of("-")) ? 1 : TOGETHER;
            return new ClassifyMany(lib, days, known(lib), json, library.speech)
                    .run(systems, together, System.out, System.err);
        }
        var system = SystemFile.read(lib, files.getFirst());
        var finding = lib.evaluate(system.facts(), days, known(lib));
        if (json) {
            System.out.println(FindingJson.write(system.name(), finding));
        } else {
            System.out.print(new FindingText(lib, library.chinese()).render(system.name(), finding));
        }
        return 0;
    }

    private List<String> known(PackLibrary lib) {
        var ids = lib.packs().stream().map(Pack::id).toList();
        for (var id : packs) {
            if (!ids.contains(id)) {
                throw new PackException(library.say(
                        "没有名为“" + id + "”的规则包；现有：" + String.join("、", ids),
                        "there is no pack '" + id + "'; there are: " + String.join(", ", ids)));
            }
        }
        return packs.isEmpty() ? ids : packs;
    }
}
