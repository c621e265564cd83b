package zhiheng.server.rooms.tracking;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.OfficeTime;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.tell.Tidings;

/** The tracking ledger. */
public final class TrackingFeature implements Capability {
    private @Nullable Tracking tracking;

    @Override
    public List<Migration> schema() {
        return List.of(
                Migration.of(TrackingFeature.class, "V1__tracking.sql"),
                Migration.of(TrackingFeature.class, "V2__needs.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        tracking = new Tracking(house.store(), house.office(), new OfficeTime(house.clock()));
    }

    public Tracking tracking() {
        return Objects.requireNonNull(tracking, "not open yet");
    }

    @Override
    public List<Endpoint> endpoints() {
        return new TrackingApi(tracking()).endpoints();
    }

    @Override
    public List<Tidings> tidings() {
        return List.of(new NodeTidings(tracking()));
    }

    @Override
    public void pages(Pages pages) {
        new TrackingPages(pages.desk(), tracking()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("tracking").in(Nav.Group.POLICIES));
    }
}
