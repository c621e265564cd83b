package zhiheng.server.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.packs.Crosswalk;
import zhiheng.packs.LegalDays;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.SideBySide;
import zhiheng.packs.SystemFile;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.rooms.law.BesideJson;

/** Two jurisdictions side by side: what is left of the second's duties when the first's are met. */
@Command(
        name = "beside",
        mixinStandardHelpOptions = true,
        description = {
            "两个法域并列：第一个的义务履行后，第二个还剩什么；给出系统文件的，只看该系统的义务。",
            "Two jurisdictions side by side: what is left for the second when the first is met; with a system file only"
                    + " what that system owes."
        })
final class PackBesideCommand implements Callable<Integer> {
    @Mixin
    Library library = new Library();

    @Parameters(index = "0", paramLabel = "FIRST", description = "jurisdiction or pack that is met, such as EU")
    String first = "";

    @Parameters(index = "1", paramLabel = "SECOND", description = "jurisdiction or pack that is asked for, such as KR")
    String second = "";

    @Parameters(index = "2", arity = "0..1", paramLabel = "SYSTEM.yaml")
    @Nullable
    Path system;

    @Option(names = "--as-of", paramLabel = "DATE", description = "the day, with a system file (default: today)")
    @Nullable
    LocalDate asOf;

    @Option(names = "--json", description = "answer as JSON, a stable contract")
    boolean json;

    @Override
    public Integer call() {
        var packs = library.load();
        var beside = BesideJson.compare(packs, Crosswalk.of(packs, library.folder()), ends(packs), first, second);
        if (json) {
            System.out.println(JsonOut.pretty(BesideJson.json(first, second, beside)));
        } else {
            beside.rows().forEach(this::print);
            System.out.println(Arrays.stream(SideBySide.Standing.values())
                    .map(s -> library.say(s.label().zh(), s.label().en()) + " " + beside.count(s))
                    .collect(Collectors.joining(library.say("，", ", "))));
            System.out.println(library.say("其中未比较 ", "not compared ") + beside.notCompared());
        }
        return 0;
    }

    private List<Crosswalk.End> ends(PackLibrary packs) {
        if (system == null) {
            return List.copyOf(Crosswalk.ends(packs).values());
        }
        var days = asOf != null ? LegalDays.on(asOf) : packs.days(Instant.now(), ZoneId.systemDefault());
        return packs.evaluate(SystemFile.read(packs, system).facts(), days).duties().stream()
                .map(Crosswalk::end)
                .toList();
    }

    private void print(SideBySide.Row row) {
        System.out.printf(
                "%-16s %s  %s%n",
                library.say(row.standing().label().zh(), row.standing().label().en()),
                row.duty().name(),
                library.say(row.duty().title().zh(), row.duty().title().en()));
        for (var line : row.by()) {
            System.out.printf(
                    "    %s %s %s: %s%n",
                    line.from().name(),
                    library.say(line.is().label().zh(), line.is().label().en()),
                    line.to().name(),
                    library.say(line.why().zh(), line.why().en()));
        }
        for (var absence : row.none()) {
            System.out.printf(
                    "    %s %s: %s%n",
                    library.say("无对应", "no counterpart in"),
                    absence.in(),
                    library.say(absence.why().zh(), absence.why().en()));
        }
    }
}
