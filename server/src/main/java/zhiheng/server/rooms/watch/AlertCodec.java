package zhiheng.server.rooms.watch;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.office.acts.Json;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.rooms.watch.GradedAlert.Reason;
import zhiheng.watch.Alarm;
import zhiheng.watch.Alert;
import zhiheng.watch.Breaches;
import zhiheng.watch.Condition;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Interval;
import zhiheng.watch.Key;

/**
 * Alerts as JSON, the one place that knows their members: the column {@code body} of table {@code alert}, the answers of REST,
 * and the figures quoted as evidence elsewhere. Numbers that are not finite are left out, since JSON has none for them; what is
 * left out is read as infinite. Rows written by former versions may lack members, so every one of them may be missing.
 */
public final class AlertCodec {
    private AlertCodec() {}

    /** The columns that stand beside the body. */
    public record Columns(
            String id, String system, String monitor, String family, String grade, Instant time, int repeats) {}

    /** The column {@code body}. */
    public static String body(GradedAlert alert) {
        return JsonOut.compact(bodyTree(alert));
    }

    private static Map<String, Object> bodyTree(GradedAlert alert) {
        var json = of(alert.raised());
        json.put("metric", alert.metric());
        json.put("title", text(alert.title()));
        var reason = alert.reason();
        if (reason != null) {
            var clause = new LinkedHashMap<String, Object>();
            clause.put("pack", reason.pack());
            clause.put("rule", reason.rule());
            clause.put("article", reason.article());
            clause.putAll(text(reason.text()));
            clause.put("confidence", reason.confidence());
            clause.put("atLeast", reason.atLeast());
            json.put("clause", clause);
        }
        return json;
    }

    /** As REST answers it: the body and the columns that the body lacks. */
    public static Map<String, Object> answer(GradedAlert alert) {
        var json = bodyTree(alert);
        json.put("id", alert.id());
        json.put("family", alert.family());
        json.put("grade", alert.gradeId());
        json.put("repeats", alert.repeats());
        return json;
    }

    /** An alert that is not graded yet, as REST and the command line tell it. */
    public static Map<String, Object> of(Alert alert) {
        var json = statistics(new Statistics(alert.monitor(), alert.alarm(), alert.guarantee()));
        json.put(
                "moved",
                alert.alarm().moved().stream()
                        .map(m -> Map.of("what", m.what(), "before", m.before(), "after", m.after()))
                        .toList());
        json.put(
                "examples",
                alert.examples().stream()
                        .map(e -> Map.of("interaction", e.interaction(), "timestamp", at(e.time()), "value", e.value()))
                        .toList());
        json.put(
                "course",
                alert.course().stream()
                        .map(p -> List.<Object>of(p.time(), finite(p.statistic()), p.level()))
                        .toList());
        return json;
    }

    /** The figures alone. */
    public static Map<String, Object> statistics(Statistics statistics) {
        var alarm = statistics.alarm();
        var json = new LinkedHashMap<String, Object>();
        json.put("timestamp", at(alarm.time()));
        json.put("monitor", statistics.monitor());
        put(json, "statistic", alarm.statistic());
        put(json, "threshold", alarm.threshold());
        json.put("onset", at(alarm.onset()));
        put(json, "before", alarm.before());
        put(json, "after", alarm.after());
        put(json, alarm.extent());
        json.put("guarantee", guarantee(statistics.guarantee()));
        return json;
    }

    private static void put(Map<String, Object> json, Alarm.@Nullable Extent extent) {
        if (extent != null) {
            var since = new LinkedHashMap<String, Object>();
            since.put("earliest", at(extent.earliest()));
            since.put("latest", at(extent.latest()));
            put(since, "level", extent.level());
            put(since, "sum", extent.sum());
            put(since, "events", extent.events());
            put(since, "effect", extent.effect());
            json.put("extent", since);
        }
    }

    private static Alarm.@Nullable Extent extent(@Nullable Object json, Instant time) {
        return json instanceof Map<?, ?> since
                ? new Alarm.Extent(
                        millis(since, "earliest", time),
                        millis(since, "latest", time),
                        number(since, "level", 1),
                        number(since, "sum", 0),
                        number(since, "events", 0),
                        interval(since.get("effect")))
                : null;
    }

    /** A lasting breach: its first alert with what came after. */
    public static Map<String, Object> of(Breaches.Breach breach) {
        var json = of(breach.first());
        json.put("alarms", breach.alarms());
        json.put("updates", breach.updates().stream().map(AlertCodec::update).toList());
        return json;
    }

    private static Map<String, Object> update(Breaches.Update update) {
        var json = new LinkedHashMap<String, Object>();
        json.put("timestamp", at(update.time()));
        put(json, "statistic", update.statistic());
        put(json, "after", update.after());
        put(json, "sum", update.sum());
        put(json, "events", update.events());
        return json;
    }

    /** A text for people, as alerts hold it. */
    public static Map<String, Object> text(Text text) {
        var json = new LinkedHashMap<String, Object>();
        json.put("zh", text.zh());
        json.put("en", text.en());
        return json;
    }

    private static String at(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : Double.MAX_VALUE;
    }

    private static void put(Map<String, Object> json, String name, double value) {
        if (Double.isFinite(value)) {
            json.put(name, value);
        }
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

    private static Map<String, Object> guarantee(Guarantee guarantee) {
        return switch (guarantee) {
            case Guarantee.RunLength g -> promise(g, "run-length", "events", g.events());
            case Guarantee.Probability g -> promise(g, "probability", "atMost", g.atMost());
            case Guarantee.Simulated g -> promise(g, "simulated", "events", g.events());
            case Guarantee.SimulatedProbability g -> promise(g, "simulated-probability", "atMost", g.atMost());
            case Guarantee.None g -> Map.of("kind", "none");
        };
    }

    /** With its condition; a promise of a version that stated none is written as it was. */
    private static Map<String, Object> promise(Guarantee guarantee, String kind, String of, double value) {
        var whole = new LinkedHashMap<String, Object>();
        whole.put("kind", kind);
        whole.put(of, value);
        if (guarantee.condition() != Condition.UNSTATED) {
            whole.put("condition", name(guarantee));
        }
        return whole;
    }

    private static String name(Guarantee guarantee) {
        return guarantee.condition().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Alerts that were stored before conditions were have none. */
    private static Condition condition(Map<?, ?> json) {
        var name = string(json, "condition").toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(Condition.values())
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElse(Condition.UNSTATED);
    }

    /** An alert from its row. Where body and columns say the same thing, the column is believed. */
    public static GradedAlert read(Columns c, String body) {
        var json = Json.readMap(body);
        var title = json.get("title");
        var found = statistics(json, c.time(), c.monitor());
        var alarm = found.alarm();
        return new GradedAlert(
                c.id(),
                c.family(),
                Light.of(c.grade()),
                c.repeats(),
                title == null ? new Text(c.monitor(), c.monitor()) : text(title),
                json.get("clause") instanceof Map<?, ?> clause ? reason(clause) : null,
                new Alert(
                        c.monitor(),
                        new Key(c.system(), string(json, "metric")),
                        new Alarm(
                                c.time().toEpochMilli(),
                                alarm.statistic(),
                                alarm.threshold(),
                                alarm.onset(),
                                alarm.before(),
                                alarm.after(),
                                each(json, "moved").stream()
                                        .map(m -> new Alarm.Moved(
                                                string(m, "what"), number(m, "before", 0), number(m, "after", 0)))
                                        .toList(),
                                alarm.extent()),
                        found.guarantee(),
                        course(json.get("course")),
                        each(json, "examples").stream()
                                .map(e -> new Alert.Example(
                                        string(e, "interaction"),
                                        millis(e, "timestamp", c.time()),
                                        number(e, "value", 0)))
                                .toList()));
    }

    private static Reason reason(Map<?, ?> clause) {
        return new Reason(
                string(clause, "pack"),
                string(clause, "rule"),
                string(clause, "article"),
                text(clause),
                string(clause, "confidence"),
                Boolean.TRUE.equals(clause.get("atLeast")));
    }

    /**
     * Figures that were quoted.
     *
     * @param time where they name none
     */
    public static Statistics statistics(Map<?, ?> json, Instant time, String monitor) {
        var named = string(json, "monitor");
        return new Statistics(
                named.isEmpty() ? monitor : named,
                new Alarm(
                        millis(json, "timestamp", time),
                        number(json, "statistic", Double.POSITIVE_INFINITY),
                        number(json, "threshold", Double.POSITIVE_INFINITY),
                        millis(json, "onset", time),
                        interval(json.get("before")),
                        interval(json.get("after")),
                        List.of(),
                        extent(json.get("extent"), time)),
                guaranteed(json.get("guarantee")));
    }

    /** A text for people, as {@link #text(Text)} writes it; empty where a language is missing. */
    public static Text text(@Nullable Object json) {
        return json instanceof Map<?, ?> both ? new Text(string(both, "zh"), string(both, "en")) : new Text("", "");
    }

    private static @Nullable Interval interval(@Nullable Object json) {
        return json instanceof Map<?, ?> bounds
                ? new Interval(
                        number(bounds, "low", Double.NEGATIVE_INFINITY),
                        number(bounds, "estimate", Double.NaN),
                        number(bounds, "high", Double.POSITIVE_INFINITY),
                        number(bounds, "level", 1))
                : null;
    }

    private static Guarantee guaranteed(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> g)) {
            return new Guarantee.None();
        }
        return switch (string(g, "kind")) {
            case "run-length" -> new Guarantee.RunLength(number(g, "events", 0), condition(g));
            case "probability" -> new Guarantee.Probability(number(g, "atMost", 1), condition(g));
            case "simulated" -> new Guarantee.Simulated(number(g, "events", 0), condition(g));
            case "simulated-probability" -> new Guarantee.SimulatedProbability(number(g, "atMost", 1), condition(g));
            default -> new Guarantee.None();
        };
    }

    private static List<Alert.Point> course(@Nullable Object json) {
        return json instanceof List<?> points
                ? points.stream()
                        .filter(p -> p instanceof List<?> three
                                && three.size() == 3
                                && three.stream().allMatch(Number.class::isInstance))
                        .map(p -> (List<?>) p)
                        .map(p -> new Alert.Point(
                                ((Number) p.get(0)).longValue(),
                                ((Number) p.get(1)).doubleValue(),
                                ((Number) p.get(2)).doubleValue()))
                        .toList()
                : List.of();
    }

    private static List<Map<?, ?>> each(Map<?, ?> json, String name) {
        return json.get(name) instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .<Map<?, ?>>map(m -> (Map<?, ?>) m)
                        .toList()
                : List.of();
    }

    /** A member that is a string; empty where there is none. */
    public static String string(Map<?, ?> json, String name) {
        return json.get(name) instanceof String text ? text : "";
    }

    private static double number(Map<?, ?> json, String name, double otherwise) {
        return json.get(name) instanceof Number n ? n.doubleValue() : otherwise;
    }

    private static long millis(Map<?, ?> json, String name, Instant otherwise) {
        try {
            return (json.get(name) instanceof String text ? Instant.parse(text) : otherwise).toEpochMilli();
        } catch (DateTimeParseException e) {
            return otherwise.toEpochMilli();
        }
    }
}
