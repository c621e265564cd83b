package zhiheng.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.office.exports.Counterparts;
import zhiheng.office.exports.Manner;
import zhiheng.office.exports.Oscal;
import zhiheng.office.exports.OscalReading;
import zhiheng.packs.Crosswalk;
import zhiheng.packs.LegalDays;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.SystemFile;

@Command(
        name = "oscal",
        mixinStandardHelpOptions = true,
        description = {
            "以 OSCAL 输出规则包的控制目录、或一个系统文件的基线选择；或读取他人的 OSCAL，指出与本库义务的对应。",
            "A pack as an OSCAL catalog, or the profile of a system file; or read OSCAL that others wrote and name the"
                    + " duties that its controls are."
        })
final class PackOscalCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    What what = new What();

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "of a profile: the law as of this day (default: today where each law holds)")
    @Nullable
    LocalDate asOf;

    @Mixin
    Library library = new Library();

    /** One of these. */
    static final class What {
        @Parameters(paramLabel = "PACK", description = "the pack whose duties are the controls")
        @Nullable
        String pack;

        @Option(names = "--system", paramLabel = "SYSTEM.yaml", description = "the duties that bind this system")
        @Nullable
        Path system;

        @Option(names = "--read", paramLabel = "FILE", description = "a document of OSCAL in JSON that others wrote")
        @Nullable
        Path foreign;
    }

    @Override
    public Integer call() throws IOException {
        var packs = library.load();
        if (what.foreign != null) {
            return read(packs, what.foreign);
        }
        var oscal = new Oscal(packs, new Manner(library.chinese() ? "zh" : "en"));
        System.out.println(
                Oscal.json(what.system == null ? catalog(packs, oscal) : profile(packs, oscal, what.system)));
        return 0;
    }

    private Map<String, Object> catalog(PackLibrary packs, Oscal oscal) {
        return packs.packs().stream()
                .filter(pack -> pack.id().equals(what.pack))
                .findFirst()
                .map(oscal::catalog)
                .orElseThrow(() -> new PackException(library.say(
                                "没有名为“" + what.pack + "”的规则包；现有：", "there is no pack '" + what.pack + "'; there are: ")
                        + packs.packs().stream().map(pack -> pack.id()).collect(Collectors.joining(", "))));
    }

    private Map<String, Object> profile(PackLibrary packs, Oscal oscal, Path file) {
        var system = SystemFile.read(packs, file);
        var days = asOf != null ? LegalDays.on(asOf) : packs.days(Instant.now(), ZoneId.systemDefault());
        return oscal.profile("", system.name(), packs.evaluate(system.facts(), days));
    }

    private int read(PackLibrary packs, Path file) throws IOException {
        if (Files.size(file) > OscalReading.MOST_BYTES) {
            throw Refusal.invalid("OSCAL 文件最大 4 MiB。", "A document of OSCAL has 4 MiB at most.");
        }
        var reading = OscalReading.read(Files.readAllBytes(file));
        System.out.printf("%s  %s  SHA-256 %s%n", reading.kind().root(), reading.title(), reading.sha256());
        for (var match : new Counterparts(packs, Crosswalk.of(packs, library.folder())).of(reading)) {
            System.out.printf(
                    "%s  %s  %s%n",
                    match.claim().control(),
                    match.claim().says(),
                    match.duties().isEmpty()
                            ? library.say("本库没有该编号的义务", "no duty here has this id")
                            : String.join(", ", match.duties()));
            match.leads()
                    .forEach(line -> System.out.printf(
                            "    %s  %s%n",
                            library.say(
                                    line.is().label().zh(), line.is().label().en()),
                            line.to().name()));
        }
        return 0;
    }
}
