package zhiheng.server.rooms.placement;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.office.acts.OfficeTime;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.Kept;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.sql.Migration;

/** Computing jobs placed on sites: plans made, kept, explained and handed to clusters. */
public final class PlacementFeature implements Capability {
    private @Nullable PlanDesk desk;

    @Override
    public List<Migration> schema() {
        return List.of(Migration.of(PlacementFeature.class, "V1__placements.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        desk = new PlanDesk(house.store(), house.office().ids(), new OfficeTime(house.clock()));
    }

    private PlanDesk desk() {
        return Objects.requireNonNull(desk, "not open yet");
    }

    @Override
    public List<Endpoint> endpoints() {
        return new PlacementApi(desk()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new PlacementPages(pages.site(), pages.desk(), desk()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("placement").in(Nav.Group.TOOLS));
    }

    @Override
    public List<Kept> kept() {
        return List.of(Kept.otherwise(
                "placements",
                new Text("算力安排计划：名称、站点、作业编号", "Plans of compute: titles, sites, ids of jobs"),
                new Text("由本单位删除", "when its organisation deletes it")));
    }

    @Override
    public List<Class<?>> commands() {
        return List.of(PlaceCommand.class);
    }
}
