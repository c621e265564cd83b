package zhiheng.server.rooms.effect;

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
import zhiheng.server.rooms.needs.NeedsFeature;
import zhiheng.server.rooms.supervision.SupervisionFeature;

/** The pages and the command that judge whether a measure changed an indicator: one that is brought, or one of this system's own. */
public final class EffectFeature implements Capability {
    private final NeedsFeature needs;
    private final SupervisionFeature supervision;
    private @Nullable OwnResults results;

    public EffectFeature(NeedsFeature needs, SupervisionFeature supervision) {
        this.needs = needs;
        this.supervision = supervision;
    }

    @Override
    public Set<String> uses() {
        return Set.of("needs", "supervision");
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public List<Nav> nav() {
        return List.of(
                Nav.to("effect").in(Nav.Group.POLICIES), Nav.to("results").in(Nav.Group.POLICIES));
    }

    @Override
    public void open(House house) {
        results = new OwnResults(needs.face(), supervision, new OfficeTime(house.clock()));
    }

    private OwnResults results() {
        return Objects.requireNonNull(results, "not open yet");
    }

    @Override
    public List<Endpoint> endpoints() {
        return new ResultsApi(results()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new EffectPages(pages.desk()).mount(pages.router());
        new ResultsPages(pages.desk(), results()).mount(pages.router());
    }

    @Override
    public List<Class<?>> commands() {
        return List.of(EffectCommand.class);
    }
}
