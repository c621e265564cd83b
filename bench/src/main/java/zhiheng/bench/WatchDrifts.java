package zhiheng.bench;

import java.util.List;
import java.util.function.Supplier;
import zhiheng.watch.drift.ConformalDrift;
import zhiheng.watch.drift.Feature;
import zhiheng.watch.drift.WindowDrift;
import zhiheng.watch.simulate.Level;
import zhiheng.watch.simulate.Meter;
import zhiheng.watch.simulate.Probe;
import zhiheng.watch.simulate.Source;
import zhiheng.watch.simulate.Sources;
import zhiheng.watch.simulate.Values;

/** Drift of a whole distribution: run length while nothing moves, delay when mean or spread do. */
final class WatchDrifts {
    private final WatchSize size;

    WatchDrifts(WatchSize size) {
        this.size = size;
    }

    private record Row(String name, Supplier<Probe> probes) {}

    private record Drift(String name, Source source) {}

    String table(double promised) {
        var rows = List.of(
                new Row("conformal", Probe.of(new ConformalDrift(new Feature.Number(10), 500, promised, size.seed()))),
                new Row(
                        "window, 4 panes of 250",
                        Probe.of(new WindowDrift(
                                new Feature.Number(10), 1000, new WindowDrift.Panes(4, 250, 0), promised, 0.02))));
        long change = size.change();
        var still = List.of(
                new Drift("beta(2, 3)", Sources.beta(Level.constant(.4), 5)),
                new Drift("counts of mean 20", Sources.counts(Level.constant(20), 0)),
                new Drift("zeros and ones, .05", Sources.bernoulli(Level.constant(.05))));
        var moved = List.of(
                new Drift("mean .40 → .45", Sources.beta(Level.step(.4, .45, change), 5)),
                new Drift("mean .4 → .5", Sources.beta(Level.step(.4, .5, change), 5)),
                new Drift("mean .4 → .5 in 2,000", Sources.beta(Level.ramp(.4, .5, change, 2000), 5)),
                new Drift(
                        "spread 0.20 → 0.14",
                        switched(Sources.beta(Level.constant(.4), 5), Sources.beta(Level.constant(.4), 11), change)));
        var text = new StringBuilder("| detector |");
        still.forEach(drift -> text.append(" run length, ").append(drift.name()).append(" |"));
        moved.forEach(drift -> text.append(" delay, ").append(drift.name()).append(" |"));
        text.append("\n|---|")
                .append("---|".repeat(still.size() + moved.size()))
                .append('\n');
        for (var row : rows) {
            text.append("| **").append(row.name()).append("** |");
            for (var drift : still) {
                var length = new Meter(size.longRuns(), size.seed() + 6, size.threads())
                        .runLength(row.probes(), drift.source(), size.longLimit());
                text.append(' ').append(WatchText.runLength(length)).append(" |");
            }
            for (var drift : moved) {
                var delay = new Meter(size.delayRuns() / 2, size.seed() + 7, size.threads())
                        .delay(row.probes(), drift.source(), change, 2 * change);
                text.append(' ').append(WatchText.delay(delay)).append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static Source switched(Source before, Source after, long change) {
        return seed -> {
            Values first = before.open(seed);
            Values second = after.open(~seed);
            return new Values() {
                private long event;

                @Override
                public double next() {
                    return event++ < change ? first.next() : second.next();
                }
            };
        };
    }
}
