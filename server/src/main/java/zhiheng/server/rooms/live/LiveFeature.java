package zhiheng.server.rooms.live;

import java.util.List;
import java.util.Set;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.page.Asset;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.rooms.contain.ContainFeature;
import zhiheng.server.rooms.gateway.GatewayFeature;
import zhiheng.server.rooms.watch.WatchFeature;

/** One gateway live: traffic, states, the first permit. */
public final class LiveFeature implements Capability {
    private final GatewayFeature gateway;
    private final ContainFeature contain;
    private final WatchFeature watch;

    public LiveFeature(GatewayFeature gateway, ContainFeature contain, WatchFeature watch) {
        this.gateway = gateway;
        this.contain = contain;
        this.watch = watch;
    }

    @Override
    public Set<String> uses() {
        return Set.of("gateway", "calls", "contain", "watch", "traffic");
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void pages(Pages pages) {
        var room = gateway.room(pages);
        new GatewayPages(room, contain.above(room), watch.alerts()).mount(pages.router());
    }

    @Override
    public List<Asset> assets() {
        return List.of(Asset.script(LiveFeature.class, "live.js"));
    }
}
