package zhiheng.server.rooms.duties;

import java.util.List;
import java.util.Set;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;

/** The duties of all systems in one table. */
public final class DutiesFeature implements Capability {
    private List<Endpoint> endpoints = List.of();

    @Override
    public Set<String> uses() {
        return Set.of("dossier");
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        endpoints = new DutyListApi(house.office()).endpoints();
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public void pages(Pages pages) {
        new DutiesPages(pages.site(), pages.desk()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("duties"));
    }
}
