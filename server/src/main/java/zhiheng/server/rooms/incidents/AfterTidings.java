package zhiheng.server.rooms.incidents;

import java.time.Duration;
import zhiheng.base.Text;
import zhiheng.office.acts.Transactions;
import zhiheng.server.ground.tell.Audience;
import zhiheng.server.ground.tell.Tiding;
import zhiheng.server.ground.tell.Tidings;

/** Corrective duties whose last day comes near or has passed; told as other duties of the system are. */
record AfterTidings(Transactions store) implements Tidings {
    @Override
    public String name() {
        return "corrective";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Look look(String place, Window window) {
        return Look.all(store.read(tx -> AfterSql.in(tx).dueWithin(window.from(), window.before()).stream()
                .flatMap(c -> IncidentSql.in(tx).one(null, c.incident()).stream()
                        .map(i -> Tiding.by(
                                c.due(),
                                Tiding.Kind.DUTY,
                                "corrective/" + c.id(),
                                new Text("整改义务：" + c.title(), "Corrective duty: " + c.title()),
                                new Text(i.title() + " · " + i.systemName(), i.title() + " · " + i.systemName()),
                                "/incidents/" + i.id() + "/after",
                                Audience.of(i.org()))))
                .toList()));
    }
}
