package zhiheng.server.rooms.grants;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.OfficeTime;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.rooms.guide.GuideFeature;

/** Support that nobody applies for, as proposals to the departments. */
public final class GrantsFeature implements Capability {
    private final GuideFeature guide;
    private @Nullable GrantDesk desk;

    public GrantsFeature(GuideFeature guide) {
        this.guide = guide;
    }

    @Override
    public Set<String> uses() {
        return Set.of("guide");
    }

    @Override
    public List<Migration> schema() {
        return List.of(Migration.of(GrantsFeature.class, "V1__grants.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        desk = new GrantDesk(house.store(), house.office(), new OfficeTime(house.clock()), guide);
    }

    private GrantDesk desk() {
        return Objects.requireNonNull(desk, "not open yet");
    }

    @Override
    public List<Endpoint> endpoints() {
        return new GrantApi(desk()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new GrantPages(pages.site(), pages.desk(), desk()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("grants").in(Nav.Group.POLICIES));
    }

    /** Packs change while the server is down, so what was proposed of measures that are gone ends here. */
    @Override
    public void start(URI address) {
        desk().settle();
    }
}
