package zhiheng.server.rooms.adoption;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
import zhiheng.server.ground.sql.TxSql;
import zhiheng.server.rooms.guide.GuideFeature;
import zhiheng.server.rooms.law.RememberedPacks;

/** What AI systems do to jobs. */
public final class AdoptionFeature implements Capability {
    private final GuideFeature guide;
    private final Path packs;
    private @Nullable AdoptionDesk desk;

    /**
     * @param guide has the profiles with region, sector and staff; opened before this room
     * @param packs the folder of packs about employment; without it records are kept and nothing is said of them
     */
    public AdoptionFeature(GuideFeature guide, Path packs) {
        this.guide = guide;
        this.packs = packs;
    }

    @Override
    public Set<String> uses() {
        return Set.of("guide", "law");
    }

    @Override
    public List<Migration> schema() {
        return List.of(Migration.of(AdoptionFeature.class, "V1__adoption.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        desk = new AdoptionDesk(
                house.store(),
                house.office(),
                guide.profiles(),
                Files.isDirectory(packs) ? RememberedPacks.load(packs) : null,
                new OfficeTime(house.clock()));
    }

    private AdoptionDesk desk() {
        return Objects.requireNonNull(desk, "not open yet");
    }

    @Override
    public List<Endpoint> endpoints() {
        return new AdoptionApi(desk()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new AdoptionPages(pages.site(), pages.desk(), desk()).mount(pages.router());
        new RecordPages(pages.desk(), desk()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("adoption").in(Nav.Group.POLICIES));
    }

    @Override
    public void forgetSystem(TxSql sql, String system) {
        sql.update("UPDATE adoption SET task = '' WHERE system = ?", system);
    }

    @Override
    public List<Kept> kept() {
        return List.of(Kept.otherwise(
                "adoption",
                new Text("用工变化的人数", "Counts of people whose roles changed"),
                new Text(
                        "不含姓名；由登记单位删除，用途说明随系统一并清除",
                        "No names; its organisation removes a record, and words on its use go with the system")));
    }
}
