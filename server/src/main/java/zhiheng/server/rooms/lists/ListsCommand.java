package zhiheng.server.rooms.lists;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.office.lists.ActList;
import zhiheng.office.lists.ListCheck;
import zhiheng.office.lists.Lists;
import zhiheng.packs.SystemFile;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.shell.Speech;
import zhiheng.server.rooms.law.RememberedPacks;

@Command(
        name = "lists",
        mixinStandardHelpOptions = true,
        description = {"清单：登记事项前先对照。", "Lists that an act is held against: show them, or check an act."})
final class ListsCommand implements Runnable {
    private static final int STOPPED = 1;
    private static final int WRONG = 2;

    @Option(
            names = "--library",
            paramLabel = "DIR",
            description = "folder of packs (default: the packs that ship); lists lie beside it in 'lists'")
    @Nullable
    Path library;

    @Mixin
    Speech speech = new Speech();

    @Override
    public void run() {
        for (var list : lists().all()) {
            System.out.printf(
                    "%-22s %-14s %3d  %s%n",
                    list.id(), word(list), list.entries().size(), speech.say(list.title()));
        }
    }

    private static String word(ActList list) {
        return list.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Lists lists() {
        var packs = library != null
                ? library
                : Path.of(System.getProperty("zhiheng.home", ".")).resolve("packs/library");
        var folder = packs.resolveSibling("lists");
        return Lists.load(RememberedPacks.load(folder), folder);
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "对照一份清单。退出码：0 未触及禁止条目，1 触及禁止条目、须先研究或尚不能确定，2 清单或文件有误。",
                "Hold an act (name and facts in a file) against a list. Exit code: 0 no entry stops it, 1 one does, it"
                        + " must be deliberated first, or it cannot be said yet, 2 no such list or a fault in the file."
            })
    int check(
            @Parameters(paramLabel = "LIST", description = "as './zhiheng lists' names it") String id,
            @Parameters(paramLabel = "ACT.yaml", description = "name and facts of the act") Path file,
            @Option(names = "--as-of", paramLabel = "DATE", description = "the list as of this day (default: today)")
                    @Nullable
                    LocalDate asOf,
            @Option(names = "--json", description = "answer as JSON, a stable contract") boolean json) {
        var lists = lists();
        var list = lists.find(id).orElse(null);
        if (list == null) {
            System.err.println(speech.say("没有这份清单；可用的有：", "There is no such list; there are:") + " "
                    + String.join(", ", lists.all().stream().map(ActList::id).toList()));
            return WRONG;
        }
        var act = SystemFile.read(lists.library(), file);
        var check = lists.check(list, act.facts(), asOf != null ? asOf : LocalDate.now());
        System.out.print(json ? JsonOut.compact(ListJson.check(check)) + "\n" : said(lists, act.name(), check));
        var answer = check.answer();
        boolean goes = check.verdict() != ListCheck.Verdict.UNSURE
                && check.verdict() != ListCheck.Verdict.NOT_IN_FORCE
                && (answer == null || !answer.stops() && answer != zhiheng.office.lists.Answer.DELIBERATE);
        return goes ? 0 : STOPPED;
    }

    private String said(Lists lists, String name, ListCheck check) {
        var out = new StringBuilder(name)
                .append("  ")
                .append(speech.say(check.list().title()))
                .append('\n');
        for (var hit : check.hits()) {
            out.append("  ")
                    .append(tier(check.list(), hit.entry()))
                    .append("  ")
                    .append(speech.say(hit.entry().rule().text()))
                    .append("  [")
                    .append(hit.entry().rule().article())
                    .append(", ")
                    .append(hit.entry().rule().confidence())
                    .append("]\n");
            hit.because()
                    .forEach(b -> out.append("      ")
                            .append(speech.say(lists.library().fact(b.fact()).question()))
                            .append(" = ")
                            .append(b.value())
                            .append('\n'));
        }
        for (var open : check.open()) {
            out.append("  ?  ").append(speech.say(open.entry().rule().text())).append('\n');
            open.missing()
                    .forEach(fact -> out.append("      ")
                            .append(speech.say("缺", "missing"))
                            .append(": ")
                            .append(speech.say(lists.library().fact(fact).question()))
                            .append('\n'));
        }
        if (check.hits().isEmpty()) {
            out.append("  ").append(speech.say(check.list().otherwise())).append('\n');
        }
        return out.toString();
    }

    private String tier(ActList list, ActList.Entry entry) {
        return list.pack().tiers().stream()
                .filter(t -> t.id().equals(entry.answer().word()))
                .map(t -> speech.say(t.name()))
                .findFirst()
                .orElse(entry.answer().word());
    }
}
