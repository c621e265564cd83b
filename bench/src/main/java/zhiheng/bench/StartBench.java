package zhiheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whole processes from the launcher on, ours beside an older build: {@code ./zhiheng bench start OLD-FOLDER [ROUNDS]}.
 * The two take turns, so that a busy moment of the machine meets both; figures are medians. The older build must be
 * built; neither builds anything here.
 */
public final class StartBench {
    private static final int TIMES_AS_LARGE = 5;

    private StartBench() {}

    /** What one kind of start cost, round by round. */
    private record Costs(List<Run.Cost> ours, List<Run.Cost> old) {
        Costs() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            throw new IllegalArgumentException(
                    "name the folder of an older build: ./zhiheng bench start FOLDER [ROUNDS]");
        }
        var old = Path.of(args[0]).toAbsolutePath();
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 9;
        var ours = Path.of(System.getProperty("zhiheng.home", ".")).toAbsolutePath();
        var scratch = Files.createTempDirectory("start-bench");
        try {
            var large = LargeLibrary.write(ours.resolve("packs/library"), scratch.resolve("library"), TIMES_AS_LARGE);
            var example = ours.resolve("examples/hiring-screen.yaml").toString();
            System.out.println(
                    "| start | CPU s, ours | older | ratio | wall s, ours | older | ratio | MB, ours | older |");
            System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
            var normal = List.of("classify", example);
            print("`classify FILE`", race(rounds, ours, normal, old, normal));
            var list = List.of("packs", "list");
            print("`packs list`", race(rounds, ours, list, old, list));
            var five = List.of("classify", example, "--library", large.toString());
            print(
                    "`classify FILE`, ours with a library " + TIMES_AS_LARGE + " × as large",
                    race(rounds, ours, five, old, normal));
            print("`serve` to the first page", served(rounds, ours, old, scratch));
        } finally {
            LargeLibrary.delete(scratch);
        }
    }

    private static Costs race(int rounds, Path ours, List<String> our, Path old, List<String> their)
            throws IOException, InterruptedException {
        var costs = new Costs();
        Run.toTheEnd(ours, our); // fills the caches of the packs and of the disk
        Run.toTheEnd(old, their);
        for (int i = 0; i < rounds; i++) {
            costs.ours.add(Run.toTheEnd(ours, our));
            costs.old.add(Run.toTheEnd(old, their));
        }
        return costs;
    }

    private static Costs served(int rounds, Path ours, Path old, Path scratch)
            throws IOException, InterruptedException {
        var costs = new Costs();
        for (int i = -1; i < rounds; i++) {
            var our = Run.toTheFirstPage(ours, Files.createTempDirectory(scratch, "data"));
            var their = Run.toTheFirstPage(old, Files.createTempDirectory(scratch, "data"));
            if (i >= 0) {
                costs.ours.add(our);
                costs.old.add(their);
            }
        }
        return costs;
    }

    private static void print(String what, Costs costs) {
        var ours = Run.Cost.median(costs.ours);
        var old = Run.Cost.median(costs.old);
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | 1/%.1f | %.2f | %.2f | 1/%.1f | %d | %d |",
                what,
                ours.cpuSeconds(),
                old.cpuSeconds(),
                old.cpuSeconds() / ours.cpuSeconds(),
                ours.wallSeconds(),
                old.wallSeconds(),
                old.wallSeconds() / ours.wallSeconds(),
                ours.maxKilobytes() >> 10,
                old.maxKilobytes() >> 10));
    }
}
