package zhiheng.server.cli;

import static zhiheng.server.ground.http.JsonOut.map;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Nearest;
import zhiheng.base.Refusal;
import zhiheng.packs.Crosswalk;
import zhiheng.packs.LegalDays;
import zhiheng.packs.Pack;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.SideBySide;
import zhiheng.packs.SystemFile;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.rooms.law.FindingJson;

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
        var met = packsOf(packs, first);
        var asked = packsOf(packs, second);
        var all = ends(packs);
        var beside = SideBySide.of(
                Crosswalk.of(packs, library.folder()),
                all.stream().filter(end -> met.contains(end.pack())).toList(),
                all.stream().filter(end -> asked.contains(end.pack())).toList());
        if (json) {
            System.out.println(JsonOut.pretty(map(
                    "first",
                    first,
                    "second",
                    second,
                    "counts",
                    counts(beside),
                    "duties",
                    beside.rows().stream().map(PackBesideCommand::json).toList())));
        } else {
            beside.rows().forEach(this::print);
            System.out.println(Arrays.stream(SideBySide.Standing.values())
                    .map(s -> library.say(s.label().zh(), s.label().en()) + " " + beside.count(s))
                    .collect(Collectors.joining(library.say("，", ", "))));
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

    private List<String> packsOf(PackLibrary packs, String name) {
        var found = packs.packs().stream()
                .filter(pack -> pack.jurisdiction().equals(name) || pack.id().equals(name))
                .map(Pack::id)
                .toList();
        if (found.isEmpty()) {
            var known = new TreeSet<String>();
            packs.packs().forEach(pack -> known.add(pack.jurisdiction()));
            throw Refusal.notFound(
                    "没有法域或规则包“" + name + "”；法域有：" + String.join("、", known) + "。",
                    "There is no jurisdiction or pack '" + name + "'" + Nearest.hint(name, known) + "; jurisdictions: "
                            + String.join(", ", known) + ".");
        }
        return found;
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
    }

    private static Map<String, Object> counts(SideBySide beside) {
        var counts = new LinkedHashMap<String, Object>();
        for (var standing : SideBySide.Standing.values()) {
            counts.put(standing.word(), beside.count(standing));
        }
        return counts;
    }

    private static Map<String, Object> json(SideBySide.Row row) {
        return map(
                "duty", row.duty().name(),
                "title", FindingJson.text(row.duty().title()),
                "evidence", FindingJson.text(row.duty().evidence()),
                "standing", row.standing().word(),
                "by",
                        row.by().stream()
                                .map(line -> map(
                                        "from", line.from().name(),
                                        "is", line.is().word(),
                                        "to", line.to().name(),
                                        "why", FindingJson.text(line.why())))
                                .toList());
    }
}
