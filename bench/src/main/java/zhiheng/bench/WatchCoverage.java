package zhiheng.bench;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import zhiheng.watch.Interval;
import zhiheng.watch.mean.BoundedMean;
import zhiheng.watch.mean.ConfidenceSequence;
import zhiheng.watch.mean.TwoMeans;
import zhiheng.watch.simulate.Level;
import zhiheng.watch.simulate.Meter;
import zhiheng.watch.simulate.Source;
import zhiheng.watch.simulate.Sources;

/** How often a confidence sequence ever let the truth go, over streams of several shapes. */
final class WatchCoverage {
    private static final double LEVEL = 0.95;
    /** ln of the evidence at which one of the two sides leaves the truth out. */
    private static final double NEED = -Math.log((1 - LEVEL) / 2);

    private static final Interval EVERYTHING = new Interval(-1e9, 0, 1e9, LEVEL);
    private static final Interval NOTHING = new Interval(1e9, 0, -1e9, LEVEL);

    private final WatchSize size;
    private final StringBuilder table = new StringBuilder("""
            | sequence, 95 % at all times at once | stream | truth ever outside, wanted ≤ 5 % | width at the end |
            |---|---|---|---|
            """);

    WatchCoverage(WatchSize size) {
        this.size = size;
    }

    private record Stream(String name, Source source, double mean) {}

    String table() {
        for (var stream : List.of(
                new Stream("zeros and ones, .001", Sources.bernoulli(Level.constant(.001)), .001),
                new Stream("zeros and ones, .05", Sources.bernoulli(Level.constant(.05)), .05),
                new Stream("zeros and ones, .5", Sources.bernoulli(Level.constant(.5)), .5),
                new Stream("beta(1.2, 2.8)", Sources.beta(Level.constant(.3), 4), .3),
                new Stream("beta(.05, .95)", Sources.beta(Level.constant(.05), 1), .05),
                new Stream("two points .4 and .6", Sources.twoPoint(Level.constant(.55), .4, .6), .55))) {
            row("mean, running intersection", stream, WatchCoverage::running);
            row("mean, at each moment", stream, WatchCoverage::moment);
        }
        for (double gap : new double[] {0, .2}) {
            var stream = new Stream("two groups 4:1, .3 and %.1f".formatted(.3 + gap), pairs(.3, .3 + gap), gap);
            row("difference of two groups", stream, () -> difference(stream.mean()));
            double ratio = (.3 + gap) / .3;
            row("ratio of two groups", new Stream(stream.name(), stream.source(), ratio), () -> ratio(ratio));
        }
        return table.toString();
    }

    private void row(String name, Stream stream, Supplier<DoubleFunction<Interval>> sequences) {
        var coverage = new Meter(size.coverageRuns(), size.seed() + 4, size.threads())
                .coverage(sequences, stream.source(), stream.mean(), size.coverageEvents());
        table.append("| %s | %s | %s | %.3f |\n"
                .formatted(
                        name,
                        stream.name(),
                        WatchText.share(coverage.missed()),
                        coverage.width().estimate()));
    }

    private static DoubleFunction<Interval> running() {
        var sequence = new ConfidenceSequence(0, 1, LEVEL);
        return value -> {
            sequence.add(value, 1);
            return sequence.interval();
        };
    }

    /** Taken anew only when the count grew by a hundredth, to save time: a miss in between could go unseen. */
    private static DoubleFunction<Interval> moment() {
        var sums = new BoundedMean();
        return new DoubleFunction<>() {
            private Interval last = sums.interval(LEVEL);
            private double due = 1;

            @Override
            public Interval apply(double value) {
                sums.add(value, 1);
                if (sums.count() >= due) {
                    due = sums.count() * 1.01;
                    last = sums.interval(LEVEL);
                }
                return last;
            }
        };
    }

    /** Decisions of two groups as one number: 0 and 1 of the first, 2 and 3 of the second. */
    private static Source pairs(double first, double second) {
        var decisions = Sources.decisions(List.of(
                new Sources.Group("a", 4, Level.constant(first)), new Sources.Group("b", 1, Level.constant(second))));
        return seed -> {
            var values = decisions.open(seed);
            return () -> values.next() + (values.group().equals("a") ? 0 : 2);
        };
    }

    private DoubleFunction<Interval> difference(double truth) {
        return groups(
                (a, b) -> TwoMeans.evidenceLower(b, a, 1, truth) >= NEED
                        || TwoMeans.evidenceLower(a, b, 1, -truth) >= NEED,
                (a, b) -> TwoMeans.difference(a, b, LEVEL));
    }

    private DoubleFunction<Interval> ratio(double truth) {
        return groups(
                (a, b) -> TwoMeans.evidenceLower(b, a, 1 / truth, 0) >= NEED
                        || TwoMeans.evidenceLower(a, b, truth, 0) >= NEED,
                (a, b) -> TwoMeans.ratio(a, b, LEVEL));
    }

    /** The bounds themselves are only taken at the end; before it, only whether they would leave the truth out. */
    private DoubleFunction<Interval> groups(BiPredicate<BoundedMean, BoundedMean> leavesOut, Bounds bounds) {
        var a = new BoundedMean();
        var b = new BoundedMean();
        return new DoubleFunction<>() {
            private double due = 1;

            @Override
            public Interval apply(double value) {
                (value < 2 ? a : b).add(value % 2, 1);
                double count = a.count() + b.count();
                if (count >= size.coverageEvents()) {
                    return bounds.of(a, b);
                }
                if (count < due) {
                    return EVERYTHING;
                }
                due = count * 1.01;
                return leavesOut.test(a, b) ? NOTHING : EVERYTHING;
            }
        };
    }

    private interface Bounds {
        Interval of(BoundedMean a, BoundedMean b);
    }
}
