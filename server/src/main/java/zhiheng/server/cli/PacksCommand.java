package zhiheng.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import zhiheng.cases.Procedures;
import zhiheng.packs.PackCases;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;

@Command(
        name = "packs",
        subcommands = PackDiffCommand.class,
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
                    "%-24s %4d %s  %s%n",
                    pack.id(),
                    pack.rules().size(),
                    library.say("条规则", "rules"),
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
