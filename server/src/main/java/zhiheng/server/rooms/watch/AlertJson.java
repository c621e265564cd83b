package zhiheng.server.rooms.watch;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Alert;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Interval;

/** An alert as a tree for JSON. Bounds that are infinite are left out, since JSON has no number for them. */
public final class AlertJson {
    private AlertJson() {}

    public static Map<String, Object> of(Alert alert) {
        var alarm = alert.alarm();
        var json = new LinkedHashMap<String, Object>();
        json.put("timestamp", Instant.ofEpochMilli(alarm.time()).toString());
        json.put("monitor", alert.monitor());
        put(json, "statistic", alarm.statistic());
        put(json, "threshold", alarm.threshold());
        json.put("onset", Instant.ofEpochMilli(alarm.onset()).toString());
        put(json, "before", alarm.before());
        put(json, "after", alarm.after());
        json.put("guarantee", guarantee(alert.guarantee()));
        json.put(
                "moved",
                alarm.moved().stream()
                        .map(m -> Map.of("what", m.what(), "before", m.before(), "after", m.after()))
                        .toList());
        json.put(
                "examples",
                alert.examples().stream()
                        .map(e -> Map.of(
                                "interaction",
                                e.interaction(),
                                "timestamp",
                                Instant.ofEpochMilli(e.time()).toString(),
                                "value",
                                e.value()))
                        .toList());
        json.put(
                "course",
                alert.course().stream()
                        .map(p -> List.<Object>of(p.time(), finite(p.statistic()), p.level()))
                        .toList());
        return json;
    }

    /** What is quoted where the alert is the reason of something: its statistics, without course and examples. */
    public static Map<String, Object> statistics(Alert alert) {
        var json = of(alert);
        json.keySet()
                .retainAll(List.of(
                        "timestamp", "monitor", "statistic", "threshold", "onset", "before", "after", "guarantee"));
        return json;
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : Double.MAX_VALUE;
    }

    private static void put(Map<String, Object> json, String name, @Nullable Interval interval) {
        if (interval != null) {
            var bounds = new LinkedHashMap<String, Object>();
            put(bounds, "low", interval.low());
            put(bounds, "estimate", interval.estimate());
            put(bounds, "high", interval.high());
            put(bounds, "level", interval.level());
            json.put(name, bounds);
        }
    }

    private static void put(Map<String, Object> json, String name, double value) {
        if (Double.isFinite(value)) {
            json.put(name, value);
        }
    }

    private static Map<String, Object> guarantee(Guarantee guarantee) {
        return switch (guarantee) {
            case Guarantee.RunLength g -> Map.of("kind", "run-length", "events", g.events());
            case Guarantee.Probability g -> Map.of("kind", "probability", "atMost", g.atMost());
            case Guarantee.Simulated g -> Map.of("kind", "simulated", "events", g.events());
            case Guarantee.None g -> Map.of("kind", "none");
        };
    }
}
