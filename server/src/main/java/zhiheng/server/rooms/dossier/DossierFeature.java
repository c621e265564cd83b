package zhiheng.server.rooms.dossier;

import java.util.List;
import java.util.Set;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Pages;

/** One dossier per AI system. */
public final class DossierFeature implements Capability {
    private List<Endpoint> endpoints = List.of();

    @Override
    public Set<String> uses() {
        return Set.of("registry", "people", "law");
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        endpoints = new DutiesApi(house.office(), house.identity()).endpoints();
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public void pages(Pages pages) {
        new DossierPages(pages.site(), pages.desk()).mount(pages.router());
        new DutyPages(pages.site(), pages.desk()).mount(pages.router());
    }
}
