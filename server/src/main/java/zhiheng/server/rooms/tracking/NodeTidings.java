package zhiheng.server.rooms.tracking;

import java.time.Duration;
import java.util.ArrayList;
import zhiheng.base.Text;
import zhiheng.server.ground.tell.Audience;
import zhiheng.server.ground.tell.Tiding;
import zhiheng.server.ground.tell.Tidings;

/** The days of nodes: their department hears ahead and when one has passed; the authority when one passed without a confirmed move. */
record NodeTidings(Tracking tracking) implements Tidings {
    private static final int MOST = 5_000;

    @Override
    public String name() {
        return "nodes";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Look look(String place, Window window) {
        var found = new ArrayList<Tiding>();
        var today = tracking.today();
        for (var node : tracking.open(window.from(), window.before(), MOST)) {
            var title = new Text("节点期限：" + node.title(), "A node has its day: " + node.title());
            var detail = new Text("指标：" + node.indicator(), "Indicator: " + node.indicator());
            var thing = "node/" + node.id();
            found.add(Tiding.by(
                    node.due(), Tiding.Kind.CASE, thing, title, detail, "/tracking", Audience.of(node.owner())));
            if (node.due().isBefore(today)) {
                found.add(new Tiding(
                        Tiding.Kind.CASE,
                        thing + "/escalated",
                        "escalated/" + node.due(),
                        true,
                        new Text("逾期上报：" + node.title(), "Escalated: " + node.title()),
                        detail,
                        "/tracking",
                        Audience.OFFICERS,
                        null));
            }
        }
        return Look.all(found);
    }
}
