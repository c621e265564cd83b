package zhiheng.server.rooms.calls;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.rooms.gateway.GatewayFeature;

/** Calls to search, read and export. */
public final class CallsFeature implements Capability {
    private final GatewayFeature gateway;
    private @Nullable Clock clock;

    public CallsFeature(GatewayFeature gateway) {
        this.gateway = gateway;
    }

    @Override
    public Set<String> uses() {
        return Set.of("gateway", "traffic");
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        clock = house.clock();
    }

    @Override
    public List<Endpoint> endpoints() {
        return new CallsApi(gateway.access(), Objects.requireNonNull(clock)).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new CallPages(gateway.room(pages)).mount(pages.router());
    }
}
