package zhiheng.server.rooms.permits;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.tell.Tidings;
import zhiheng.server.rooms.gateway.GatewayFeature;

/** Permits: read, written, tried on the calls of a day. */
public final class PermitsFeature implements Capability {
    private final GatewayFeature gateway;
    private @Nullable Clock clock;
    private List<Tidings> tidings = List.of();

    public PermitsFeature(GatewayFeature gateway) {
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
        clock = house.clock();
        tidings = List.of(new PermitTidings(gateway, house.db()));
    }

    @Override
    public List<Tidings> tidings() {
        return tidings;
    }

    @Override
    public List<Endpoint> endpoints() {
        return new PermitsApi(gateway.access(), Objects.requireNonNull(clock)).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new PermitPages(gateway.room(pages)).mount(pages.router());
    }
}
