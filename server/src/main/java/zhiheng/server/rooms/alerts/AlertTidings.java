package zhiheng.server.rooms.alerts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import zhiheng.base.Text;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.tell.Audience;
import zhiheng.server.ground.tell.Tiding;
import zhiheng.server.ground.tell.Tidings;
import zhiheng.server.rooms.notify.NotificationRows;
import zhiheng.server.rooms.watch.Light;

/** Alerts, red and orange at once, the others with the rest of the day. Read in the order in which they were last raised. */
record AlertTidings(NotificationRows rows, Db db, Clock clock) implements Tidings {
    private static final Duration AT_FIRST = Duration.ofDays(1);

    @Override
    public String name() {
        return "alerts";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Look look(String place, Window window) {
        var from = place.isEmpty() ? clock.instant().minus(AT_FIRST) : Instant.parse(place);
        var seen = rows.seen(from);
        if (seen.isEmpty()) {
            return new Look(java.util.List.of(), Times.text(from), false);
        }
        var last = seen.getLast().seen();
        boolean full = seen.size() == NotificationRows.MOST_SEEN;
        var next = full && last.equals(from) ? last.plusMillis(1) : last;
        return new Look(seen.stream().map(this::told).toList(), Times.text(next), full);
    }

    private Tiding told(NotificationRows.Seen seen) {
        var alert = seen.alert();
        var light = alert.grade();
        var shape = Light.shape(light) + " ";
        var grade = light == null ? new Text("未分级", "not graded") : light.word();
        var where = " · " + seen.system();
        return new Tiding(
                Tiding.Kind.ALERT,
                "alert/" + alert.id(),
                "raised",
                light == Light.RED || light == Light.ORANGE,
                alert.title().after(shape),
                grade.and(new Text(where, where)),
                "/alerts/" + alert.id(),
                Audience.of(org(alert.system())).andOfficers(),
                null);
    }

    private String org(String system) {
        return db.read(c -> Sql.one(c, "SELECT org_id FROM ai_system WHERE id = ?", row -> row.getString(1), system))
                .orElse("");
    }
}
