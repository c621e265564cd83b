package zhiheng.server.rooms.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Json;
import zhiheng.server.rooms.notify.NotificationRows.Seen;
import zhiheng.server.rooms.watch.AlertRows.AlertRow;
import zhiheng.server.rooms.watch.Light;
import zhiheng.server.rooms.watch.LiveWatch;
import zhiheng.watch.alert.Raised;

/** A graded alert in the form in which it is routed: by labels. */
public final class Notices {
    /** After how long an alert that is not raised again counts as over. */
    public static final Duration OVER_AFTER = LiveWatch.SAME;

    /** The annotation that holds the alert's identifier. */
    public static final String ALERT = "alert";

    private Notices() {}

    /**
     * Labels {@code alertname} and {@code monitor} (the same), {@code system}, {@code metric}, {@code family} and {@code grade}
     * (red, orange, yellow, blue or none); all that is only read is an annotation.
     *
     * <p>The grade is a label, so an alert whose grade changes is another alert: hand the former one in with its end.
     *
     * @param end null while it lasts
     */
    public static Raised raised(Seen seen, @Nullable Instant end) {
        var alert = seen.alert();
        var body = Json.readMap(alert.body());
        var annotations = new HashMap<String, String>();
        annotations.put(ALERT, alert.id());
        put(annotations, "system_name", seen.system());
        put(annotations, "onset", body.get("onset"));
        if (body.get("title") instanceof Map<?, ?> title) {
            put(annotations, "title_zh", title.get("zh"));
            put(annotations, "title_en", title.get("en"));
        }
        if (body.get("clause") instanceof Map<?, ?> clause) {
            put(annotations, "clause", clause.get("article"));
        }
        light(alert, annotations);
        var labels = new HashMap<String, String>();
        labels.put("alertname", alert.monitor());
        labels.put("system", alert.system());
        labels.put("monitor", alert.monitor());
        labels.put("family", alert.family());
        labels.put("grade", alert.grade());
        put(labels, "metric", body.get("metric"));
        var start = alert.time();
        return new Raised(labels, annotations, start, end != null && end.isBefore(start) ? start : end);
    }

    private static void light(AlertRow alert, Map<String, String> annotations) {
        Arrays.stream(Light.values())
                .filter(l -> l.name().equalsIgnoreCase(alert.grade()))
                .forEach(l -> {
                    annotations.put(
                            "grade_zh",
                            l.shape() + " " + l.word().zh() + "（"
                                    + l.colourName().zh() + "）");
                    annotations.put(
                            "grade_en",
                            l.shape() + " " + l.word().en() + " ("
                                    + l.colourName().en() + ")");
                });
    }

    private static void put(Map<String, String> map, String name, @Nullable Object value) {
        if (value instanceof String text && !text.isEmpty()) {
            map.put(name, text);
        }
    }
}
