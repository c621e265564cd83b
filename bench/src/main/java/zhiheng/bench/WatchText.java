package zhiheng.bench;

import zhiheng.watch.Interval;
import zhiheng.watch.simulate.RunLength;

/** Figures as the page prints them. */
final class WatchText {
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

    static String share(Interval share) {
        return "%.2f %% [%.2f, %.2f]".formatted(100 * share.estimate(), 100 * share.low(), 100 * share.high());
    }
}
