package zhiheng.bench;

import zhiheng.watch.Interval;
import zhiheng.watch.simulate.Delay;
import zhiheng.watch.simulate.RunLength;

/** Figures as the page prints them. */
final class WatchText {
    private static final double NOTABLY_EARLY = 0.3;

    private WatchText() {}

    static String runLength(RunLength measured) {
        var mean = measured.mean();
        return Double.isInfinite(mean.estimate())
                ? "> " + events(mean.low())
                : events(mean.estimate()) + " [" + events(mean.low()) + ", " + events(mean.high()) + "]";
    }

    static String events(double events) {
        return Double.isInfinite(events)
                ? "∞"
                : events >= 1e6
                        ? "%.1fM".formatted(events / 1e6)
                        : events >= 1e4
                                ? "%.0fk".formatted(events / 1e3)
                                : events >= 1e3 ? "%.1fk".formatted(events / 1e3) : "%.0f".formatted(events);
    }

    static String delay(Delay delay) {
        var mean = delay.mean();
        var text = "%,.0f ±%,.0f".formatted(mean.estimate(), (mean.high() - mean.low()) / 2);
        if (delay.missed().estimate() > 0) {
            text += " (%.0f %% missed)".formatted(100 * delay.missed().estimate());
        }
        return delay.early().low() > NOTABLY_EARLY
                ? text + " (%.0f %% early)".formatted(100 * delay.early().estimate())
                : text;
    }

    static String share(Interval share) {
        return "%.2f %% [%.2f, %.2f]".formatted(100 * share.estimate(), 100 * share.low(), 100 * share.high());
    }
}
