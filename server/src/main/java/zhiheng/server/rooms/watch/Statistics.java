package zhiheng.server.rooms.watch;

import java.time.Instant;
import java.util.List;
import zhiheng.watch.Alarm;
import zhiheng.watch.Alert;
import zhiheng.watch.Guarantee;

/**
 * What is quoted where an alert is the reason of something: the figures, without course and examples.
 *
 * @param alarm without what moved
 */
public record Statistics(String monitor, Alarm alarm, Guarantee guarantee) {
    public static Statistics of(Alert alert) {
        var a = alert.alarm();
        return new Statistics(
                alert.monitor(),
                new Alarm(
                        a.time(),
                        a.statistic(),
                        a.threshold(),
                        a.onset(),
                        a.before(),
                        a.after(),
                        List.of(),
                        a.extent()),
                alert.guarantee());
    }

    public Instant onset() {
        return Instant.ofEpochMilli(alarm.onset());
    }
}
