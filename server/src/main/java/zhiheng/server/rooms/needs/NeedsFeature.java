package zhiheng.server.rooms.needs;

import java.net.URI;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.office.acts.Transactions;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.Kept;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.sql.TxSql;
import zhiheng.server.ground.tell.Tidings;
import zhiheng.server.rooms.cases.CasesFeature;
import zhiheng.server.rooms.tracking.TrackingFeature;

/** The needs desk. */
public final class NeedsFeature implements Capability {
    private static final int AT_ONCE = 1_000;

    private final CasesFeature cases;
    private final TrackingFeature tracking;
    private final Attachments limits;
    private @Nullable Parts parts;

    /** What the room is made of. */
    private record Parts(
            NeedBooks books,
            NeedDesk desk,
            NeedDeeds deeds,
            NeedIntake intake,
            NeedFiles files,
            NeedKeeper keeper,
            NeedsFace face,
            Transactions store) {}

    /** @param limits of what askers may add */
    public NeedsFeature(CasesFeature cases, TrackingFeature tracking, Attachments limits) {
        this.limits = limits;
        this.cases = cases;
        this.tracking = tracking;
    }

    @Override
    public Set<String> uses() {
        return Set.of("cases", "sandbox", "tracking");
    }

    @Override
    public List<Migration> schema() {
        return List.of(
                Migration.of(NeedsFeature.class, "V1__needs.sql"),
                Migration.of(NeedsFeature.class, "V2__fedback.sql"),
                Migration.of(NeedsFeature.class, "V3__many.sql"),
                Migration.of(NeedsFeature.class, "V4__masked.sql"),
                Migration.of(NeedsFeature.class, "V5__closed.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        var books = new NeedBooks(cases.desk());
        var desk = new NeedDesk(house.store(), books, tracking.tracking());
        var deeds = new NeedDeeds(house.store(), house.office(), books, desk, tracking.tracking());
        var files = new NeedFiles(house.shared().resolve("attachments"));
        var intake =
                new NeedIntake(house.store(), house.office(), books, tracking.tracking(), files, limits, house.clock());
        var face = new NeedsFace(house.store(), desk, intake);
        parts = new Parts(books, desk, deeds, intake, files, new NeedKeeper(deeds), face, house.store());
    }

    public NeedsFace face() {
        return parts().face();
    }

    private Parts parts() {
        return Objects.requireNonNull(parts, "not open yet");
    }

    @Override
    public List<Endpoint> endpoints() {
        return new NeedsApi(parts().desk(), parts().deeds(), parts().intake()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        var p = parts();
        new AskPages(pages.site(), pages.desk(), p.desk(), p.intake(), p.face()).mount(pages.router());
        new NeedPages(pages.site(), pages.desk(), p.desk(), p.deeds(), p.intake()).mount(pages.router());
        new BoardPages(pages.desk(), p.desk(), p.deeds()).mount(pages.router());
    }

    @Override
    public List<Tidings> tidings() {
        return List.of(new NeedTidings(parts().store(), parts().books()));
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
                this::forget));
    }

    /** Words of closed needs go with their attachments; steps, digests and that there were attachments stay. */
    private int forget(Connection c, Instant limit) {
        var rows = new NeedRows(new TxSql(c));
        int gone = 0;
        for (var old = rows.old(limit, AT_ONCE); !old.isEmpty(); old = rows.old(limit, AT_ONCE)) {
            for (var n : old) {
                gone += rows.forget(n);
                for (var file : rows.files(n.id())) {
                    if (!file.erased()) {
                        parts().files().erase(file.id());
                        rows.eraseFile(file.id());
                        gone++;
                    }
                }
            }
        }
        return gone;
    }

    @Override
    public void start(URI address) {
        parts().keeper().start();
    }

    @Override
    public void close() throws InterruptedException {
        if (parts != null) {
            parts.keeper().close();
        }
    }
}
