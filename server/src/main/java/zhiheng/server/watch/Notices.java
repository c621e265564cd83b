package zhiheng.server.watch;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import zhiheng.watch.Alert;
import zhiheng.watch.alert.Raised;
import zhiheng.watch.risk.RiskMonitor;

/** A graded alert in the form in which it is routed: by labels. */
public final class Notices {
    private Notices() {}

    /**
     * Labels {@code system}, {@code monitor}, {@code metric}, {@code family} and {@code grade} (red, orange, yellow, blue or none);
     * all that is only read is an annotation. The alert is over when it is not raised again for the policy's resolve timeout.
     *
     * <p>The grade is a label, so an alert whose grade changes is another alert: end the former one with {@link #over}.
     */
    public static Raised raised(Alert alert, RiskMonitor monitor, Grade grade) {
        var annotations = new HashMap<String, String>();
        annotations.put("title_zh", monitor.title().zh());
        annotations.put("title_en", monitor.title().en());
        annotations.put("onset", Instant.ofEpochMilli(alert.alarm().onset()).toString());
        var light = grade.light();
        if (light != null) {
            annotations.put(
                    "grade_zh",
                    light.shape() + " " + light.word().zh() + "（"
                            + light.colourName().zh() + "）");
            annotations.put(
                    "grade_en",
                    light.shape() + " " + light.word().en() + " ("
                            + light.colourName().en() + ")");
        }
        var clause = grade.decidedBy();
        if (clause != null) {
            annotations.put("clause", clause.article());
        }
        return new Raised(
                labels(alert, monitor, grade),
                annotations,
                Instant.ofEpochMilli(alert.alarm().time()),
                null);
    }

    /** The same alert, ended. */
    public static Raised over(Alert alert, RiskMonitor monitor, Grade grade, Instant end) {
        return new Raised(
                labels(alert, monitor, grade),
                Map.of(),
                Instant.ofEpochMilli(alert.alarm().time()),
                end);
    }

    private static Map<String, String> labels(Alert alert, RiskMonitor monitor, Grade grade) {
        var light = grade.light();
        return Map.of(
                "system",
                alert.key().system(),
                "metric",
                alert.key().metric(),
                "monitor",
                alert.monitor(),
                "family",
                monitor.family().id(),
                "grade",
                light == null ? "none" : light.name().toLowerCase(Locale.ROOT));
    }
}
