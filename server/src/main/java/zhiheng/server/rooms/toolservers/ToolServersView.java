package zhiheng.server.rooms.toolservers;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Now;
import zhiheng.server.rooms.gateway.GatewayHead;

/**
 * The servers of tools of a system.
 *
 * @param version of the server that the form changes, 0 for a new one
 * @param now what somebody else saved under the name meanwhile; null where nobody did
 */
public record ToolServersView(
        GatewayHead head,
        List<Line> servers,
        long version,
        Form form,
        @Nullable List<Now> now) {
    /**
     * One of them.
     *
     * @param address that clients use
     * @param where the server is; empty for a program of the operator, which cannot be changed here
     * @param seconds that one call may take
     */
    public record Line(String name, String address, String where, long seconds) {
        /** That it can be changed here. */
        public boolean ours() {
            return !where.isEmpty();
        }
    }
}
