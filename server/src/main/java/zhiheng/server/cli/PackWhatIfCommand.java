package zhiheng.server.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.packs.DraftLibrary;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.WhatIf;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.rooms.proposals.TrafficReplay;
import zhiheng.server.rooms.registry.JdbcOfficeStore;
import zhiheng.server.rooms.traffic.InteractionRows;

/** A draft of a pack, replayed over systems or enterprises before anybody decides on it. */
@Command(
        name = "whatif",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "规则草案若生效：在登记库、一段时间的调用、一批系统或企业画像上重放，列出每一项会不同的结果，并按规模和行业汇总。",
            "What would differ if a draft pack were law: every outcome, over a registry, the calls of a time, or files"
                    + " of systems or enterprises, by the provider's size and sector."
        },
        footer = {
            "",
            "例 / for example:  ./zhiheng packs whatif my-draft/ examples/",
            "                  ./zhiheng packs whatif my-draft/ --registry data --json > report.json",
            "                  ./zhiheng packs whatif my-draft/ --data data --from 2026-10-01 --to 2026-10-31",
            "                  ./zhiheng packs whatif my-draft/ --library packs/policies profiles/",
            "Exit code: 0 replayed, 1 some could not be read, 2 the draft is wrong."
        })
final class PackWhatIfCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DRAFT", description = "folder of the draft pack")
    Path draft = Path.of("");

    @Parameters(
            index = "1..*",
            paramLabel = "FILE",
            description = "systems or profiles: files, folders of them, JSON Lines, - for standard input",
            arity = "0..*")
    List<Path> files = List.of();

    @Mixin
    RegistryOption registry = new RegistryOption();

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "replay the stored calls too, from this day on (with --data)")
    @Nullable
    LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "the last day of these calls (default: today)")
    @Nullable
    LocalDate to;

    @Option(names = "--as-of", paramLabel = "DATE", description = "the day (default: today)")
    @Nullable
    LocalDate asOf;

    @Option(names = "--json", description = "the report as JSON")
    boolean json;

    @Mixin
    Library library = new Library();

    @Override
    public Integer call() {
        if (files.isEmpty() && registry.data == null) {
            throw new PackException(library.say(
                    "请给出系统或企业文件，或 --registry 数据目录",
                    "name files of systems or enterprises, or a data folder with --registry"));
        }
        var today = LocalDate.now();
        var period = period(today);
        var now = library.load();
        var then = DraftLibrary.read(library.folder(), draft);
        var replay = new WhatIf(now, then, asOf == null ? today : asOf);
        try (var sources = new SystemSources(library.speech, System.in).of(files)) {
            sources.map(source -> source.read(then))
                    .forEach(
                            s -> say(s.name(), replay.replay(s.name(), s.facts().asMap())));
        }
        registry.each(s -> say(s.name() + "  " + s.id(), replay.replay(s.name() + "  " + s.id(), s.facts())));
        var calls = period == null ? null : calls(now, then, period);
        var report = replay.report();
        if (json) {
            System.out.println(JsonOut.pretty(calls == null ? report : TrafficText.json(report, calls)));
        } else {
            print(report);
            if (calls != null) {
                new TrafficText(library).lines(calls).forEach(System.out::println);
            }
        }
        return report.unread().isEmpty() && (calls == null || calls.unread().isEmpty()) ? 0 : 1;
    }

    private TrafficReplay.@Nullable Period period(LocalDate today) {
        if (from == null && to == null) {
            return null;
        }
        var last = to == null ? today : to;
        if (from == null || registry.data == null || last.isBefore(from)) {
            throw Refusal.invalid(
                    "重放调用须有 --data 目录、--from 日期和不早于它的 --to 日期。",
                    "To replay calls, give --data with its folder, --from with a day, and --to not before it.");
        }
        return new TrafficReplay.Period(from, last, ZoneId.systemDefault());
    }

    private TrafficReplay.Found calls(PackLibrary now, PackLibrary then, TrafficReplay.Period period) {
        return registry.read(
                db -> new TrafficReplay(new JdbcOfficeStore(db), new InteractionRows(db), now, then).of(period));
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
