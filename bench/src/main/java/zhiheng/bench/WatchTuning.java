package zhiheng.bench;

import java.util.function.Supplier;
import zhiheng.watch.simulate.Meter;
import zhiheng.watch.simulate.Probe;
import zhiheng.watch.simulate.RunLength;
import zhiheng.watch.simulate.Source;

/** Sets detectors so that they all have the same mean run length on one kind of unchanging stream. */
record WatchTuning(double target, int runs, long seed, int threads) {
    private static final int ROUNDS = 14;
    private static final double CLOSE = Math.log(1.03);
    private static final double REACHED = Math.log(1.25);

    /**
     * @param setting what was found, or the end of the range where the target lies beyond it
     * @param measured the run length with it, on streams other than those it was tuned on
     * @param reached whether that is the target, but for the noise of measuring
     */
    record Tuned(WatchRival rival, double setting, RunLength measured, boolean reached) {
        Supplier<Probe> probes() {
            return rival.build().apply(setting);
        }
    }

    Tuned tune(WatchRival rival, Source unchanged) {
        double place = rival.tunable() ? search(rival, unchanged) : 0;
        double setting = rival.setting(place);
        var measured = measure(rival, setting, unchanged, seed + 1);
        var mean = measured.mean();
        boolean reached = Math.abs(gap(measured)) < REACHED || mean.low() <= target && target <= mean.high();
        return new Tuned(rival, setting, measured, reached);
    }

    /** Bisection, helped by the secant once the run length was seen on both sides of the target. */
    private double search(WatchRival rival, Source unchanged) {
        double low = 0;
        double high = 1;
        double below = Double.NEGATIVE_INFINITY;
        double above = Double.POSITIVE_INFINITY;
        double place = 0.5;
        for (int i = 0; i < ROUNDS; i++) {
            double gap = gap(measure(rival, rival.setting(place), unchanged, seed));
            if (Math.abs(gap) < CLOSE) {
                return place;
            }
            if (gap < 0) {
                low = place;
                below = gap;
            } else {
                high = place;
                above = gap;
            }
            boolean both = Double.isFinite(below) && Double.isFinite(above);
            double way = both ? Math.clamp(-below / (above - below), 0.15, 0.85) : 0.5;
            place = low + way * (high - low);
        }
        return low == 0 && below == Double.NEGATIVE_INFINITY ? 0 : high == 1 && Double.isInfinite(above) ? 1 : place;
    }

    private RunLength measure(WatchRival rival, double setting, Source unchanged, long seed) {
        return new Meter(runs, seed, rival.alone() ? 1 : threads)
                .runLength(rival.build().apply(setting), unchanged, Math.round(2 * target));
    }

    private double gap(RunLength measured) {
        return Math.log(measured.mean().estimate() / target);
    }
}
