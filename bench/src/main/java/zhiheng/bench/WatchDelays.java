package zhiheng.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zhiheng.bench.WatchRival.Side;
import zhiheng.bench.WatchTuning.Tuned;
import zhiheng.watch.simulate.Delay;
import zhiheng.watch.simulate.Level;
import zhiheng.watch.simulate.Meter;
import zhiheng.watch.simulate.Source;
import zhiheng.watch.simulate.Sources;

/** Delay after a change, every detector tuned to one run length on the unchanged stream of the same kind. */
final class WatchDelays {
    /** @param change events before the change, also the least time a detector has to learn what is usual */
    record Scenario(
            String name,
            Source unchanged,
            Source changed,
            double runLength,
            int tuningRuns,
            long change,
            long horizon) {
        static Scenario step(double before, double after, WatchSize size) {
            return bernoulli(
                    "%s → %s".formatted(plain(before), plain(after)),
                    before,
                    Level.step(before, after, size.change()),
                    size);
        }

        static Scenario ramp(double before, double after, long length, WatchSize size) {
            return bernoulli(
                    "%s → %s in %,d".formatted(plain(before), plain(after), length),
                    before,
                    Level.ramp(before, after, size.change(), length),
                    size);
        }

        private static Scenario bernoulli(String name, double before, Level level, WatchSize size) {
            return new Scenario(
                    name,
                    Sources.bernoulli(Level.constant(before)),
                    Sources.bernoulli(level),
                    size.runLength(),
                    size.tuningRuns(),
                    size.change(),
                    2 * size.change());
        }

        static Scenario dependent(double before, double after, double correlation, WatchSize size) {
            return new Scenario(
                    "ρ %s: %s → %s".formatted(plain(correlation), plain(before), plain(after)),
                    Sources.bernoulli(Level.constant(before), correlation),
                    Sources.bernoulli(Level.step(before, after, size.change()), correlation),
                    size.runLength(),
                    size.tuningRuns(),
                    size.change(),
                    2 * size.change());
        }

        /** Five times the run length, since else there would be but 20 ones in it. */
        static Scenario rare(double before, double after, WatchSize size) {
            long change = 5 * size.change();
            return new Scenario(
                    "%s → %s".formatted(plain(before), plain(after)),
                    Sources.bernoulli(Level.constant(before)),
                    Sources.bernoulli(Level.step(before, after, change)),
                    5 * size.runLength(),
                    size.tuningRuns() / 2,
                    change,
                    change);
        }

        static Scenario learner(WatchLearner learner, WatchSize size) {
            return new Scenario(
                    learner.name(),
                    learner.fixed((int) (2 * size.runLength()), 0),
                    learner.fixed((int) size.change(), (int) size.change()),
                    size.runLength(),
                    size.tuningRuns(),
                    size.change(),
                    size.change());
        }

        private static String plain(double rate) {
            return Double.toString(rate).substring(1);
        }
    }

    record Met(Tuned tuned, Delay delay) {}

    private final WatchSize size;
    private final Map<String, List<Met>> columns = new LinkedHashMap<>();
    private final Map<String, List<Tuned>> tunedOn = new LinkedHashMap<>();

    WatchDelays(WatchSize size) {
        this.size = size;
    }

    void measure(Scenario scenario, List<WatchRival> rivals) {
        var tuning = new WatchTuning(scenario.runLength(), scenario.tuningRuns(), size.seed(), size.threads());
        var column = new ArrayList<Met>();
        // Steps from the same rate share their tuning.
        var tuned = tunedOn.computeIfAbsent(
                scenario.name().replaceFirst(" →.*", ""),
                before -> rivals.stream()
                        .map(rival -> tuning.tune(rival, scenario.unchanged()))
                        .toList());
        for (var t : tuned) {
            var meter = new Meter(size.delayRuns(), size.seed() + 2, t.rival().alone() ? 1 : size.threads());
            column.add(new Met(t, meter.delay(t.probes(), scenario.changed(), scenario.change(), scenario.horizon())));
        }
        columns.put(scenario.name(), column);
    }

    /** Detectors down, changes across. */
    String table() {
        var text = new StringBuilder("| detector |");
        columns.keySet().forEach(name -> text.append(' ').append(name).append(" |"));
        text.append("\n|---|").append("---|".repeat(columns.size())).append('\n');
        int rows = columns.values().iterator().next().size();
        for (int row = 0; row < rows; row++) {
            int r = row;
            var first = columns.values().iterator().next();
            text.append("| ").append(first.get(r).tuned().rival().label()).append(" |");
            columns.values()
                    .forEach(column ->
                            text.append(' ').append(cell(column.get(r))).append(" |"));
            text.append('\n');
        }
        return text.toString();
    }

    private static String cell(Met met) {
        var delay = WatchText.delay(met.delay());
        return met.tuned().reached()
                ? delay
                : delay + " at " + WatchText.runLength(met.tuned().measured());
    }

    /** Where a peer at the same run length was quicker than all of ours: for sure, or by less than the noise. */
    String verdict() {
        var quicker = new ArrayList<String>();
        var near = new ArrayList<String>();
        columns.forEach((name, column) -> {
            var best = column.stream()
                    .filter(met -> met.tuned().rival().side() == Side.OURS
                            && met.tuned().reached())
                    .min(Comparator.comparingDouble(met -> met.delay().mean().estimate()));
            if (best.isEmpty()) {
                quicker.add(name + ": none of ours reached the run length");
                return;
            }
            var ours = best.get().delay().mean();
            for (var met : column) {
                var theirs = met.delay().mean();
                if (met.tuned().rival().side() == Side.PEER
                        && met.tuned().reached()
                        && theirs.estimate() < ours.estimate()) {
                    (theirs.high() < ours.low() ? quicker : near)
                            .add("%s %s %.0f [%.0f, %.0f] against %.0f [%.0f, %.0f]"
                                    .formatted(
                                            name,
                                            met.tuned().rival().name(),
                                            theirs.estimate(),
                                            theirs.low(),
                                            theirs.high(),
                                            ours.estimate(),
                                            ours.low(),
                                            ours.high()));
                }
            }
        });
        return "Peers quicker than ours at the same run length: %s.\nQuicker by less than the noise: %s.\n"
                .formatted(list(quicker), list(near));
    }

    private static String list(List<String> items) {
        return items.isEmpty() ? "none" : String.join("; ", items);
    }

    /** The settings found, and the share of streams on which each alarmed before the change. */
    String settings() {
        var text = new StringBuilder();
        columns.forEach((name, column) -> {
            text.append(name).append('\n');
            for (var met : column) {
                text.append("  %-14s setting %-12.5g run length %-28s early %.3f%n"
                        .formatted(
                                met.tuned().rival().name(),
                                met.tuned().setting(),
                                WatchText.runLength(met.tuned().measured()),
                                met.delay().early().estimate()));
            }
        });
        return text.toString();
    }
}
