package zhiheng.server.rooms.privacy;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import zhiheng.office.people.Role;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.sql.Migration;

/** What is kept of people and in their words: for how long, its going by night, and erasing people and systems at once. */
public final class PrivacyFeature implements Capability {
    private final Supplier<List<Capability>> rooms;
    private @Nullable House house;
    private @Nullable Retention retention;
    private @Nullable NightlySweep sweep;

    /** @param rooms all that there are, asked for once they are open */
    public PrivacyFeature(Supplier<List<Capability>> rooms) {
        this.rooms = rooms;
    }

    @Override
    public List<Migration> schema() {
        return List.of(
                Migration.of(PrivacyFeature.class, "V1__retention.sql"),
                Migration.of(PrivacyFeature.class, "V2__version.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House opened) {
        house = opened;
        retention = new Retention(
                opened.store(),
                opened.office().outbox(),
                opened.clock(),
                () -> rooms.get().stream().flatMap(room -> room.kept().stream()).toList());
    }

    private Retention retention() {
        return Objects.requireNonNull(retention, "not open yet");
    }

    /** For how many days a kind is kept, as set. */
    public int days(String kind) {
        return retention().days(kind);
    }

    private Forgetting forgetting() {
        var now = Objects.requireNonNull(house, "not open yet");
        return new Forgetting(now.office(), now.identity(), rooms);
    }

    @Override
    public List<Endpoint> endpoints() {
        return new PrivacyApi(retention(), forgetting()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new PrivacyPages(pages.site(), pages.desk(), retention(), forgetting()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("privacy").in(Nav.Group.PROOF).onlyFor(Set.of(Role.AUDITOR, Role.ADMINISTRATOR)));
    }

    @Override
    public void start(URI address) {
        sweep = new NightlySweep(
                retention(), Objects.requireNonNull(house, "not open yet").clock());
    }

    @Override
    public void close() throws InterruptedException {
        if (sweep != null) {
            sweep.close();
        }
    }
}
