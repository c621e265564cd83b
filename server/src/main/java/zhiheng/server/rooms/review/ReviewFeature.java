package zhiheng.server.rooms.review;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.office.Office;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.sql.TxSql;
import zhiheng.server.rooms.gateway.GatewayFeature;

/** Calls that wait for a person. */
public final class ReviewFeature implements Capability {
    private final GatewayFeature gateway;
    private Optional<ReviewDesk> desk = Optional.empty();
    private @Nullable Office office;

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
        office = house.office();
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
        waiting().mount(pages.router(), pages.site(), pages.desk());
    }

    private WaitingCalls waiting() {
        return new WaitingCalls(desk, Objects.requireNonNull(office, "not open yet"));
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("reviews")
                .in(Nav.Group.REVIEWS)
                .counting(actor -> waiting().count(actor)));
    }

    @Override
    public void forgetSystem(TxSql sql, String system) {
        sql.update("DELETE FROM held WHERE system = ? AND state <> 'waiting'", system);
    }
}
