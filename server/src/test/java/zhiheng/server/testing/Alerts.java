package zhiheng.server.testing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.server.rooms.watch.GradedAlert;
import zhiheng.server.rooms.watch.GradedAlert.Reason;
import zhiheng.server.rooms.watch.Light;
import zhiheng.watch.Alarm;
import zhiheng.watch.Alert;
import zhiheng.watch.Condition;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Interval;
import zhiheng.watch.Key;

/** Alerts as monitors raise and packs grade them, for tests of what comes after. */
public final class Alerts {
    public static final Text TITLE = new Text("泄露", "Leaks");
    public static final Reason REASON = new Reason("cn-alarm-grades", "r1", "第三条", new Text("文", "text"), "high", true);

    private Alerts() {}

    /** Leaks in what a system says, found at {@code time}, an hour after they began. */
    public static GradedAlert leaks(String id, String system, @Nullable Light grade, Instant time) {
        return new GradedAlert(id, "leakage", grade, 0, TITLE, REASON, raised(system, time));
    }

    public static Alert raised(String system, Instant time) {
        long at = time.toEpochMilli();
        var alarm = new Alarm(
                at,
                9,
                6.5,
                at - 3_600_000,
                Interval.declared(.01),
                new Interval(.1, .2, .3, .95),
                List.of(new Alarm.Moved("pii.email", .01, .2)));
        return new Alert(
                "leaks",
                new Key(system, "leak.out"),
                alarm,
                new Guarantee.RunLength(900_000, Condition.AT_MOST_GIVEN_PAST),
                List.of(new Alert.Point(at - 1000, 1.5, .01), new Alert.Point(at, 9, .2)),
                List.of(new Alert.Example("c1", at - 10, 1)));
    }
}
