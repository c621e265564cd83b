package zhiheng.server.cli;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.packs.DraftLibrary;
import zhiheng.packs.PackException;
import zhiheng.packs.SystemFile;
import zhiheng.packs.WhatIf;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;
import zhiheng.server.rooms.registry.JdbcOfficeStore;

/** A draft of a pack, replayed over systems or enterprises before anybody decides on it. */
@Command(
        name = "whatif",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "规则草案若生效：在登记库或一批系统、企业画像上重放，列出每一项会不同的结果，并按规模和行业汇总。",
            "What would differ if a draft pack were law: every outcome, over a registry or files of"
                    + " systems or enterprises,"
                    + " by the provider's size and sector."
        },
        footer = {
            "",
            "例 / for example:  ./zhiheng packs whatif my-draft/ examples/",
            "                  ./zhiheng packs whatif my-draft/ --registry data --json > report.json",
            "                  ./zhiheng packs whatif my-draft/ --library packs/policies profiles/",
            "Exit code: 0 replayed, 1 some could not be read, 2 the draft is wrong."
        })
final class PackWhatIfCommand implements Callable<Integer> {
    private static final int BATCH = 500;

    @Parameters(index = "0", paramLabel = "DRAFT", description = "folder of the draft pack")
    Path draft = Path.of("");

    @Parameters(
            index = "1..*",
            paramLabel = "FILE",
            description = "systems or profiles, files or folders of them",
            arity = "0..*")
    List<Path> files = List.of();

    @Option(
            names = "--registry",
            paramLabel = "DATA",
            description = "all systems of the data folder of a stopped server")
    @Nullable
    Path registry;

    @Option(names = "--as-of", paramLabel = "DATE", description = "the day (default: today)")
    @Nullable
    LocalDate asOf;

    @Option(names = "--json", description = "the report as JSON")
    boolean json;

    @Mixin
    Library library = new Library();

    @Override
    public Integer call() throws Exception {
        if (files.isEmpty() && registry == null) {
            throw new PackException(library.say(
                    "请给出系统或企业文件，或 --registry 数据目录",
                    "name files of systems or enterprises, or a data folder with --registry"));
        }
        var now = library.load();
        var then = DraftLibrary.read(library.folder(), draft);
        var replay = new WhatIf(now, then, asOf == null ? LocalDate.now() : asOf);
        for (var file : found()) {
            var system = SystemFile.read(then, file);
            say(system.name(), replay.replay(system.name(), system.facts().asMap()));
        }
        if (registry != null) {
            walk(registry, replay);
        }
        var report = replay.report();
        if (json) {
            System.out.println(JsonOut.pretty(report));
        } else {
            print(report);
        }
        return report.unread().isEmpty() ? 0 : 1;
    }

    private List<Path> found() throws java.io.IOException {
        var found = new ArrayList<Path>();
        for (var path : files) {
            if (Files.isDirectory(path)) {
                try (var list = Files.list(path)) {
                    list.filter(f -> f.toString().endsWith(".yaml")
                                    || f.toString().endsWith(".json"))
                            .sorted()
                            .forEach(found::add);
                }
            } else {
                found.add(path);
            }
        }
        return found;
    }

    private void walk(Path data, WhatIf replay) throws NoSuchFileException {
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
                batch.forEach(s -> say(s.name() + "  " + s.id(), replay.replay(s.name() + "  " + s.id(), s.facts())));
                if (batch.size() < BATCH) {
                    return;
                }
                last = batch.getLast().id();
            }
        }
    }

    private void say(String name, List<WhatIf.Effect> effects) {
        if (!json && !effects.isEmpty()) {
            System.out.println(name);
            effects.forEach(e -> System.out.printf("  %s %s  %s%n", sign(e.change()), e.what(), e.pack()));
        }
    }

    private static String sign(WhatIf.Change change) {
        return switch (change) {
            case TIER_GAINED, DUTY_GAINED -> "+";
            case TIER_LOST, DUTY_LOST -> "-";
            case DUTY_MOVED -> "~";
            case QUESTION_OPENED -> "?";
            case QUESTION_CLOSED -> "!";
        };
    }

    private void print(WhatIf.Report report) {
        report.unread().forEach(line -> System.out.println("! " + line));
        System.out.println(library.say("合计，按规模和行业：", "In all, by size and sector:"));
        for (var met : report.effects()) {
            System.out.printf(
                    "%6d %s %s  %s  (%s; %s)%n",
                    met.all(),
                    sign(met.effect().change()),
                    met.effect().what(),
                    met.effect().pack(),
                    groups(met.bySize()),
                    groups(met.bySector()));
        }
        System.out.println(library.say("重放 %d，结果不同 %d，无法读取 %d", "%d replayed, %d differ, %d unreadable")
                .formatted(report.seen(), report.differ(), report.unread().size()));
    }

    private static String groups(java.util.Map<String, Integer> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", "));
    }
}
