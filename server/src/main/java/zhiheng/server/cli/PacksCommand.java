package zhiheng.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import zhiheng.cases.Procedures;
import zhiheng.cases.reports.ReportForms;
import zhiheng.office.policy.Measures;
import zhiheng.office.sandbox.Criteria;
import zhiheng.packs.PackCases;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.Unfilled;
import zhiheng.server.rooms.law.RememberedPacks;

@Command(
        name = "packs",
        subcommands = {
            PackBesideCommand.class,
            PackCoverageCommand.class,
            PackCrosswalkCommand.class,
            PackDiffCommand.class,
            PackExplainCommand.class,
            PackFindCommand.class,
            PackMutationCommand.class,
            PackNewCommand.class,
            PackOscalCommand.class,
            PackWhatIfCommand.class
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
                "运行每个规则包的案例，并检查其程序（procedures.yaml）、沙盒准入标准（criteria.yaml）；自带的政策包和清单包一并运行。",
                "Run the cases of every pack; each rule needs one where it holds and one where it is silent. Check its"
                        + " procedures and criteria. The packs that ship of policies and of lists are run too. With FOLDER,"
                        + " a library of your own (packs new), also what of it is still to be filled in."
            },
            mixinStandardHelpOptions = true)
    int test(
            @Parameters(paramLabel = "FOLDER", arity = "0..1", description = "another library than the one that ships")
                    @Nullable
                    Path own) {
        if (own != null) {
            library.folder = own;
        }
        var packs = library.load();
        boolean passed = cases(packs, library.folder());
        if (own != null) {
            passed &= filled(own);
        }
        for (var folder : library.besides()) {
            System.out.println(folder.getFileName() + ":");
            passed &= cases(RememberedPacks.load(folder), folder);
        }
        passed &= procedures(packs);
        passed &= policies();
        return passed ? 0 : 1;
    }

    private boolean filled(Path folder) {
        var open = Unfilled.in(folder);
        open.forEach(one -> System.out.println(one.place() + ": " + library.say("待填：", "to fill in: ") + one.what()));
        System.out.println(library.say("待填 %d", "%d to fill in").formatted(open.size()));
        return open.isEmpty();
    }

    private boolean cases(PackLibrary packs, Path folder) {
        var report = PackCases.run(packs, folder);
        report.failures().forEach(System.out::println);
        report.uncovered().forEach(System.out::println);
        System.out.println(library.say("案例 %d，规则 %d，不符 %d，缺案例 %d", "%d cases, %d rules, %d failures, %d gaps")
                .formatted(
                        report.cases(),
                        report.rules(),
                        report.failures().size(),
                        report.uncovered().size()));
        return report.passed();
    }

    @Command(
            name = "lint",
            description = {
                "检查尚未安装的文件：程序（procedures.yaml，走遍所有路径，指出到不了的阶段、死结、无人担任的角色、没有日历的时限）、",
                "沙盒准入标准（criteria.yaml）、一个规则包的文件夹、或政策包的文件夹（规则、措施、案例）。",
                "Check files before they are installed: procedures.yaml (every path is walked for stages never reached,"
                        + " deadlocks, roles that nobody has a part for, deadlines without a calendar), criteria.yaml of a"
                        + " sandbox, the folder of a pack, or a folder of policies (rules, measures, cases). Exit 0 only"
                        + " where nothing is wrong."
            },
            mixinStandardHelpOptions = true)
    int lint(
            @Parameters(paramLabel = "FILE", arity = "1..*", description = "procedures.yaml, criteria.yaml or a folder")
                    List<Path> files)
            throws IOException {
        var lint = new PacksLint(library.load(), library.procedureFolders());
        int wrong = 0;
        for (var file : files) {
            var found = lint.check(file);
            found.faults().forEach(System.out::println);
            wrong += found.faults().size();
            if (found.faults().isEmpty()) {
                found.names().forEach(name -> System.out.println(name + "  " + library.say("无误", "nothing wrong")));
            }
        }
        return wrong == 0 ? 0 : 1;
    }

    private boolean procedures(PackLibrary packs) {
        try {
            var procedures = Procedures.load(library.procedureFolders(), packs::calendar);
            System.out.println(library.say("程序 %d，全部通过检查", "%d procedures, all checked")
                    .formatted(procedures.all().size()));
            var forms = ReportForms.load(library.procedureFolders(), procedures);
            System.out.println(library.say("报告表 %d，全部通过检查", "%d forms of reports, all checked")
                    .formatted(forms.all().size()));
            var criteria = Criteria.load(
                    library.procedureFolders(), id -> procedures.find(id).isPresent());
            var misfits = PacksLint.fit(packs, List.copyOf(procedures.all())).misfits(library.procedureFolders());
            misfits.forEach(System.out::println);
            if (misfits.isEmpty()) {
                System.out.println(library.say("准入标准 %d，全部通过检查", "%d sets of criteria, all checked")
                        .formatted(criteria.size()));
            }
            return misfits.isEmpty();
        } catch (PackException e) {
            System.out.println(e.getMessage());
            return false;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The policies beside the library, with their measures; none where there is no such folder. */
    private boolean policies() {
        var folder = library.folder().resolveSibling("policies");
        if (!Files.isDirectory(folder)) {
            return true;
        }
        System.out.println(folder.getFileName() + ":");
        try {
            var packs = RememberedPacks.load(folder);
            boolean passed = cases(packs, folder);
            System.out.println(library.say("政策包 %d，措施已核对", "%d packs of policies, measures checked")
                    .formatted(Measures.load(packs, folder).packs().size()));
            return passed;
        } catch (PackException e) {
            System.out.println(e.getMessage());
            return false;
        }
    }
}
