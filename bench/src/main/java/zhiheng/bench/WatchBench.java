package zhiheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import zhiheng.bench.WatchDelays.Scenario;
import zhiheng.bench.WatchRival.Side;
import zhiheng.bench.WatchRunLengths.Row;
import zhiheng.watch.State;
import zhiheng.watch.rate.DeclaredRate;
import zhiheng.watch.rate.Direction;
import zhiheng.watch.rate.Guarded;
import zhiheng.watch.rate.RateDetector;
import zhiheng.watch.rate.ShiftedRate;
import zhiheng.watch.simulate.Probe;

/**
 * The proof by simulation of what the monitors promise, beside MOA's detectors. Arguments: names of sections ({@code runs, steps,
 * learners, loops, coverage, fairness, drifts}; all without one), {@code --quick} for a small one, {@code --seed N}, {@code --ours} leaves
 * MOA out, {@code --settings} prints what the tuning found, {@code --write} puts the result into {@code docs/performance.md}.
 */
public final class WatchBench {
    private static final String BEGIN = "<!-- watch:begin -->";
    private static final String END = "<!-- watch:end -->";

    private final WatchSize size;
    private final List<String> options;
    private final long start = System.nanoTime();

    private WatchBench(WatchSize size, List<String> options) {
        this.size = size;
        this.options = options;
    }

    public static void main(String[] args) throws IOException {
        var options = List.of(args);
        long seed = options.contains("--seed") ? Long.parseLong(options.get(options.indexOf("--seed") + 1)) : 20261124;
        int threads = Runtime.getRuntime().availableProcessors();
        var size = options.contains("--quick") ? WatchSize.quick(seed, threads) : WatchSize.full(seed, threads);
        var page = new WatchBench(size, options).page();
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
            throw new IOException(file + ": the markers " + BEGIN + " and " + END
                    + " are missing; put them where the section belongs");
        }
        Files.writeString(file, text.substring(0, from + BEGIN.length()) + "\n" + page + text.substring(to));
    }

    private List<WatchRival> rivals() {
        var rivals = new ArrayList<WatchRival>();
        rivals.add(ours("rate, up", Side.OURS, a -> Probe.of(new ShiftedRate(Direction.UP, a))));
        rivals.add(ours("rate, either way", Side.OURS, a -> Probe.of(new ShiftedRate(Direction.EITHER, a))));
        rivals.add(ours("rate, up, guarded", Side.OURS, a -> guarded(new ShiftedRate(Direction.UP, a))));
        if (!options.contains("--ours")) {
            rivals.addAll(WatchRival.moa());
        }
        return rivals;
    }

    private List<WatchRival> rivals(double rate) {
        var rivals = new ArrayList<WatchRival>();
        rivals.add(ours("rate, limit declared", Side.OURS_TOLD, a -> Probe.of(new DeclaredRate(rate, a))));
        rivals.addAll(rivals());
        return rivals;
    }

    private static WatchRival ours(String name, Side side, DoubleFunction<Supplier<Probe>> build) {
        return new WatchRival(name, side, 1, 1e12, false, build);
    }

    private String page() {
        var sections = new LinkedHashMap<String, Consumer<StringBuilder>>();
        sections.put("runs", this::runLengths);
        sections.put("steps", this::steps);
        sections.put("learners", this::learners);
        sections.put("loops", this::loops);
        sections.put("coverage", this::coverage);
        sections.put("fairness", this::fairness);
        sections.put("drifts", this::drifts);
        var page = new StringBuilder();
        var only = options.stream().filter(sections::containsKey).toList();
        sections.forEach((name, section) -> {
            if (only.isEmpty() || only.contains(name)) {
                section.accept(page);
            }
        });
        return page.append("\n%.0f s on %d threads, seed %d.\n"
                        .formatted((System.nanoTime() - start) / 1e9, size.threads(), size.seed()))
                .toString();
    }

    private void runLengths(StringBuilder page) {
        double promised = size.runLength() / 2;
        page.append("""

                ### How long to a false alarm
                Promised: no less than %s events. Streams of one rate in which neighbouring events have correlation ρ; mean of %d
                streams, each given up at %s events. Neither ADWIN's δ (MOA's default) nor our N was fitted to anything.

                """.formatted(WatchText.events(promised), size.longRuns(), WatchText.events(size.longLimit())));
        page.append(new WatchRunLengths(size)
                .table(List.of(
                        new Row("**limit declared**", rate -> Probe.of(new DeclaredRate(rate, promised))),
                        new Row("**limit declared, guarded**", rate -> guarded(new DeclaredRate(rate, promised))),
                        new Row("**up**", rate -> Probe.of(new ShiftedRate(Direction.UP, promised))),
                        new Row("**up, guarded**", rate -> guarded(new ShiftedRate(Direction.UP, promised))),
                        new Row(
                                "ADWIN .002",
                                rate -> WatchRival.moa().getFirst().build().apply(0.002)))));
        progress("run lengths");
    }

    private static <S extends State> Supplier<Probe> guarded(RateDetector<S> detector) {
        return Probe.of(new Guarded<>(detector));
    }

    private void steps(StringBuilder page) {
        var steps = new WatchDelays(size);
        for (double[] step : new double[][] {{.05, .1}, {.1, .2}, {.2, .3}, {.2, .4}, {.3, .5}}) {
            measure(steps, Scenario.step(step[0], step[1], size), rivals(step[0]));
        }
        measure(steps, Scenario.ramp(.2, .4, 2000, size), rivals(.2));
        measure(steps, Scenario.dependent(.1, .2, .3, size), rivals(.1));
        measure(steps, Scenario.rare(.001, .004, size), rivals(.001));
        page.append("""

                ### Delay after a change of rate
                Every detector's threshold was first set so that the mean run length at the rate before is %s events (%s for .001); what
                it then was on other streams stands beside those that could not reach it. The change comes after %s events (five times
                that for .001). ρ is the correlation of neighbouring events, before and after. Events from
                the change to the alarm, ± half a 95 %% interval, over those of %d streams that had not alarmed before; a missed one
                counts as the time watched.

                """.formatted(
                        WatchText.events(size.runLength()),
                        WatchText.events(5 * size.runLength()),
                        WatchText.events(size.change()),
                        size.delayRuns()));
        finish(page, steps);
    }

    private void learners(StringBuilder page) {
        var learners = new WatchDelays(size);
        for (var learner : WatchLearner.ALL) {
            measure(learners, Scenario.learner(learner, size), rivals());
        }
        page.append("""

                ### Delay on the errors of a learner
                Naive Bayes, trained on 5,000 examples of one concept and then left alone; after %s more the concept changes. Set and
                printed as above, with the unchanged concept's errors for the run length.

                """.formatted(WatchText.events(size.change())));
        finish(page, learners);
    }

    private void measure(WatchDelays delays, Scenario scenario, List<WatchRival> rivals) {
        delays.measure(scenario, rivals);
        progress("delay, " + scenario.name());
    }

    private void finish(StringBuilder page, WatchDelays delays) {
        page.append(delays.table()).append('\n').append(delays.verdict());
        if (options.contains("--settings")) {
            System.out.println(delays.settings());
        }
    }

    private void loops(StringBuilder page) {
        var loops = new WatchPrequential(size);
        for (var learner : WatchLearner.ALL) {
            loops.measure(learner, rivals());
            progress("loop, " + learner.name());
        }
        page.append("""

                ### The whole loop
                Naive Bayes tested, then trained on each example; an alarm starts it anew. A drift every 10,000 of 100,000 examples; found
                means an alarm within 2,000. Thresholds set to %s events on a learner that goes on learning one concept. Of 9 drifts
                found, false alarms, mean delay, accuracy in %%. Either-way detectors also alarm when a new learner gets better. %d seeds are too
                few for intervals: only gross differences tell something here.

                """.formatted(WatchText.events(size.runLength()), size.learnerRuns()));
        page.append(loops.table());
    }

    private void coverage(StringBuilder page) {
        page.append("\n### Confidence sequences\n%,d streams of %,d values each.\n\n"
                .formatted(size.coverageRuns(), size.coverageEvents()));
        page.append(new WatchCoverage(size).table());
        progress("coverage");
    }

    private void fairness(StringBuilder page) {
        page.append("""

                ### Fairness
                Groups a, b, c have 70, 25 and 5 %% of the decisions, or a and b half each. Allowed: an alarm ever with probability .05. %,d
                streams of %,d decisions.

                """.formatted(size.coverageRuns(), 2 * size.coverageEvents()));
        page.append(new WatchFairness(size).table());
        progress("fairness");
    }

    private void drifts(StringBuilder page) {
        double promised = size.runLength() / 2;
        page.append("""

                ### Drift of a distribution
                Promised: no less than %s events to a false alarm. Run lengths of %d streams given up at %s events, delays of %d streams that
                change after %s.

                """.formatted(
                        WatchText.events(promised),
                        size.longRuns(),
                        WatchText.events(size.longLimit()),
                        size.delayRuns() / 2,
                        WatchText.events(size.change())));
        page.append(new WatchDrifts(size).table(promised));
        progress("drifts");
    }

    private void progress(String done) {
        System.err.printf("%4.0f s  %s%n", (System.nanoTime() - start) / 1e9, done);
    }
}
