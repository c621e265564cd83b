package zhiheng.server.rooms.law;

import java.util.List;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;

/** The packs to read, and what a change of law changes. */
public final class LawFeature implements Capability {
    private List<Endpoint> endpoints = List.of();

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        endpoints = new LawApi(house.office(), house.library()).endpoints();
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public void pages(Pages pages) {
        new ChangesPages(pages.site(), pages.desk()).mount(pages.router());
        new PackPages(pages.site(), pages.desk()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("changes").in(Nav.Group.LAW), Nav.to("packs").in(Nav.Group.LAW));
    }
}
