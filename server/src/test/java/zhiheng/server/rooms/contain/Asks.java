package zhiheng.server.rooms.contain;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import zhiheng.base.Text;
import zhiheng.gateway.permit.PermitState;
import zhiheng.server.rooms.contain.ContainmentRows.Row;
import zhiheng.server.rooms.watch.Aftermath;
import zhiheng.server.rooms.watch.Grade;
import zhiheng.server.rooms.watch.GradedAlert;
import zhiheng.server.rooms.watch.Light;

/** Asks for a containment that is known beforehand, and leaves it to the test to carry it out. */
record Asks(Evidence evidence) implements Aftermath {
    static final Grade.Containment THROTTLED = new Grade.Containment(
            PermitState.THROTTLED,
            new Grade.Clause("p", "r", "第三条", new Text("文", "text"), "high", new Text("确", "sure")));
    static final Grade GRADE =
            new Grade(Light.RED, THROTTLED.clause(), false, List.of(), List.of(), THROTTLED, List.of());

    @Override
    public boolean write(Connection c, GradedAlert alert, Grade grade) throws SQLException {
        ContainmentRows.add(c, Row.asked(alert, evidence));
        return false;
    }

    @Override
    public void wake() {}
}
