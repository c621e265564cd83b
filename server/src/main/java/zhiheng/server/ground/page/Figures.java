package zhiheng.server.ground.page;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Interval;

/** The figures of an alert as people read them. */
public final class Figures {
    private Figures() {}

    public static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 1e7 ? "%.3g" : "%.4f", value)
                .replaceAll("(\\.[0-9]*?)0+$", "$1")
                .replaceAll("\\.$", "");
    }

    /** How strongly something speaks, without more digits than it has. */
    public static String evidence(double value) {
        if (value == Double.POSITIVE_INFINITY) {
            return "∞";
        }
        return value < 100 ? number(value) : number(Math.rint(value));
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
