package zhiheng.server.rooms.lists;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.lists.Lists;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.rooms.law.RememberedPacks;

/** Acts held against the lists of packs. */
public final class ListsFeature implements Capability {
    private final Path folder;
    private @Nullable ListDesk desk;

    /** @param folder of packs of lists; without it there are none */
    public ListsFeature(Path folder) {
        this.folder = folder;
    }

    @Override
    public Set<String> uses() {
        return Set.of("law", "registry");
    }

    @Override
    public List<Migration> schema() {
        return List.of(Migration.of(ListsFeature.class, "V1__lists.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        var lists = Files.isDirectory(folder) ? Lists.load(RememberedPacks.load(folder), folder) : null;
        desk = new ListDesk(house.store(), house.office(), lists, new OfficeTime(house.clock()));
    }

    private ListDesk desk() {
        return Objects.requireNonNull(desk, "not open yet");
    }

    @Override
    public List<Endpoint> endpoints() {
        return new ListApi(desk()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new ListPages(pages.site(), pages.desk(), desk()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("lists").in(Nav.Group.POLICIES));
    }

    @Override
    public List<Class<?>> commands() {
        return List.of(ListsCommand.class);
    }
}
