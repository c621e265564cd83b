package zhiheng.server.rooms.cases;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.cases.Procedures;
import zhiheng.office.acts.OfficeTime;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.Kept;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Aside;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.TxSql;
import zhiheng.server.ground.tell.Tidings;

/** Cases that move by the procedures of the packs. */
public final class CasesFeature implements Capability {
    /** EU AI Act, Article 18(1): documentation is kept for ten years. */
    private static final int TEN_YEARS = 3_653;

    private final List<Path> folders;
    private @Nullable CaseDesk desk;
    private @Nullable DeadlineKeeper keeper;
    private List<Tidings> tidings = List.of();

    /** @param folders whose packs may have procedures */
    public CasesFeature(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    @Override
    public List<Migration> schema() {
        return List.of(
                Migration.of(CasesFeature.class, "V1__cases.sql"),
                Migration.of(CasesFeature.class, "V2__lists.sql"),
                Migration.of(CasesFeature.class, "V3__last.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        var procedures = Procedures.load(folders, house.library()::calendar);
        desk = new CaseDesk(house.store(), house.office(), procedures, new OfficeTime(house.clock()));
        keeper = new DeadlineKeeper(desk);
        tidings = List.of(new CaseTidings(desk, house.store()));
    }

    /** The folders whose packs may hold forms and playbooks beside procedures. */
    public List<Path> folders() {
        return folders;
    }

    public CaseDesk desk() {
        return Objects.requireNonNull(desk, "not open yet");
    }

    @Override
    public List<Tidings> tidings() {
        return tidings;
    }

    @Override
    public List<Endpoint> endpoints() {
        return new CasesApi(desk()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new CaseListPages(pages.site(), pages.desk(), desk()).mount(pages.router());
        new CasePages(pages.site(), pages.desk(), desk()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("cases").in(Nav.Group.CASES));
    }

    @Override
    public List<Aside> asides() {
        return List.of(this::open);
    }

    private List<Aside.Line> open(Visit visit, String system) {
        long open = desk().count(visit.actor(), new CaseFilter(system, null, false, null, 1));
        var words = visit.words;
        return List.of(new Aside.Line(
                open == 0
                        ? new State("met", words.t("cases.none-open"))
                        : new State("doing", words.t("cases.open", open)),
                "/cases?system=" + system));
    }

    @Override
    public void start(URI address) {
        Objects.requireNonNull(keeper, "not open yet").start();
    }

    @Override
    public void close() throws InterruptedException {
        if (keeper != null) {
            keeper.close();
        }
    }

    @Override
    public void forgetSystem(TxSql sql, String system) {
        sql.update(
                "UPDATE moved_case_step SET words = '', salt = '' WHERE case_id IN"
                        + " (SELECT id FROM moved_case WHERE system = ?)",
                system);
    }

    @Override
    public List<Kept> kept() {
        return List.of(new Kept(
                "cases",
                new Text("案件中人们所说的话", "What people said in cases"),
                new Text("步骤与摘要保留；删除系统时一并删除", "Steps and digests stay; also when a system is erased"),
                TEN_YEARS,
                365,
                10 * TEN_YEARS,
                (c, limit) -> Sql.update(
                        c, "UPDATE moved_case_step SET words = '', salt = '' WHERE time < ? AND words <> ''", limit)));
    }
}
