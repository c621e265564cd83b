package zhiheng.server.rooms.gateway;

import java.util.Optional;
import zhiheng.base.Refusal;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.office.people.Access;
import zhiheng.office.registry.AiSystem;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** What the pages of one system's gateway share: who may, what stands above, how a permit is changed. */
public record GatewayRoom(Site site, Desk desk, Optional<GatewayHost> gateway) {
    public static final String PATH = "/systems/:id/gateway";

    public GatewayHost host() {
        return gateway.orElseThrow(() -> Refusal.notFound(
                "此服务启动时未开网关；请用 --gateway-port 启动。",
                "This server runs without a gateway; start it with --gateway-port."));
    }

    /** The system, if the visitor may see it. */
    public AiSystem system(Visit visit) {
        return site.office().registry().system(visit.actor(), visit.in("id"));
    }

    /** The system's id, if the visitor may change what it does. */
    public String mayChange(Visit visit) {
        var system = system(visit).id();
        Access.mayChange(visit.actor());
        return system;
    }

    public Permit permit(String system) {
        var permit = host().permits().of(system);
        if (permit == null) {
            throw Access.notFound();
        }
        return permit;
    }

    /** What the permit inspects, for marking it in texts; nothing where there is no permit or an inspector is missing. */
    public Inspection inspection(String system) {
        var permit = host().permits().of(system);
        var inspection = permit == null ? null : host().inspections().of(permit);
        return inspection == null ? Inspection.NONE : inspection;
    }

    public static String href(String system) {
        return "/systems/" + system + "/gateway";
    }

    public GatewayHead head(Visit visit, AiSystem system, String page) {
        var permit = host().permits().of(system.id());
        return new GatewayHead(
                href(system.id()),
                "/systems/" + system.id(),
                system.name(),
                page,
                "http://" + host().authority() + "/v1",
                visit.actor().role().mayChange(),
                permit == null
                        ? null
                        : host().permits().isAside(system.id())
                                ? new State("not", visit.words.t("permit.aside"))
                                : light(visit, permit.state()),
                permit == null ? 0 : permit.version(),
                host().reviews().waiting(system.id()));
    }

    public static State light(Visit visit, PermitState state) {
        var tone = switch (state) {
            case OPEN -> "met";
            case THROTTLED, DEGRADED -> "doing";
            case REVIEW -> "exempt";
            case STOPPED -> "late";
        };
        return new State(tone, visit.words.t("permit." + state));
    }

    /** Changes the permit and goes back to the live view. */
    public Reply change(Visit visit, Permit wanted, String reason) {
        var done = host().permits().change(wanted, visit.actor().id(), reason);
        var permits = host().permits();
        var told = !permits.isUnwritten(wanted.system())
                ? "gateway.changed"
                : permits.isNoted(wanted.system()) ? "gateway.changed.unwritten" : "gateway.changed.unnoted";
        visit.tell(visit.words.t(told, done.version()));
        return new Reply.Go(href(wanted.system()));
    }
}
