package zhiheng.server.rooms.fleet;

import java.util.List;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * The gateways of an office.
 *
 * @param leads whether this server leads any
 * @param rule what they do that are cut off
 * @param mayRule whether the reader may revoke one
 */
public record FleetView(boolean leads, List<Row> rows, String rule, boolean mayRule) {
    /**
     * A gateway.
     *
     * @param permits how far its permits are those of the office
     */
    public record Row(
            String id,
            String name,
            State state,
            When heard,
            String permits,
            String systems,
            When enrolled,
            boolean mayRevoke) {}
}
