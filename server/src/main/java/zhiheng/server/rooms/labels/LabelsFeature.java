package zhiheng.server.rooms.labels;

import java.util.List;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Asset;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;

/** Labels on files that people send. */
public final class LabelsFeature implements Capability {
    private List<Endpoint> endpoints = List.of();

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        endpoints = new LabelsApi(new LabelDesk(house.office().outbox())).endpoints();
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public void pages(Pages pages) {
        new LabelPages(pages.site(), pages.desk()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("labels").in(Nav.Group.TOOLS));
    }

    @Override
    public List<Asset> assets() {
        return List.of(Asset.script(LabelsFeature.class, "labels.js"));
    }

    @Override
    public List<Class<?>> commands() {
        return List.of(LabelCommand.class);
    }
}
