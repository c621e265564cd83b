package zhiheng.server.rooms.toolservers;

import java.util.List;
import zhiheng.server.ground.page.Form;
import zhiheng.server.rooms.gateway.GatewayHead;

/** The servers of tools of a system. */
public record ToolServersView(GatewayHead head, List<Line> servers, Form form) {
    /**
     * One of them.
     *
     * @param address that clients use
     * @param where the server is; empty for a program of the operator, which cannot be changed here
     * @param seconds that one call may take
     */
    public record Line(String name, String address, String where, long seconds) {}
}
