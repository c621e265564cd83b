package zhiheng.server.rooms.gateway;

import java.util.Optional;
import zhiheng.office.Office;
import zhiheng.office.people.Access;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Problem;

/** What the addresses of one system's gateway share: whether there is one, and who may see or change the system. */
public record GatewayAccess(Office office, Optional<GatewayHost> gateway) {
    public static final String SYSTEM = "/api/v1/systems/:id";

    public GatewayHost host() {
        return gateway.orElseThrow(() -> Problem.badRequest(
                "此服务启动时未开网关；请用 --gateway-port 启动。",
                "This server runs without a gateway; start it with --gateway-port."));
    }

    /** The system's id, once it is known that the caller sees it. */
    public String seen(Call call) {
        return office.registry().system(call.actor(), call.path("id")).id();
    }

    /** The system's id, once it is known that the caller may change what it does. */
    public String mayChange(Call call) {
        var system = seen(call);
        Access.mayChange(call.actor());
        return system;
    }
}
