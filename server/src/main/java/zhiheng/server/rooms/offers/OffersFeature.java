package zhiheng.server.rooms.offers;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
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
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.rooms.cases.CasesFeature;
import zhiheng.server.rooms.guide.GuideFeature;
import zhiheng.server.rooms.sandbox.SandboxFeature;

/** Offers and askings. */
public final class OffersFeature implements Capability {
    private final GuideFeature guide;
    private final CasesFeature cases;
    private final SandboxFeature sandboxes;
    private @Nullable OfferDesk desk;
    private @Nullable RoundDesk rounds;
    private @Nullable AllianceDesk alliances;

    /**
     * @param guide has the profiles that conditions read; like {@code cases} it opens before this room
     * @param cases moves alliances
     * @param sandboxes have kits on offer for those who take part; opens before this room too
     */
    public OffersFeature(GuideFeature guide, CasesFeature cases, SandboxFeature sandboxes) {
        this.guide = guide;
        this.cases = cases;
        this.sandboxes = sandboxes;
    }

    @Override
    public Set<String> uses() {
        return Set.of("cases", "guide", "sandbox");
    }

    @Override
    public List<Migration> schema() {
        return List.of(
                Migration.of(OffersFeature.class, "V1__offers.sql"),
                Migration.of(OffersFeature.class, "V2__alliances.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        var time = new OfficeTime(house.clock());
        var made = new OfferDesk(house.store(), house.office(), guide.profiles(), time);
        desk = made;
        rounds = new RoundDesk(house.store(), house.office(), house.ledger(), made, time);
        alliances = new AllianceDesk(house.store(), house.office(), cases.desk(), made);
    }

    private RoundDesk rounds() {
        return Objects.requireNonNull(rounds, "not open yet");
    }

    private AllianceDesk alliances() {
        return Objects.requireNonNull(alliances, "not open yet");
    }

    private OfferDesk desk() {
        return Objects.requireNonNull(desk, "not open yet");
    }

    @Override
    public List<Endpoint> endpoints() {
        return Stream.of(
                        new KitOffersApi(sandboxes.offered()).endpoints(),
                        new OffersApi(desk(), rounds()).endpoints(),
                        new AllianceApi(alliances()).endpoints())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public void pages(Pages pages) {
        new OfferPages(pages.site(), pages.desk(), desk(), rounds(), sandboxes.offered()).mount(pages.router());
        new AskingPages(pages.desk(), desk(), rounds(), alliances()).mount(pages.router());
        new AlliancePages(pages.desk(), desk(), alliances()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("offers").in(Nav.Group.POLICIES));
    }

    @Override
    public List<Kept> kept() {
        return List.of(new Kept(
                "offers",
                new Text("供给和需求中人们所写的话", "What people wrote in offers and askings"),
                new Text("关闭或结束后按期清除；编号和数字保留", "Goes when closed and old; ids and figures stay"),
                1_095,
                180,
                3_650,
                (c, limit) -> Sql.update(
                                c,
                                "UPDATE offer SET title = '', about = '' WHERE state = 'CLOSED' AND updated < ? AND title"
                                        + " <> ''",
                                limit)
                        + Sql.update(
                                c,
                                "UPDATE asking SET title = '', about = '', place = '', coordinates = '' WHERE state <>"
                                        + " 'OPEN' AND updated < ? AND title <> ''",
                                limit)
                        + Sql.update(
                                c,
                                "UPDATE offer_match SET words = '' WHERE words <> '' AND state <> 'PROPOSED' AND updated <"
                                        + " ?",
                                limit)
                        + Sql.update(
                                c,
                                "UPDATE alliance SET plan = '', plan_salt = '', result = '', result_salt = '' WHERE stage IN"
                                        + " ('finished', 'dissolved') AND updated < ? AND plan <> ''",
                                limit)
                        + Sql.update(
                                c,
                                "UPDATE alliance_member SET part = '' WHERE part <> '' AND alliance IN (SELECT id FROM"
                                        + " alliance WHERE stage IN ('finished', 'dissolved') AND updated < ?)",
                                limit)));
    }
}
