package zhiheng.server.rooms.review;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.rooms.gateway.GatewayFeature;

/** Calls that wait for a person. */
public final class ReviewFeature implements Capability {
    private final GatewayFeature gateway;
    private Optional<ReviewDesk> desk = Optional.empty();

    public ReviewFeature(GatewayFeature gateway) {
        this.gateway = gateway;
    }

    @Override
    public Set<String> uses() {
        return Set.of("gateway", "calls", "traffic");
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        desk = gateway.books()
                .map(books -> new ReviewDesk(
                        new HeldRows(house.db()), books.vault(), house.office().outbox(), house.clock()));
    }

    /** Empty where there is no gateway. */
    public Optional<ReviewDesk> desk() {
        return desk;
    }

    @Override
    public List<Endpoint> endpoints() {
        return new ReviewApi(gateway.access(), desk).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new ReviewPages(gateway.room(pages), desk).mount(pages.router());
    }
}
