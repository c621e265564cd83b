package zhiheng.server.rooms.law;

import java.nio.file.Path;
import java.util.List;
import zhiheng.packs.Crosswalk;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;

/** The packs to read, and what a change of law changes. */
public final class LawFeature implements Capability {
    private final Path folder;
    private List<Endpoint> endpoints = List.of();
    private Crosswalk crosswalk = new Crosswalk(List.of());

    /** @param folder the library, whose crosswalk is read at the start */
    public LawFeature(Path folder) {
        this.folder = folder;
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        crosswalk = Crosswalk.of(house.library(), folder);
        endpoints = new LawApi(house.office(), house.library()).endpoints();
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public void pages(Pages pages) {
        new ChangesPages(pages.site(), pages.desk()).mount(pages.router());
        new CrosswalkPage(pages.site(), pages.desk(), crosswalk).mount(pages.router());
        new PackPages(pages.site(), pages.desk()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("changes").in(Nav.Group.LAW), Nav.to("packs").in(Nav.Group.LAW));
    }
}
