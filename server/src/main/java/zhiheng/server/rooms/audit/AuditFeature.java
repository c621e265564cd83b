package zhiheng.server.rooms.audit;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.office.people.Role;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.sql.Migration;

/** The security log. */
public final class AuditFeature implements Capability {
    private @Nullable AuditRows rows;
    private @Nullable House house;

    @Override
    public List<Migration> schema() {
        return List.of(Migration.of(AuditFeature.class, "V1__security.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House opened) {
        house = opened;
        var made = new AuditRows(opened.db(), opened.office().ids(), opened.clock());
        rows = made;
        opened.security().keepIn(made::add);
    }

    private void flush() {
        Objects.requireNonNull(house, "not open yet").security().flush();
    }

    @Override
    public List<Endpoint> endpoints() {
        return new AuditApi(Objects.requireNonNull(rows, "not open yet"), this::flush).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new AuditPages(pages.site(), pages.desk(), Objects.requireNonNull(rows, "not open yet"), this::flush)
                .mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("audit").onlyFor(Set.of(Role.AUDITOR)));
    }
}
