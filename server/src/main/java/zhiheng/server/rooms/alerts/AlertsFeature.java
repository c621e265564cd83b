package zhiheng.server.rooms.alerts;

import java.util.List;
import java.util.Set;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.page.Asset;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.rooms.contain.ContainFeature;
import zhiheng.server.rooms.notify.NotifyFeature;
import zhiheng.server.rooms.watch.WatchFeature;

/** The page of alerts, and of files replayed. */
public final class AlertsFeature implements Capability {
    private final WatchFeature watch;
    private final ContainFeature contain;
    private final NotifyFeature notify;

    public AlertsFeature(WatchFeature watch, ContainFeature contain, NotifyFeature notify) {
        this.watch = watch;
        this.contain = contain;
        this.notify = notify;
    }

    @Override
    public Set<String> uses() {
        return Set.of("watch", "contain", "notify");
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void pages(Pages pages) {
        new WatchPages(pages.site(), pages.desk(), watch.alerts(), contain.containments(), notify.notifier())
                .mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("watch"));
    }

    @Override
    public List<Asset> assets() {
        return List.of(Asset.script(AlertsFeature.class, "watch.js"));
    }
}
