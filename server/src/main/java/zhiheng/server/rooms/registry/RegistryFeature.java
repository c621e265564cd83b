package zhiheng.server.rooms.registry;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.Kept;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Aside;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.sql.TxSql;
import zhiheng.server.rooms.views.ViewsFeature;

/** The registry of AI systems, and the tables of the office. */
public final class RegistryFeature implements Capability {
    private final ViewsFeature views;
    private final Path examples;
    private List<Endpoint> endpoints = List.of();
    private @Nullable DailyRefresh refresh;
    private @Nullable ArchivePages archive;

    /** @param examples the folder of systems for the first hour */
    public RegistryFeature(ViewsFeature views, Path examples) {
        this.examples = examples;
        this.views = views;
    }

    @Override
    public Set<String> uses() {
        return Set.of("law", "views");
    }

    @Override
    public List<Migration> schema() {
        return List.of(
                Migration.ofTheFirstVersion(RegistryFeature.class, "V1__registry.sql"),
                Migration.of(RegistryFeature.class, "V2__duties.sql"),
                Migration.of(RegistryFeature.class, "V3__orgs.sql"),
                Migration.of(RegistryFeature.class, "V4__one_log.sql"),
                Migration.of(RegistryFeature.class, "V5__archive.sql"),
                Migration.of(RegistryFeature.class, "V6__assignee.sql"),
                Migration.of(RegistryFeature.class, "V7__sort.sql"),
                Migration.of(RegistryFeature.class, "V8__words.sql"),
                Migration.of(RegistryFeature.class, "V9__rare.sql"),
                Migration.of(RegistryFeature.class, "V10__met.sql"),
                Migration.of(RegistryFeature.class, "V11__days_of_laws.sql"),
                Migration.of(RegistryFeature.class, "V12__documents.sql"),
                Migration.of(RegistryFeature.class, "V13__guidance.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        endpoints = new SystemsApi(house.office()).endpoints();
        refresh = new DailyRefresh(house.office());
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public void pages(Pages pages) {
        var site = pages.site();
        var samples = new SampleSystems(site.office(), site.library(), examples);
        new RegistryPages(site, pages.desk(), views.views(), samples).mount(pages.router());
        var made = new ArchivePages(pages.site(), pages.desk());
        made.mount(pages.router());
        archive = made;
        new QuestionPages(pages.site(), pages.desk()).mount(pages.router());
    }

    @Override
    public List<Aside> asides() {
        return List.of((visit, system) -> archive == null ? List.<Aside.Line>of() : archive.about(visit, system));
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("systems").in(Nav.Group.SYSTEMS));
    }

    @Override
    public void close() throws InterruptedException {
        if (refresh != null) {
            refresh.close();
        }
    }

    @Override
    public void forgetSystem(TxSql sql, String system) {
        sql.update("UPDATE duty_note SET text = '' WHERE system_id = ?", system);
        sql.update("UPDATE duty_mark SET owner = '', reason = '' WHERE system_id = ?", system);
        sql.update("UPDATE duty_line SET owner = '' WHERE system_id = ?", system);
        sql.update("UPDATE system_event SET note = '' WHERE system_id = ?", system);
    }

    @Override
    public List<Kept> kept() {
        return KeptWords.all();
    }
}
