package zhiheng.server.ground.page;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Alarm;
import zhiheng.watch.Interval;

/** The figures of an alert as people read them. */
public final class Figures {
    /** Longer numbers are told by their size alone. */
    private static final double MOST_WRITTEN = 1e12;

    private Figures() {}

    public static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 1e7 ? "%.3g" : "%.4f", value)
                .replaceAll("(\\.[0-9]*?)0+$", "$1")
                .replaceAll("\\.$", "");
    }

    /** How strongly something speaks, without more digits than it has: 9.5, 1,473,842, 10^21. */
    public static String evidence(double value) {
        if (!Double.isFinite(value)) {
            return "∞";
        }
        if (value < 100) {
            return number(value);
        }
        return value < MOST_WRITTEN
                ? String.format(Locale.ROOT, "%,.0f", value)
                : "10^" + (int) Math.floor(Math.log10(value));
    }

    /** The evidence of an alarm in words: how many times its threshold, and both numbers. */
    public static String evidence(Words words, Alarm alarm) {
        return words.t(
                "watch.evidence.times",
                evidence(alarm.statistic() / alarm.threshold()),
                evidence(alarm.statistic()),
                evidence(alarm.threshold()));
    }

    /** A level with its interval; the level alone where it is declared or a bound is not finite. */
    public static String level(@Nullable Interval interval) {
        if (interval == null || !Double.isFinite(interval.estimate())) {
            return "–";
        }
        if (interval.level() < 1 && Double.isFinite(interval.low()) && Double.isFinite(interval.high())) {
            return "%s [%s, %s]"
                    .formatted(number(interval.estimate()), number(interval.low()), number(interval.high()));
        }
        return number(interval.estimate());
    }
}
