package zhiheng.server.rooms.exports;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.rooms.gateway.GatewayFeature;

/** Law, dossiers and registry in the formats of others. It keeps nothing itself. */
public final class ExportsFeature implements Capability {
    private final GatewayFeature gateway;
    private final Path library;
    private @Nullable Exporter exporter;

    /** @param library the folder whose crosswalk leads from one law to another */
    public ExportsFeature(GatewayFeature gateway, Path library) {
        this.gateway = gateway;
        this.library = library;
    }

    @Override
    public Set<String> uses() {
        return Set.of("gateway");
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        exporter = new Exporter(house, gateway, library);
    }

    private Exporter exporter() {
        return Objects.requireNonNull(exporter, "not open yet");
    }

    @Override
    public List<Endpoint> endpoints() {
        return new ExportsApi(exporter()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new ExportsPages(pages.desk(), exporter()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("exports").in(Nav.Group.PROOF));
    }
}
