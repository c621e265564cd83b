package zhiheng.server.rooms.duties;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.office.Office;
import zhiheng.office.duties.DutyQuery;
import zhiheng.office.people.Actor;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Menu;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.tell.Tidings;
import zhiheng.server.rooms.documents.DocumentsFeature;
import zhiheng.server.rooms.views.ViewsFeature;

/** The duties of all systems in one table. */
public final class DutiesFeature implements Capability {
    private final ViewsFeature views;
    private final DocumentsFeature documents;
    private List<Endpoint> endpoints = List.of();
    private @Nullable Office office;
    private List<Tidings> tidings = List.of();

    public DutiesFeature(ViewsFeature views, DocumentsFeature documents) {
        this.views = views;
        this.documents = documents;
    }

    @Override
    public Set<String> uses() {
        return Set.of("documents", "dossier", "views");
    }

    @Override
    public List<Migration> schema() {
        return List.of(
                Migration.of(DutiesFeature.class, "V1__reminders.sql"),
                Migration.of(DutiesFeature.class, "V2__heads.sql"));
    }

    @Override
    public List<Tidings> tidings() {
        return tidings;
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        office = house.office();
        tidings = DutyTidings.all(house.db(), house.library());
        endpoints = new DutyListApi(house.office()).endpoints();
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public void pages(Pages pages) {
        new ImportPages(pages.site(), pages.desk()).mount(pages.router());
        new DutiesPages(pages.site(), pages.desk(), views.views(), documents.documents()).mount(pages.router());
    }

    private long overdue(Actor actor) {
        var of = Objects.requireNonNull(office, "not open yet");
        return of.duties().count(actor, DutyQuery.dueBefore(of.days(), 1), (int) Menu.MOST_TOLD + 1);
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("duties").in(Nav.Group.DUTIES).counting(this::overdue));
    }
}
