package zhiheng.server.ground.page;

import java.util.Locale;
import java.util.Map;

/** The figures of an alert as people read them. */
public final class Figures {
    private Figures() {}

    public static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 1e7 ? "%.3g" : "%.4f", value)
                .replaceAll("(\\.[0-9]*?)0+$", "$1")
                .replaceAll("\\.$", "");
    }

    public static String evidence(double value) {
        return value < 100 ? number(value) : number(Math.rint(value));
    }

    /** A member of an alert's JSON. */
    public static String evidence(Map<String, Object> json, String name) {
        return evidence(json.get(name) instanceof Number n ? n.doubleValue() : 0);
    }

    /** A level with its interval, as JSON holds them; the level alone where it is declared or no bound is finite. */
    public static String level(Map<String, Object> interval) {
        if (!(interval.get("estimate") instanceof Number estimate)) {
            return "–";
        }
        if (interval.get("low") instanceof Number low
                && interval.get("high") instanceof Number high
                && interval.get("level") instanceof Number level
                && level.doubleValue() < 1) {
            return "%s [%s, %s]"
                    .formatted(number(estimate.doubleValue()), number(low.doubleValue()), number(high.doubleValue()));
        }
        return number(estimate.doubleValue());
    }
}
