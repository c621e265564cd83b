package zhiheng.server.rooms.fleet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.permit.Clause;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.Permits;
import zhiheng.office.people.Role;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Problem;
import zhiheng.server.ground.identity.Secrets;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.rooms.gateway.GatewayBooks;
import zhiheng.server.rooms.gateway.GatewayFeature;
import zhiheng.server.rooms.gateway.ReviewQueue;
import zhiheng.server.rooms.toolservers.ToolServerBook;
import zhiheng.server.rooms.toolservers.ToolServersFeature;

/** Gateways that run by themselves: who they are, what they are told, what they hold of each cap, and what they recorded. */
public final class FleetFeature implements Capability {
    private static final long FORGET_EVERY_MILLIS = 3_600_000;

    private final GatewayFeature gateway;
    private final Supplier<ReviewQueue> reviews;
    private final ToolServersFeature tools;
    private final Stored stored;
    private @Nullable FleetDesk desk;

    /**
     * @param reviews the queue of calls that wait for a person, asked for when this opens
     * @param tools the servers of tools of each system
     * @param stored is given every batch of what gateways recorded, once it is in the database
     */
    public FleetFeature(
            GatewayFeature gateway, Supplier<ReviewQueue> reviews, ToolServersFeature tools, Stored stored) {
        this.gateway = gateway;
        this.reviews = reviews;
        this.tools = tools;
        this.stored = stored;
    }

    @Override
    public Set<String> uses() {
        return Set.of("gateway", "toolservers", "traffic");
    }

    @Override
    public List<Migration> schema() {
        return List.of(Migration.of(FleetFeature.class, "V1__fleet.sql"));
    }

    @Override
    public void open(House house) {
        var books = gateway.books().orElse(null);
        if (books == null || !gateway.leadsFleet()) {
            return;
        }
        var servers = tools.book().orElseThrow();
        var key = FleetKey.open(house.store(), books.vault());
        var enrolment = new Enrolment(house.store(), house.office().outbox(), key, house.clock());
        var told = new Bulletin(
                Secrets.random(),
                books.permits().all().stream().map(Permit::system).toList(),
                system -> word(books, servers, system));
        books.permits().listen(told::change);
        books.keys().listen(told::change);
        books.routes().listen(told::change);
        servers.listen(told::change);
        var shares = new Shares(house.db(), books.permits(), house.clock());
        var intake = new Intake(house.db(), books.contents(), counted(books.permits()), house.clock());
        desk = new FleetDesk(enrolment, key, told, shares, intake, new Presences(), reviews.get(), house.clock());
        house.vertx().setPeriodic(FORGET_EVERY_MILLIS, timer -> house.vertx().executeBlocking(shares::forget, false));
    }

    /** What gateways let in counts for what pages here say was used today. */
    private Stored counted(Permits permits) {
        return (calls, from, arrived, at) -> {
            for (var call : calls) {
                if (Clause.counts(call)) {
                    permits.recall(call.system(), call.userHash(), call.tokensIn() + call.tokensOut(), call.time());
                }
            }
            stored.take(calls, from, arrived, at);
        };
    }

    /** A system whose calls go to a stand-in of a drill has no route elsewhere: they must reach nothing real. */
    private static SystemWord word(GatewayBooks books, ToolServerBook servers, String system) {
        var keys = new LinkedHashMap<String, String>(books.keys().hashes(system));
        var route = books.routes().isDiverted(system) ? null : books.routes().own(system);
        return new SystemWord(
                system,
                books.permits().of(system),
                books.permits().asideInto(system),
                keys,
                route,
                servers.overHttp(system));
    }

    private FleetDesk desk() {
        if (desk == null) {
            throw leadsNone();
        }
        return desk;
    }

    static RuntimeException leadsNone() {
        return Problem.badRequest(
                "此服务启动时不带独立网关；请用 --fleet 启动。",
                "This server leads no gateways that run by themselves; start it with --fleet.");
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void pages(Pages pages) {
        new FleetPages(pages.site(), pages.desk(), () -> Optional.ofNullable(desk)).mount(pages.router());
    }

    /** In the menu of a server that leads gateways; elsewhere there is nothing to see. */
    @Override
    public List<Nav> nav() {
        var entry = Nav.to(FleetPages.SECTION)
                .in(Nav.Group.TOOLS)
                .onlyFor(Set.of(Role.ADMINISTRATOR, Role.OFFICER, Role.AUDITOR));
        return gateway.leadsFleet() ? List.of(entry) : List.of();
    }

    @Override
    public List<Endpoint> endpoints() {
        return Stream.concat(
                        new FleetApi(this::desk).endpoints().stream(), new FleetLine(this::desk).endpoints().stream())
                .toList();
    }

    @Override
    public void leave() {
        if (desk != null) {
            desk.bulletin().close();
        }
    }

    @Override
    public List<Class<?>> commands() {
        return List.of(GatewayCommand.class);
    }
}
