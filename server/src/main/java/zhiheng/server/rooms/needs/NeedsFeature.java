package zhiheng.server.rooms.needs;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.Kept;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.rooms.cases.CasesFeature;

/** The needs desk. */
public final class NeedsFeature implements Capability {
    private final CasesFeature cases;
    private @Nullable NeedDesk desk;
    private @Nullable NeedKeeper keeper;

    public NeedsFeature(CasesFeature cases) {
        this.cases = cases;
    }

    @Override
    public Set<String> uses() {
        return Set.of("cases", "sandbox");
    }

    @Override
    public List<Migration> schema() {
        return List.of(Migration.of(NeedsFeature.class, "V1__needs.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        var made = new NeedDesk(house.store(), house.office(), cases.desk(), house.clock());
        desk = made;
        keeper = new NeedKeeper(made);
    }

    private NeedDesk desk() {
        return Objects.requireNonNull(desk, "not open yet");
    }

    @Override
    public List<Endpoint> endpoints() {
        return new NeedsApi(desk()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new AskPages(pages.site(), pages.desk(), desk()).mount(pages.router());
        new NeedPages(pages.site(), pages.desk(), desk()).mount(pages.router());
        new BoardPages(pages.desk(), desk()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("needs").in(Nav.Group.POLICIES));
    }

    @Override
    public List<Kept> kept() {
        return List.of(new Kept(
                "needs",
                new Text("诉求中人们所说的话", "What people said in needs"),
                new Text("办结后按期清除；步骤与摘要保留", "Goes when a need is closed and old; steps and digests stay"),
                1_095,
                180,
                3_650,
                (c, limit) -> Sql.update(
                                c,
                                "UPDATE need SET text = '', place = '', answer = '', reason = '' WHERE closed = 1 AND"
                                        + " updated < ? AND text <> ''",
                                limit)
                        + Sql.update(
                                c,
                                "UPDATE need_step SET words = '', salt = '' WHERE words <> '' AND need IN (SELECT id"
                                        + " FROM need WHERE closed = 1 AND updated < ?)",
                                limit)));
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
}
