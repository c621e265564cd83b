package zhiheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import zhiheng.watch.rate.Direction;
import zhiheng.watch.rate.ShiftedRate;
import zhiheng.watch.simulate.Probe;

/**
 * The proof by simulation of what the monitors promise. {@code --quick} for a small one, {@code --write} puts the result into
 * {@code docs/performance.md}, {@code --seed N}, {@code --settings} prints the settings that the tuning found.
 */
public final class WatchBench {
    private static final String BEGIN = "<!-- watch:begin -->";
    private static final String END = "<!-- watch:end -->";

    private final WatchSize size;
    private final boolean settings;
    private final long start = System.nanoTime();

    private WatchBench(WatchSize size, boolean settings) {
        this.size = size;
        this.settings = settings;
    }

    public static void main(String[] args) throws IOException {
        var options = List.of(args);
        long seed = options.contains("--seed") ? Long.parseLong(options.get(options.indexOf("--seed") + 1)) : 20261124;
        int threads = Runtime.getRuntime().availableProcessors();
        var size = options.contains("--quick") ? WatchSize.quick(seed, threads) : WatchSize.full(seed, threads);
        var page = new WatchBench(size, options.contains("--settings")).page();
        System.out.println(page);
        if (options.contains("--write")) {
            write(Path.of(System.getProperty("zhiheng.home", "."), "docs", "performance.md"), page);
        }
    }

    private static void write(Path file, String page) throws IOException {
        var text = Files.readString(file);
        int from = text.indexOf(BEGIN);
        int to = text.indexOf(END);
        if (from < 0 || to < from) {
            throw new IOException(file + ": the markers " + BEGIN + " and " + END + " are missing; put them where the section belongs");
        }
        Files.writeString(file, text.substring(0, from + BEGIN.length()) + "\n" + page + text.substring(to));
    }

    private List<WatchRival> rivals() {
        var rivals = new ArrayList<>(List.of(ours("rate, level unknown", a -> Probe.of(new ShiftedRate(Direction.UP, a)))));
        rivals.addAll(WatchRival.moa());
        return rivals;
    }

    private static WatchRival ours(String name, java.util.function.DoubleFunction<Supplier<Probe>> build) {
        return new WatchRival(name, true, 1, 1e12, false, build);
    }

    private String page() {
        var page = new StringBuilder();
        var steps = new WatchDelays(size);
        for (var scenario : List.of(
                WatchDelays.Scenario.step(0.05, 0.1, size),
                WatchDelays.Scenario.step(0.1, 0.2, size),
                WatchDelays.Scenario.step(0.2, 0.3, size),
                WatchDelays.Scenario.step(0.2, 0.4, size),
                WatchDelays.Scenario.step(0.3, 0.5, size),
                WatchDelays.Scenario.ramp(0.2, 0.4, 2000, size),
                WatchDelays.Scenario.rare(0.001, 0.004, size))) {
            steps.measure(scenario, rivals());
            progress("delay, " + scenario.name());
        }
        section(page, "Delay", steps);
        var learners = new WatchDelays(size);
        for (var learner : WatchLearner.ALL) {
            learners.measure(WatchDelays.Scenario.learner(learner, size), rivals());
            progress("delay, " + learner.name());
        }
        section(page, "Learners", learners);
        return page.toString();
    }

    private void section(StringBuilder page, String title, WatchDelays delays) {
        page.append("\n### ").append(title).append("\n\n").append(delays.table()).append('\n');
        delays.losses().forEach(loss -> page.append("- ").append(loss).append('\n'));
        if (settings) {
            System.out.println(delays.settings());
        }
    }

    private void progress(String done) {
        System.err.printf("%4.0f s  %s%n", (System.nanoTime() - start) / 1e9, done);
    }
}
