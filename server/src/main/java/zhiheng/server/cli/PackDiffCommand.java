package zhiheng.server.cli;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
import zhiheng.packs.SystemFile;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;
import zhiheng.server.rooms.law.RememberedPacks;
import zhiheng.server.rooms.registry.JdbcOfficeStore;

/** Two dates, two versions of the packs, or both; for system files or for a whole registry. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "系统或整个登记库在两个日期或两个规则包版本之间的差别。",
            "What differs between two dates or two versions of the packs, for systems or a whole registry."
        })
final class PackDiffCommand implements Callable<Integer> {
    private static final int BATCH = 500;

    @Parameters(paramLabel = "SYSTEM.yaml", arity = "0..*")
    List<Path> files = List.of();

    @Option(
            names = "--registry",
            paramLabel = "DATA",
            description = "all systems of the data folder of a stopped server")
    @Nullable
    Path registry;

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
    public Integer call() throws NoSuchFileException {
        if (files.isEmpty() && registry == null) {
            throw new PackException(
                    library.say("请给出系统文件或 --registry 数据目录", "name a system file, or a data folder with --registry"));
        }
        var old = library.load();
        var later = toLibrary == null ? old : RememberedPacks.load(toLibrary);
        for (var file : files) {
            var before = SystemFile.read(old, file);
            compare(
                    old,
                    later,
                    before.name(),
                    before.facts(),
                    SystemFile.read(later, file).facts());
        }
        if (registry != null) {
            walk(registry, old, later);
        }
        System.out.println(library.say("系统 %d，有变化 %d", "%d systems, %d change").formatted(seen, changed));
        return unreadable == 0 ? 0 : 1;
    }

    private void walk(Path data, PackLibrary old, PackLibrary later) throws NoSuchFileException {
        var file = data.resolve("zhiheng.db");
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try (var db = Db.sqlite(file, Rooms.schema())) {
            var store = new JdbcOfficeStore(db);
            var last = "";
            while (true) {
                var after = last;
                var batch = store.read(tx -> store.in(tx).systemsAfter(after, null, BATCH));
                batch.forEach(s -> compare(old, later, s.name() + "  " + s.id(), s.facts()));
                if (batch.size() < BATCH) {
                    return;
                }
                last = batch.getLast().id();
            }
        }
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
