package zhiheng.bench;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import zhiheng.watch.Interval;
import zhiheng.watch.Observation;
import zhiheng.watch.fairness.Criterion;
import zhiheng.watch.fairness.Fairness;
import zhiheng.watch.simulate.Level;
import zhiheng.watch.simulate.Meter;
import zhiheng.watch.simulate.Probe;
import zhiheng.watch.simulate.Source;
import zhiheng.watch.simulate.Sources;
import zhiheng.watch.simulate.Sources.Group;
import zhiheng.watch.simulate.Values;

/** How often the fairness test ever alarms: on streams as unfair as is still allowed, where that is an error, and on worse ones. */
final class WatchFairness {
    private static final double ALPHA = 0.05;
    private static final Criterion RATIO = new Criterion.SelectionRatio("a", 0.8);
    private static final Criterion OPPORTUNITY = new Criterion.EqualOpportunity("a", 0.1);
    private static final Criterion CALIBRATION = new Criterion.Calibration(5, 0.05);

    private final WatchSize size;

    WatchFairness(WatchSize size) {
        this.size = size;
    }

    String table() {
        var text = new StringBuilder("""
                | criterion | groups | fair | ever alarmed | median decisions to the alarm |
                |---|---|---|---|---|
                """);
        row(text, "selection ratio ≥ .8", "a .5, b .5, c .5", true, ratio(.5, .5, .5));
        row(text, "selection ratio ≥ .8", "a .5, b .4, c .4", true, ratio(.5, .4, .4));
        row(text, "selection ratio ≥ .8", "a .05, b .04, c .04", true, ratio(.05, .04, .04));
        row(text, "selection ratio ≥ .8", "a .5, b .3, c .5", false, ratio(.5, .3, .5));
        row(text, "selection ratio ≥ .8", "a .5, b .5, c .3", false, ratio(.5, .5, .3));
        row(text, "equal opportunity ± .1", "a .7, b .6", true, opportunity(.7, .6));
        row(text, "equal opportunity ± .1", "a .7, b .45", false, opportunity(.7, .45));
        row(text, "calibration ± .05, 5 ranges", "a and b off by 0", true, calibration(0));
        row(text, "calibration ± .05, 5 ranges", "b off by .05", true, calibration(.05));
        row(text, "calibration ± .05, 5 ranges", "b off by .2", false, calibration(.2));
        return text.toString();
    }

    /** A test and the stream that it is put on. */
    private record Trial(Supplier<Probe> probes, Source source) {}

    private static Trial ratio(double a, double b, double c) {
        return new Trial(
                Probe.of(new Fairness(RATIO, ALPHA)),
                Sources.decisions(List.of(
                        new Group("a", .7, Level.constant(a)),
                        new Group("b", .25, Level.constant(b)),
                        new Group("c", .05, Level.constant(c)))));
    }

    /** Two groups of equal size; half of a and a third of b deserve the decision. */
    private static Trial opportunity(double a, double b) {
        return labelled(OPPORTUNITY, (random, first) -> {
            boolean deserves = random.nextDouble() < (first ? 1 / 2.0 : 1 / 3.0);
            boolean gets = random.nextDouble() < (deserves ? (first ? a : b) : .2);
            return new Labelled(gets ? 1 : 0, deserves);
        });
    }

    /** Scores spread evenly; those of b are too high by {@code off}. */
    private static Trial calibration(double off) {
        return labelled(CALIBRATION, (random, first) -> {
            double score = random.nextDouble();
            double chance = Math.clamp(score - (first ? 0 : off), 0, 1);
            return new Labelled(score, random.nextDouble() < chance);
        });
    }

    private record Labelled(double value, boolean label) {}

    private interface Draw {
        Labelled draw(SplittableRandom random, boolean first);
    }

    private static final class LabelledValues implements Values {
        private final SplittableRandom random;
        private final Draw draw;
        private boolean first;
        private boolean label;

        LabelledValues(long seed, Draw draw) {
            this.random = new SplittableRandom(seed);
            this.draw = draw;
        }

        @Override
        public double next() {
            first = random.nextBoolean();
            var drawn = draw.draw(random, first);
            label = drawn.label();
            return drawn.value();
        }

        @Override
        public String group() {
            return first ? "a" : "b";
        }
    }

    private static Trial labelled(Criterion criterion, Draw draw) {
        var fairness = new Fairness(criterion, ALPHA);
        return new Trial(
                () -> {
                    var state = fairness.start();
                    return stream -> {
                        double value = stream.next();
                        var told =
                                Map.of("group", stream.group(), "label", ((LabelledValues) stream).label ? "1" : "0");
                        return fairness.observe(state, new Observation("simulated", "stream", 0, value, 1, told))
                                != null;
                    };
                },
                seed -> new LabelledValues(seed, draw));
    }

    private void row(StringBuilder text, String criterion, String groups, boolean fair, Trial trial) {
        var met = new Meter(size.coverageRuns(), size.seed() + 5, size.threads())
                .delay(trial.probes(), trial.source(), 0, 2L * size.coverageEvents());
        var silent = met.missed();
        var alarmed = new Interval(1 - silent.high(), 1 - silent.estimate(), 1 - silent.low(), silent.level());
        text.append("| %s | %s | %s | %s | %s |\n"
                .formatted(
                        criterion,
                        groups,
                        fair ? "yes, wanted ≤ 5 %" : "no",
                        WatchText.share(alarmed),
                        fair ? "" : WatchText.events(met.median().estimate())));
    }
}
