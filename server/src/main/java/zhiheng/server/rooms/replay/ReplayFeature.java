package zhiheng.server.rooms.replay;

import java.util.List;
import java.util.Set;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.page.Asset;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;

/** The page on which a file of observations is replayed; the page of alerts leads to it. */
public final class ReplayFeature implements Capability {
    @Override
    public Set<String> uses() {
        return Set.of("watch");
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void pages(Pages pages) {
        new ReplayPages(pages.site(), pages.desk()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("replay").in(Nav.Group.TOOLS));
    }

    @Override
    public List<Asset> assets() {
        return List.of(Asset.script(ReplayFeature.class, "replay.js"));
    }
}
