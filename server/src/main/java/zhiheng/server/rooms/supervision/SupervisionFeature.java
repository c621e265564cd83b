package zhiheng.server.rooms.supervision;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.office.people.Actor;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.rooms.needs.NeedsFeature;
import zhiheng.server.rooms.tracking.TrackingFeature;

/** Supervision visits and surveys, and activity beside effect. */
public final class SupervisionFeature implements Capability {
    private final NeedsFeature needs;
    private final TrackingFeature tracking;
    private @Nullable Supervision supervision;

    public SupervisionFeature(NeedsFeature needs, TrackingFeature tracking) {
        this.needs = needs;
        this.tracking = tracking;
    }

    @Override
    public Set<String> uses() {
        return Set.of("needs", "tracking");
    }

    @Override
    public List<Migration> schema() {
        return List.of(Migration.of(SupervisionFeature.class, "V1__supervision.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        supervision = new Supervision(house.store(), house.office(), needs.face(), tracking.tracking());
    }

    /**
     * Acts by department and day, as far as the actor sees them.
     *
     * @param to the first day after
     */
    public List<ActsDay> days(Actor actor, LocalDate from, LocalDate to) {
        return supervision().days(actor, from, to);
    }

    /** Names of the departments by id. */
    public Map<String, String> names() {
        return supervision().departments().names();
    }

    private Supervision supervision() {
        return Objects.requireNonNull(supervision, "not open yet");
    }

    @Override
    public List<Endpoint> endpoints() {
        return new SupervisionApi(supervision()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new SupervisionPages(pages.desk(), supervision()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("supervision").in(Nav.Group.POLICIES));
    }
}
