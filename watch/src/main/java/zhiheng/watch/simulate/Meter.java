package zhiheng.watch.simulate;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.LongToDoubleFunction;
import java.util.function.Supplier;
import zhiheng.watch.Detector;
import zhiheng.watch.Interval;
import zhiheng.watch.Observation;
import zhiheng.watch.State;

/**
 * Measures detectors by many seeded runs, over several threads. The figures depend on the seed, never on the threads, and two
 * detectors measured with one seed see the same streams.
 */
public record Meter(int runs, long seed, int threads) {
    public Meter {
        if (runs < 1 || runs > 10_000_000 || threads < 1) {
            throw new IllegalArgumentException("runs " + runs + ", threads " + threads
                    + ": 至少各 1，流至多一千万条; at least 1 each, at most 10,000,000 runs");
        }
    }

    public Meter(int runs, long seed) {
        this(runs, seed, Runtime.getRuntime().availableProcessors());
    }

    /** @param limit events after which a run without an alarm is given up (censored) */
    public RunLength runLength(Supplier<Probe> probes, Source unchanged, long limit) {
        var lengths = each(seed -> firstAlarm(probes.get(), unchanged.open(seed), limit));
        int censored = (int) Arrays.stream(lengths).filter(Double::isInfinite).count();
        double events = Arrays.stream(lengths).map(l -> Math.min(l, limit)).sum();
        Arrays.sort(lengths);
        var mean = censored == 0 ? Exact.mean(lengths) : Exact.meanTime(runs - censored, events);
        return new RunLength(runs, censored, mean, Exact.median(lengths));
    }

    /**
     * @param changed streams whose level changes with event {@code change}, the first being event 0
     * @param horizon how many events after the change are watched
     */
    public Delay delay(Supplier<Probe> probes, Source changed, long change, long horizon) {
        var alarms = each(seed -> firstAlarm(probes.get(), changed.open(seed), change + horizon));
        var delays = Arrays.stream(alarms)
                .filter(event -> event > change)
                .map(event -> event - change)
                .sorted()
                .toArray();
        long missed = Arrays.stream(delays).filter(Double::isInfinite).count();
        var mean =
                Exact.mean(Arrays.stream(delays).map(d -> Math.min(d, horizon)).toArray());
        var early = Exact.share(runs - delays.length, runs);
        var median = delays.length == 0
                ? new Interval(0, Double.NaN, Double.POSITIVE_INFINITY, Exact.LEVEL)
                : Exact.median(delays);
        return new Delay(runs, early, Exact.share(missed, delays.length), mean, median);
    }

    /**
     * How well alarms say when a change came and what the level is since, over streams that alarm after it; those that alarmed before
     * are left out.
     *
     * @param millis between two events
     * @param after the true level since the change; NaN where it is not one number, and then not compared
     */
    public Dating dating(Detector<?> detector, Source changed, double millis, long change, long horizon, double after) {
        var runs = each(seed -> dated(detector, changed.open(seed), millis, change, change + horizon, after));
        var told = Arrays.stream(runs).filter(run -> !Double.isNaN(run)).toArray();
        long held = Arrays.stream(told).filter(run -> ((long) run & 1) != 0).count();
        long level = Arrays.stream(told).filter(run -> ((long) run & 2) != 0).count();
        var widths =
                Arrays.stream(told).map(run -> Math.floor(run / 4)).sorted().toArray();
        return new Dating(
                told.length,
                Exact.share(held, told.length),
                Exact.share(level, told.length),
                told.length == 0 ? Exact.mean(new double[] {0, 0}) : Exact.median(widths));
    }

    /** One number a run: bits 0 and 1 say what was held, the rest is the width in events; NaN without an alarm that tells. */
    private static <S extends State> double dated(
            Detector<S> detector, Values values, double millis, long change, long limit, double after) {
        S state = detector.start();
        for (long event = 0; event < limit; event++) {
            double value = values.next();
            var unit = values.unit();
            var attributes = unit.isEmpty() ? Map.<String, String>of() : Map.of("unit", unit);
            var alarm = detector.observe(
                    state, new Observation("simulated", "stream", (long) (event * millis), value, 1, attributes));
            if (alarm != null) {
                var extent = alarm.extent();
                if (event < change || extent == null) {
                    return Double.NaN;
                }
                double moment = change * millis;
                var since = alarm.after();
                int held = extent.earliest() <= moment && moment <= extent.latest() + millis ? 1 : 0;
                int level = since != null && since.low() <= after && after <= since.high() ? 2 : 0;
                return 4 * Math.floor((extent.latest() - extent.earliest()) / millis) + held + level;
            }
        }
        return Double.NaN;
    }

    /** @param sequences fresh confidence sequences: each takes the next value in and gives its bounds */
    public Coverage coverage(Supplier<DoubleFunction<Interval>> sequences, Source source, double truth, long length) {
        var widths = each(seed -> {
            var sequence = sequences.get();
            var values = source.open(seed);
            boolean missed = false;
            double width = 1;
            for (long i = 0; i < length; i++) {
                var bounds = sequence.apply(values.next());
                missed |= truth < bounds.low() || truth > bounds.high();
                width = bounds.high() - bounds.low();
            }
            return missed ? -width - 1 : width; // one number a run; below zero says that the truth was missed
        });
        long missed = Arrays.stream(widths).filter(w -> w < 0).count();
        var width =
                Exact.mean(Arrays.stream(widths).map(w -> w < 0 ? -w - 1 : w).toArray());
        return new Coverage(runs, Exact.share(missed, runs), width);
    }

    private double[] each(LongToDoubleFunction run) {
        return Runs.each(runs, seed, threads, run);
    }

    /** The number of events up to and with the first alarm; infinite when the limit came first. */
    private static double firstAlarm(Probe probe, Values values, long limit) {
        for (long event = 1; event <= limit; event++) {
            if (probe.alarms(values)) {
                return event;
            }
        }
        return Double.POSITIVE_INFINITY;
    }
}
