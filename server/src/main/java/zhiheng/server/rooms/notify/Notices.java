package zhiheng.server.rooms.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.server.rooms.notify.NotificationRows.Seen;
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
        var annotations = new HashMap<String, String>();
        annotations.put(ALERT, alert.id());
        put(annotations, "system_name", seen.system());
        put(annotations, "onset", alert.statistics().onset().toString());
        put(annotations, "title_zh", alert.title().zh());
        put(annotations, "title_en", alert.title().en());
        var reason = alert.reason();
        if (reason != null) {
            put(annotations, "clause", reason.article());
        }
        light(alert.grade(), annotations);
        var labels = new HashMap<String, String>();
        labels.put("alertname", alert.monitor());
        labels.put("system", alert.system());
        labels.put("monitor", alert.monitor());
        labels.put("family", alert.family());
        labels.put("grade", alert.gradeId());
        put(labels, "metric", alert.metric());
        var start = alert.time();
        return new Raised(labels, annotations, start, end != null && end.isBefore(start) ? start : end);
    }

    private static void light(@Nullable Light light, Map<String, String> annotations) {
        if (light != null) {
            var colour = light.colourName();
            annotations.put("grade_zh", light.shape() + " " + light.word().zh() + "（" + colour.zh() + "）");
            annotations.put("grade_en", light.shape() + " " + light.word().en() + " (" + colour.en() + ")");
        }
    }

    private static void put(Map<String, String> map, String name, String value) {
        if (!value.isEmpty()) {
            map.put(name, value);
        }
    }
}
