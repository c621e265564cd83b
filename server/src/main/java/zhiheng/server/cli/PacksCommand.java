package zhiheng.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.cases.Linter;
import zhiheng.cases.Procedures;
import zhiheng.packs.PackCases;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;

@Command(
        name = "packs",
        subcommands = {
            PackCoverageCommand.class,
            PackCrosswalkCommand.class,
            PackDiffCommand.class,
            PackExplainCommand.class,
            PackMutationCommand.class
        },
        mixinStandardHelpOptions = true,
        description = {"法律作为数据：列出、测试、比较规则包。", "Law as data: list, test and compare packs."})
final class PacksCommand implements Runnable {
    @Mixin
    Library library = new Library();

    @Override
    public void run() {
        list();
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "列出规则包 / list the packs")
    int list() {
        for (var pack : library.load().packs()) {
            System.out.printf(
                    "%-28s %4d %s %4d  %s%n",
                    pack.id(),
                    pack.rules().size(),
                    library.say("条规则，已对照原文", "rules, read against the text:"),
                    pack.read(),
                    library.say(pack.name().zh(), pack.name().en()));
        }
        return 0;
    }

    @Command(
            name = "test",
            description = {
                "运行每个规则包的案例，并检查其程序（procedures.yaml）。",
                "Run the cases of every pack; each rule needs one where it holds and one where it is silent. Check its"
                        + " procedures."
            },
            mixinStandardHelpOptions = true)
    int test() {
        var packs = library.load();
        var report = PackCases.run(packs, library.folder());
        report.failures().forEach(System.out::println);
        report.uncovered().forEach(System.out::println);
        System.out.println(library.say("案例 %d，规则 %d，不符 %d，缺案例 %d", "%d cases, %d rules, %d failures, %d gaps")
                .formatted(
                        report.cases(),
                        report.rules(),
                        report.failures().size(),
                        report.uncovered().size()));
        return procedures(packs) && report.passed() ? 0 : 1;
    }

    @Command(
            name = "lint",
            description = {
                "检查程序文件（procedures.yaml）：走遍所有路径，指出到不了的阶段、死结、无人担任的角色、没有日历的时限。",
                "Check files of procedures: every path is walked for stages never reached, deadlocks, roles that"
                        + " nobody has a part for, deadlines without a calendar. Exit 0 only where nothing is wrong."
            },
            mixinStandardHelpOptions = true)
    int lint(@Parameters(paramLabel = "FILE", arity = "1..*", description = "procedures.yaml") List<Path> files)
            throws IOException {
        var packs = library.load();
        int wrong = 0;
        for (var file : files) {
            try {
                for (var procedure : Procedures.read(file.toString(), Files.readString(file))) {
                    var faults = Linter.check(procedure, packs.calendar(procedure.jurisdiction()));
                    faults.forEach(System.out::println);
                    wrong += faults.size();
                    if (faults.isEmpty()) {
                        System.out.println(procedure.id() + "  " + library.say("无误", "nothing wrong"));
                    }
                }
            } catch (PackException e) {
                System.out.println(e.getMessage());
                wrong++;
            } catch (NoSuchFileException e) {
                throw Refusal.notFound("没有文件 " + file + "。", "There is no file " + file + ".");
            }
        }
        return wrong == 0 ? 0 : 1;
    }

    private boolean procedures(PackLibrary packs) {
        try {
            var procedures = Procedures.load(library.procedureFolders(), packs::calendar);
            System.out.println(library.say("程序 %d，全部通过检查", "%d procedures, all checked")
                    .formatted(procedures.all().size()));
            return true;
        } catch (PackException e) {
            System.out.println(e.getMessage());
            return false;
        }
    }
}
