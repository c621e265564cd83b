package zhiheng.server.rooms.dossier;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import zhiheng.packs.Crosswalk;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Pages;

/** One dossier per AI system. */
public final class DossierFeature implements Capability {
    private final Path folder;
    private List<Endpoint> endpoints = List.of();
    private Crosswalk crosswalk = new Crosswalk(List.of());

    /** @param folder the library, whose crosswalk is read at the start */
    public DossierFeature(Path folder) {
        this.folder = folder;
    }

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
        crosswalk = Crosswalk.of(house.library(), folder);
        endpoints = Stream.concat(
                        new DutiesApi(house.office(), house.identity()).endpoints().stream(),
                        new BesideApi(house.office(), house.library(), crosswalk).endpoints().stream())
                .toList();
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public void pages(Pages pages) {
        new DossierPages(pages.site(), pages.desk()).mount(pages.router());
        new DutyPages(pages.site(), pages.desk(), crosswalk).mount(pages.router());
        new BesidePage(pages.site(), pages.desk(), crosswalk).mount(pages.router());
    }
}
