package zhiheng.server.rooms.policies;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.OfficeTime;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.meaning.ChosenMeaning;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.rooms.guide.GuideFeature;

/** The library of policies. */
public final class PoliciesFeature implements Capability {
    private final GuideFeature guide;
    private final ChosenMeaning model;
    private @Nullable PolicyShelf shelf;

    public PoliciesFeature(GuideFeature guide, ChosenMeaning model) {
        this.guide = guide;
        this.model = model;
    }

    @Override
    public Set<String> uses() {
        return Set.of("guide");
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        var guides = guide.guides();
        shelf = new PolicyShelf(
                guides,
                guides == null
                        ? null
                        : new PolicySearch(guides.measures().all(), model.meaning(), model.vectors("policies")),
                new OfficeTime(house.clock()));
    }

    private PolicyShelf shelf() {
        return Objects.requireNonNull(shelf, "not open yet");
    }

    @Override
    public List<Endpoint> endpoints() {
        return new PolicyApi(shelf()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new PolicyPages(pages.site(), pages.desk(), shelf()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("policies").in(Nav.Group.POLICIES));
    }

    @Override
    public void close() {
        model.close();
    }
}
