package zhiheng.server.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.packs.Finding;
import zhiheng.packs.FindingDiff;
import zhiheng.packs.PackCases;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.SystemFile;

@Command(
        name = "packs",
        subcommands = PacksCommand.Diff.class,
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
                "运行每个规则包的案例。",
                "Run the cases of every pack; each rule needs one where it holds and one where it is silent."
            },
            mixinStandardHelpOptions = true)
    int test() {
        var report = PackCases.run(library.load(), library.folder());
        report.failures().forEach(System.out::println);
        report.uncovered().forEach(System.out::println);
        System.out.println(library.say("案例 %d，规则 %d，不符 %d，缺案例 %d", "%d cases, %d rules, %d failures, %d gaps")
                .formatted(
                        report.cases(),
                        report.rules(),
                        report.failures().size(),
                        report.uncovered().size()));
        return report.passed() ? 0 : 1;
    }

    /** Two dates under one library, or one date under two libraries. */
    @Command(
            name = "diff",
            mixinStandardHelpOptions = true,
            description = {
                "一个系统在两个日期或两个规则包版本之间的差别。",
                "What differs for one system between two dates or two versions of the packs."
            })
    static final class Diff implements Callable<Integer> {
        @Parameters(paramLabel = "SYSTEM.yaml")
        Path file = Path.of("");

        @Option(names = "--from", paramLabel = "DATE", description = "the earlier day (default: today)")
        @Nullable
        LocalDate from;

        @Option(names = "--to", paramLabel = "DATE", description = "the later day (default: the same)")
        @Nullable
        LocalDate to;

        @Option(
                names = "--to-library",
                paramLabel = "DIR",
                description = "another version of the packs (default: the same)")
        @Nullable
        Path toLibrary;

        @Mixin
        Library library = new Library();

        @Override
        public Integer call() {
            var old = library.load();
            var later = toLibrary == null ? old : PackLibrary.load(toLibrary);
            var first = from != null ? from : LocalDate.now();
            var before = old.evaluate(SystemFile.read(old, file).facts(), first);
            var after = later.evaluate(SystemFile.read(later, file).facts(), to != null ? to : first);
            print(old.diff(before, after));
            return 0;
        }

        private void print(FindingDiff diff) {
            diff.lost().forEach(o -> System.out.printf("- %s  %s  %s%n", o.ref(), o.pack(), o.tier()));
            diff.gained().forEach(o -> System.out.printf("+ %s  %s  %s%n", o.ref(), o.pack(), o.tier()));
            diff.dutiesLost().forEach(duty -> print("-", duty));
            diff.dutiesGained().forEach(duty -> print("+", duty));
            diff.dutiesMoved()
                    .forEach(m -> System.out.printf("~ %s  %s → %s%n", m.duty().id(), m.before(), m.after()));
            diff.opened().forEach(fact -> System.out.println("? " + fact));
            if (diff.isEmpty()) {
                System.out.println(library.say("没有差别", "no difference"));
            }
        }

        private void print(String sign, Finding.Duty duty) {
            System.out.printf(
                    "%s %s  %s  [%s]%n",
                    sign, duty.id(), library.say(duty.title().zh(), duty.title().en()), duty.article());
        }
    }
}
