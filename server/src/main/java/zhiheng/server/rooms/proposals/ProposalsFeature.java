package zhiheng.server.rooms.proposals;

import java.nio.file.Path;
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
import zhiheng.server.rooms.needs.NeedsFeature;
import zhiheng.server.rooms.traffic.TrafficFeature;

/** Proposals to change a rule. */
public final class ProposalsFeature implements Capability {
    private final NeedsFeature needs;
    private final GuideFeature guides;
    private final TrafficFeature traffic;
    private final Path law;
    private @Nullable Proposals proposals;

    /** @param law the folder of the library; the packs of policies lie beside it */
    public ProposalsFeature(NeedsFeature needs, GuideFeature guides, TrafficFeature traffic, Path law) {
        this.needs = needs;
        this.guides = guides;
        this.traffic = traffic;
        this.law = law;
    }

    @Override
    public Set<String> uses() {
        return Set.of("needs", "guide", "traffic");
    }

    @Override
    public List<Migration> schema() {
        return List.of(Migration.of(ProposalsFeature.class, "V1__proposals.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        var replay = new Replay(house.store(), guides, traffic.interactions(), law, law.resolveSibling("policies"));
        var made = new Proposals(house.store(), house.office(), needs.face(), replay, new OfficeTime(house.clock()));
        needs.face().tells(made::told);
        proposals = made;
    }

    private Proposals proposals() {
        return Objects.requireNonNull(proposals, "not open yet");
    }

    @Override
    public List<Endpoint> endpoints() {
        return new ProposalsApi(proposals()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new ProposalPages(pages.site(), pages.desk(), proposals()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("proposals").in(Nav.Group.POLICIES));
    }
}
