package zhiheng.server.rooms.dossier;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.packs.Crosswalk;
import zhiheng.packs.OfWording;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Pages;

/** One dossier per AI system. */
public final class DossierFeature implements Capability {
    private final Path folder;
    private List<Endpoint> endpoints = List.of();
    private @Nullable OfWording<Crosswalk> crosswalk;

    /** @param folder the library, whose crosswalk is read with it */
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
        var library = house.library();
        var lines = new OfWording<>(library, () -> Crosswalk.of(library, folder));
        crosswalk = lines;
        endpoints = Stream.concat(
                        new DutiesApi(house.office(), house.identity()).endpoints().stream(),
                        new BesideApi(house.office(), library, lines).endpoints().stream())
                .toList();
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public void pages(Pages pages) {
        new DossierPages(pages.site(), pages.desk()).mount(pages.router());
        var lines = Objects.requireNonNull(crosswalk, "not open yet");
        new DutyPages(pages.site(), pages.desk(), lines).mount(pages.router());
        new BesidePage(pages.site(), pages.desk(), lines).mount(pages.router());
    }
}
