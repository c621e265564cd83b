package zhiheng.server.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.packs.Facts;
import zhiheng.packs.Finding;
import zhiheng.packs.FindingDiff;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;
import zhiheng.server.rooms.law.RememberedPacks;

/** Two dates, two versions of the packs, or both; for system files or for a whole registry. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "系统或整个登记库在两个日期或两个规则包版本之间的差别。",
            "What differs between two dates or two versions of the packs, for systems or a whole registry."
        })
final class PackDiffCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "SYSTEM",
            arity = "0..*",
            description = "systems: files, folders of them, JSON Lines, - for standard input")
    List<Path> files = List.of();

    @Mixin
    RegistryOption registry = new RegistryOption();

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

    private int changed;
    private int unreadable;
    private int seen;

    @Override
    public Integer call() {
        if (files.isEmpty() && registry.data == null) {
            throw new PackException(
                    library.say("请给出系统文件或 --registry 数据目录", "name a system file, or a data folder with --registry"));
        }
        var old = library.load();
        var later = toLibrary == null ? old : RememberedPacks.load(toLibrary);
        try (var sources = new SystemSources(library.speech, System.in).of(files)) {
            sources.forEach(source -> compare(old, later, source));
        }
        registry.each(s -> compare(old, later, s.name() + "  " + s.id(), s.facts()));
        System.out.println(library.say("系统 %d，有变化 %d", "%d systems, %d change").formatted(seen, changed));
        return unreadable == 0 ? 0 : 1;
    }

    private void compare(PackLibrary old, PackLibrary later, SystemSources.Source source) {
        var before = source.read(old);
        compare(old, later, before.name(), before.facts(), source.read(later).facts());
    }

    /** Answers that one of the versions no longer knows are said, and the others still compared. */
    private void compare(PackLibrary old, PackLibrary later, String name, Map<String, Object> facts) {
        try {
            compare(old, later, name, Facts.of(old, facts), Facts.of(later, facts));
        } catch (PackException e) {
            seen++;
            unreadable++;
            System.out.println(name + "\n! " + e.getMessage());
        }
    }

    private void compare(PackLibrary old, PackLibrary later, String name, Facts before, Facts after) {
        var first = from != null ? from : LocalDate.now();
        var diff = old.diff(old.evaluate(before, first), later.evaluate(after, to != null ? to : first));
        seen++;
        if (!diff.isEmpty()) {
            changed++;
            System.out.println(name);
            print(diff);
        }
    }

    private void print(FindingDiff diff) {
        diff.lost().forEach(o -> System.out.printf("  - %s  %s  %s%n", o.ref(), o.pack(), o.tier()));
        diff.gained().forEach(o -> System.out.printf("  + %s  %s  %s%n", o.ref(), o.pack(), o.tier()));
        diff.dutiesLost().forEach(duty -> print("-", duty));
        diff.dutiesGained().forEach(duty -> print("+", duty));
        diff.dutiesMoved()
                .forEach(m -> System.out.printf("  ~ %s  %s → %s%n", m.duty().id(), m.before(), m.after()));
        diff.opened().forEach(fact -> System.out.println("  ? " + fact));
    }

    private void print(String sign, Finding.Duty duty) {
        System.out.printf(
                "  %s %s  %s  [%s]%n",
                sign, duty.id(), library.say(duty.title().zh(), duty.title().en()), duty.article());
    }
}
