package zhiheng.server.rooms.packeditor;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import zhiheng.office.people.Role;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.page.Asset;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.rooms.amendments.AmendmentsFeature;

/** The editor of packs, for officers and administrators. */
public final class PackEditorFeature implements Capability {
    private final Path folder;
    private final AmendmentsFeature amendments;

    /** @param folder the library that the server reads */
    public PackEditorFeature(Path folder, AmendmentsFeature amendments) {
        this.folder = folder;
        this.amendments = amendments;
    }

    @Override
    public Set<String> uses() {
        return Set.of("amendments");
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void pages(Pages pages) {
        new EditorPages(pages.site(), pages.desk(), folder, amendments::read).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("packeditor").in(Nav.Group.LAW).onlyFor(Set.of(Role.ADMINISTRATOR, Role.OFFICER)));
    }

    @Override
    public List<Asset> assets() {
        return List.of(Asset.script(PackEditorFeature.class, "packeditor.js"));
    }
}
