package zhiheng.server.rooms.contain;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.rooms.gateway.GatewayFeature;
import zhiheng.server.rooms.gateway.GatewayRoom;
import zhiheng.server.rooms.watch.Aftermath;

/** Alerts that make a permit stricter, and the way back. */
public final class ContainFeature implements Capability {
    private final GatewayFeature gateway;
    private Optional<Containments> containments = Optional.empty();

    public ContainFeature(GatewayFeature gateway) {
        this.gateway = gateway;
    }

    @Override
    public Set<String> uses() {
        return Set.of("gateway", "watch");
    }

    @Override
    public List<Migration> schema() {
        return List.of(Migration.ofTheFirstVersion(ContainFeature.class, "V8__containment.sql"));
    }

    @Override
    public void open(House house) {
        containments = gateway.books()
                .map(books -> new Containments(
                        new ContainmentRows(house.db()),
                        books.permits(),
                        books.routes(),
                        house.office().ids(),
                        house.clock()));
    }

    /** Empty where there is no gateway. */
    public Optional<Containments> containments() {
        return containments;
    }

    /** What graded alerts lead to: nothing where there is no permit to change. */
    public Aftermath aftermath() {
        return containments.<Aftermath>map(c -> c).orElse(Aftermath.NONE);
    }

    /** What stands above the pages of a gateway. */
    public ContainmentPages above(GatewayRoom room) {
        return new ContainmentPages(room, containments);
    }

    @Override
    public List<Endpoint> endpoints() {
        return new ContainmentApi(gateway.access(), containments).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        above(gateway.room(pages)).mount(pages.router());
    }

    @Override
    public void close() throws InterruptedException {
        if (containments.isPresent()) {
            containments.get().close();
        }
    }
}
